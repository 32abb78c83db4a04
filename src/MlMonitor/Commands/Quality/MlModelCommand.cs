using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Labels;
using MlMonitor.Core.Storage;

namespace MlMonitor.Commands;

/// <summary>What the commands share that hold captured answers of models against labels: what is read, and where it lies.</summary>
public abstract partial class MlModelCommand : MlCaptureCommand
{
    private const string ByEndpoint = "Endpoint";
    private const string ByCapture = "Capture";
    private const string LabelTag = "mlmonitor:labels";
    private MlWindow? _window;

    /// <summary>The endpoints to test.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByEndpoint, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] EndpointName { get; set; } = [];

    /// <summary>Captured requests: files or folders, or addresses in S3.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCapture)]
    [ValidateNotNullOrEmpty]
    public string[] Capture { get; set; } = [];

    /// <summary>Where labels are: a file, a folder or an address in S3.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <summary>What is held against.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Baseline { get; set; }

    /// <summary>The beginning of the window.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>Gives one Boolean for each endpoint instead.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>How far back is looked where -After is not given: labels come late.</summary>
    protected virtual TimeSpan UsualWindow => TimeSpan.FromDays(3);

    /// <summary>The tag that names the baseline of this kind of test.</summary>
    protected abstract string OwnTag { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _window = this.Window(After, Before, UsualWindow, Clock.GetUtcNow());

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByCapture)
        {
            foreach (var path in Capture)
                TestPath(path);
            return;
        }

        foreach (var (endpoint, connection) in Endpoints(EndpointName))
        {
            Test(endpoint, connection);
            Sink.Flush();
        }
    }

    /// <summary>Tests one model.</summary>
    /// <param name="requests">Its requests.</param>
    /// <param name="baseline">Finds the path of the baseline; null where there is none.</param>
    /// <param name="reports">Reads baselines.</param>
    /// <param name="endpoint">The endpoint; null where files are read.</param>
    /// <param name="connection">As whom it is read; null where nothing is in S3.</param>
    internal abstract void Test(CapturedRequests requests, Func<Func<string, Task<string?>>, string?> baseline, ModelReports reports, MlEndpoint? endpoint, AwsConnection? connection);

    private void Test(MlEndpoint endpoint, AwsConnection connection)
    {
        var name = endpoint.EndpointName;
        var tagged = endpoint.Tag.GetValueOrDefault(BaselineTag);
        var labels = Label ?? endpoint.Tag.GetValueOrDefault(LabelTag);
        CaptureSource? truth = null;
        if (CaptureOf(endpoint, connection) is not { } source)
            return;
        if (labels is null && !CanDoWithoutLabels)
            Sink.Report(Problem.Of(ProblemId.LabelsMissing, $"Nothing says where the labels of the endpoint {name} are.", name, $"Give -Label, or tag the endpoint with {LabelTag}."));
        else if (labels is null || TrySource(labels, connection, out truth))
            Test(
                Requests(source, _window, truth) with { NamesFrom = tagged, NamesConnection = connection },
                find => Baseline ?? endpoint.Tag.GetValueOrDefault(OwnTag) ?? (tagged is null ? null : Await(() => find(tagged))),
                new ModelReports(connection, Sink), endpoint, connection);
    }

    private void TestPath(string path)
    {
        var connection = ConnectionFor(path);
        CaptureSource? truth = null;
        if (SourceAt(path) is { } source && (Label is null || TrySource(Label, ConnectionFor(Label), out truth)))
            Test(Requests(source, WindowOf(path, After, Before, _window), truth), _ => Baseline, new ModelReports(ConnectionFor(Baseline), Sink), null, connection);
        Sink.Flush();
    }

    // What a tag names is in S3, and of the region of its endpoint.
    private bool TrySource(string path, AwsConnection? connection, out CaptureSource? source)
    {
        source = S3Location.TryParse(path, out var location) is null && connection is not null ? CaptureSource.OfS3(location!, connection) : SourceAt(path);
        return source is not null;
    }

    // Labels come after the requests: whatever came since then counts.
    private CapturedRequests Requests(CaptureSource source, MlWindow? window, CaptureSource? labels) => new()
    {
        Source = source,
        Window = window,
        Map = new ColumnMap { Header = Header ?? [], InputPath = FeaturesAttribute, OutputPath = InferenceAttribute },
        Labels = labels,
        Collected = window is null || labels?.Location is null ? null : new MlWindow(window.After, Clock.GetUtcNow() is var now && now > window.Before ? now : window.Before),
        LabelPath = GroundTruthAttribute,
    };
}
