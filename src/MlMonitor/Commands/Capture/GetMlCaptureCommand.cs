using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core.Capture;

namespace MlMonitor.Commands;

/// <summary>Gets the requests and answers that data capture of endpoints kept.</summary>
[Cmdlet(VerbsCommon.Get, "MlCapture", DefaultParameterSetName = ByEndpoint)]
[OutputType(typeof(MlCaptureRecord))]
public sealed class GetMlCaptureCommand : MlCaptureCommand
{
    private const string ByEndpoint = "Endpoint";
    private const string ByPath = "Path";
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(1);
    private MlWindow? _window;
    private ColumnMap _map = ColumnMap.None;
    private int _left = int.MaxValue;

    /// <summary>The endpoints whose requests are wanted.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByEndpoint, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] EndpointName { get; set; } = [];

    /// <summary>Files or folders, or addresses in S3.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByPath)]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The only variant wanted.</summary>
    [Parameter]
    public string? VariantName { get; set; }

    /// <summary>The beginning of the window.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>How many records are wanted.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>The names of columns that have none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <summary>The JMESPath of the inputs in requests of JSON.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FeaturesAttribute { get; set; }

    /// <summary>The JMESPath of the outputs in answers of JSON.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InferenceAttribute { get; set; }

    /// <summary>The share of records in percent that may be bad before the capture is called damaged.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MaxBadRecord { get; set; } = 1;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _window = this.Window(After, Before, UsualWindow, Clock.GetUtcNow());
        _left = First ?? int.MaxValue;
        _map = new ColumnMap { Header = Header ?? [], InputPath = FeaturesAttribute, OutputPath = InferenceAttribute };
        if (_map.Check() is { } problem)
            ThrowTerminatingError(Streams.Errors.Record(problem));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByPath)
        {
            foreach (var path in Path)
                Read(path);
            return;
        }

        foreach (var (endpoint, connection) in _left == 0 ? [] : Endpoints(EndpointName, areTagsWanted: false))
            if (CaptureOf(endpoint, connection) is { } source)
                Write(source, _window);
        Sink.Flush();
    }

    private void Read(string path)
    {
        if (SourceAt(path) is { } source)
            Write(source, WindowOf(path, After, Before, _window));
        Sink.Flush();
    }

    private void Write(CaptureSource source, MlWindow? window)
    {
        if (_left == 0)
            return;
        CaptureSummary? read = null;
        var options = new CaptureOptions { VariantName = VariantName, First = _left, IncludeExplanationCalls = true };
        WriteEach(CaptureReader.RecordsAsync(source, window, _map, Sink, s => read = s, options, StopToken), record =>
        {
            _left--;
            WriteObject(record);
        });
        // Of what was not read to its end there is nothing to say.
        if (read is null)
            return;
        if (read.Problem is { } problem)
            Sink.Report(problem);
        if (read.Damage(MaxBadRecord / 100) is { } damage)
            Sink.Warn(damage);
        TellLeftOut(read);
        Sink.Detail($"{source}: {read.Records} records, {read.Rows} rows, {read.Files} files, {read.Bytes} bytes.");
        Sink.Flush();
    }
}
