using MlMonitor.Sandbox.Platform.Buckets;

namespace MlMonitor.Sandbox.Platform.Captures;

/// <summary>What the endpoints of a region were asked and what came of it.</summary>
internal sealed class CaptureStore
{
    private static readonly TimeSpan Half = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly RegionPlatform _home;

    public CaptureStore(RegionPlatform home)
    {
        _home = home;
        if (home.Region != SamplePlatform.HomeRegion)
            return;
        Streams =
        [
            new(home, Schemas.Churn.Endpoint, "AllTraffic", Schemas.Churn.Draw) { RecordsASlot = 100, Format = CaptureFormat.Csv },
            new(home, Credit.Endpoint, "champion", Credit.Draw) { SlotLength = Half, RecordsASlot = 45, Format = CaptureFormat.JsonLines(Credit.Columns) },
            new(home, Credit.Endpoint, "challenger", Credit.Draw) { SlotLength = Half, RecordsASlot = 5, Format = CaptureFormat.JsonLines(Credit.Columns) },
            Small(Schemas.Fraud, CaptureFormat.Csv),
            Small(Schemas.Recommendation, CaptureFormat.Document(Schemas.Recommendation.Columns), silent: LastFullHour(home)),
            Small(Schemas.Price, CaptureFormat.Unknown, TimeSpan.FromDays(21)),
            Small(Schemas.Store, CaptureFormat.Csv, TimeSpan.FromDays(9)),
            // The endpoint is in another region; the bucket is here.
            new(home, Anomaly.Endpoint, "AllTraffic", Anomaly.Draw) { SlotLength = Half, RecordsASlot = 20, Format = CaptureFormat.Explained(Anomaly.Columns) },
        ];
    }

    public IReadOnlyList<CaptureStream> Streams { get; } = [];

    public IEnumerable<CaptureStream> Of(string endpoint) => Streams.Where(stream => stream.Endpoint == endpoint);

    public IEnumerable<StoredObject> Files() => Streams.SelectMany(stream => CaptureFiles.Of(stream, stream.Endpoint == Schemas.Churn.Endpoint));

    public IEnumerable<StoredObject> Labels() => Of(Schemas.Churn.Endpoint)
        .SelectMany(stream => CaptureFiles.Labels(stream, _home.Now, 6 * Hour, 12 * Hour))
        .Concat(Of(Credit.Endpoint).SelectMany(stream => CaptureFiles.Labels(stream, _home.Now, 8 * Hour, 30 * Hour)));

    /// <summary>The last hour by the clock whose monitoring is over: that takes half an hour at most.</summary>
    public static DateTimeOffset LastFullHour(RegionPlatform home)
    {
        var time = home.Now - Half;
        return new DateTimeOffset(time.Year, time.Month, time.Day, time.Hour, 0, 0, TimeSpan.Zero) - Hour;
    }

    private CaptureStream Small(Schema schema, CaptureFormat format, TimeSpan newest = default, DateTimeOffset? silent = null) =>
        new(_home, schema.Endpoint, "AllTraffic", schema.Draw)
        {
            SlotLength = Half,
            RecordsASlot = 20,
            Format = format,
            Newest = newest,
            Oldest = newest + TimeSpan.FromHours(48),
            SilentHour = silent,
        };
}
