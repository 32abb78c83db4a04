using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.ProfileStores;

/// <summary>Adds up the hours of a window.</summary>
/// <param name="window">The window, of whole hours; null for all there is.</param>
/// <param name="options">How hours are profiled.</param>
internal sealed class HourTotal(MlWindow? window, HourlyOptions options)
{
    private readonly ProfileSum _sum = new(options.Profile);
    private readonly List<BadRecord> _firstBad = [];
    private readonly SortedSet<string> _endpoints = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _variants = new(StringComparer.Ordinal);
    private readonly List<string> _outputs = [];
    private CaptureSummary _read = new();

    /// <summary>Adds an hour: of its records those of the window.</summary>
    public void Add(StoredHour hour)
    {
        var parts = hour.Parts.Where(part => window is null || (part.Hour >= window.After && part.Hour < window.Before)).ToList();
        foreach (var part in parts)
            _sum.Add(part.Profile);
        // What could not be read has no time; it goes by its folder.
        var isInside = window is null || (hour.Hour >= window.After && hour.Hour < window.Before);
        if (parts.Count == 0 && !isInside)
            return;
        _endpoints.Add(hour.EndpointName);
        _variants.Add(hour.VariantName);
        Add(new CaptureSummary
        {
            Files = hour.Files.Count - hour.UnreadFiles,
            UnreadFiles = hour.UnreadFiles,
            Bytes = hour.Bytes,
            Records = parts.Sum(part => part.Records),
            Rows = parts.Sum(part => part.Profile.RowCount),
            RecordsOutside = hour.Parts.Except(parts).Sum(part => part.Records),
            BadRecords = isInside ? hour.BadRecords : 0,
            UnfinishedRecords = isInside ? hour.UnfinishedRecords : 0,
            ExplanationCalls = isInside ? hour.ExplanationCalls : 0,
            FirstBad = isInside ? hour.FirstBad : [],
            OutputColumns = hour.OutputColumns,
            First = parts.Min(part => part.First),
            Last = parts.Max(part => part.Last),
        });
    }

    /// <summary>Adds files that lie in no folder of an hour.</summary>
    public async Task AddAsync(CaptureSource files, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var (profile, read) = await CaptureHours.ReadAtOnceAsync(files, window, options, sink, cancellationToken).ConfigureAwait(false);
        _sum.Add(profile);
        Add(read);
    }

    /// <summary>The profile and what it is of.</summary>
    /// <param name="source">What the capture is called.</param>
    /// <param name="now">The present: a window does not end after it.</param>
    public (DatasetProfile Profile, CaptureSummary Summary) ToResult(string source, DateTimeOffset now)
    {
        var (endpoint, variant) = (Only(_endpoints), Only(_variants));
        var profile = _sum.ToProfile() with
        {
            EndpointName = endpoint,
            VariantName = variant,
            ModelName = options.Profile.ModelName,
            Window = window is null || window.Before <= now || window.After >= now ? window : new MlWindow(window.After, now),
            Sources = [source],
            BadRecordCount = _read.BadRecords,
        };
        return (profile, _read with { EndpointName = endpoint, VariantName = variant, OutputColumns = _outputs, FirstBad = [.. _firstBad.Take(CaptureSummary.BadRecordsKept)] });
    }

    private static string? Only(SortedSet<string> names) => names.Count == 1 ? names.Min : null;

    private void Add(CaptureSummary more)
    {
        _outputs.AddRange(more.OutputColumns.Except(_outputs, StringComparer.Ordinal).ToList());
        _firstBad.AddRange(more.FirstBad);
        _read = _read with
        {
            Files = _read.Files + more.Files,
            UnreadFiles = _read.UnreadFiles + more.UnreadFiles,
            Bytes = _read.Bytes + more.Bytes,
            Records = _read.Records + more.Records,
            Rows = _read.Rows + more.Rows,
            BadRecords = _read.BadRecords + more.BadRecords,
            UnfinishedRecords = _read.UnfinishedRecords + more.UnfinishedRecords,
            RecordsOutside = _read.RecordsOutside + more.RecordsOutside,
            ExplanationCalls = _read.ExplanationCalls + more.ExplanationCalls,
            First = more.First < _read.First || _read.First is null ? more.First ?? _read.First : _read.First,
            Last = more.Last > _read.Last || _read.Last is null ? more.Last ?? _read.Last : _read.Last,
        };
    }
}
