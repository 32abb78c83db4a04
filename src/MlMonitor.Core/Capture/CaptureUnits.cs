using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Capture;

/// <summary>Lists the files of a source and opens them, some ahead of who reads them; large ones of this machine in parts.</summary>
internal sealed class CaptureUnits(ICaptureFolder folder, CaptureWindow? window, CaptureOptions options, IMonitorSink sink)
{
    private readonly List<CaptureFile> _files = [];
    private readonly List<CaptureUnit> _units = [];

    /// <summary>The files so far.</summary>
    public IReadOnlyList<CaptureFile> Files => _files;

    /// <summary>What kept the files from being listed; null where nothing did.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>How many files could not be opened, or not read to their end.</summary>
    public int Unread { get; private set; }

    /// <summary>How many bytes there are in all; null until all files are known.</summary>
    public long? TotalBytes { get; private set; }

    /// <summary>Gives what there is to read, in order. Whoever gets a unit disposes of its stream.</summary>
    public async IAsyncEnumerable<CaptureUnit> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var opened = OrderedFanOut.SelectAsync(ListAsync(cancellationToken), Math.Max(1, options.OpenAhead), OpenAsync, cancellationToken);
        await foreach (var units in opened.ConfigureAwait(false))
            foreach (var unit in units)
            {
                _units.Add(unit);
                yield return unit;
            }
    }

    /// <summary>Says that a file could not be read to its end.</summary>
    public void Fail(CaptureFile file, Exception e)
    {
        lock (_files)
            Unread++;
        sink.Report(LocalCaptureFolder.ProblemOf(file.Name, e));
    }

    /// <summary>The line in a file, of the line in one of its parts.</summary>
    public BadRecord Place((int File, int Part, long Line, string Reason) bad) => new(_files[bad.File].Name,
        bad.Line + _units.Where(u => u.FileNumber == bad.File && u.Part < bad.Part).Sum(u => u.Lines), bad.Reason);

    private async IAsyncEnumerable<(CaptureFile File, int Number)> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var bytes = 0L;
        await foreach (var file in folder.FilesAsync(window, p => Problem ??= p, cancellationToken).ConfigureAwait(false))
        {
            if (options.VariantName is { } variant && file.Origin is { } origin && !string.Equals(origin.Variant, variant, StringComparison.OrdinalIgnoreCase))
                continue;
            lock (_files)
                _files.Add(file);
            bytes += file.Size;
            yield return (file, _files.Count - 1);
        }

        TotalBytes = bytes;
    }

    private async Task<IReadOnlyList<CaptureUnit>> OpenAsync((CaptureFile File, int Number) item, CancellationToken cancellationToken)
    {
        var (file, number) = item;
        var (stream, problem) = await file.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (stream is null)
                throw new IOException(problem!.Message, problem.Exception);
            var content = await CaptureStreams.DecodeAsync(stream, cancellationToken).ConfigureAwait(false);
            var first = new CaptureUnit(file, number, 0, 0, null, content);
            return file.IsLocal && content.IsPlain && file.Size > options.PartBytes ? await SplitAsync(first, cancellationToken).ConfigureAwait(false) : [first];
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (stream is not null)
                await stream.DisposeAsync().ConfigureAwait(false);
            lock (_files)
                Unread++;
            sink.Report(problem ?? LocalCaptureFolder.ProblemOf(file.Name, e));
            return [];
        }
    }

    private async Task<IReadOnlyList<CaptureUnit>> SplitAsync(CaptureUnit first, CancellationToken cancellationToken)
    {
        var count = (first.File.Size + options.PartBytes - 1) / options.PartBytes;
        List<CaptureUnit> units = [first with { End = options.PartBytes }];
        for (var part = 1; part < count; part++)
        {
            var begin = part * options.PartBytes;
            var (stream, problem) = await first.File.OpenAsync(cancellationToken).ConfigureAwait(false);
            if (stream is null)
                throw new IOException(problem!.Message);
            stream.Seek(begin - 1, SeekOrigin.Begin);
            units.Add(new CaptureUnit(first.File, first.FileNumber, part, begin, part == count - 1 ? null : begin + options.PartBytes, new CaptureContent(stream, true)));
        }

        return units;
    }
}
