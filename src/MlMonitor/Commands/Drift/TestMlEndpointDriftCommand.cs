using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Drift;
using MlMonitor.Core.Endpoints.Monitoring;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;

namespace MlMonitor.Commands;

/// <summary>Holds captured requests and answers of endpoints against a baseline.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MlEndpointDrift", DefaultParameterSetName = ByEndpoint)]
[OutputType(typeof(MlDriftFinding), typeof(bool))]
public sealed partial class TestMlEndpointDriftCommand : MlCaptureCommand
{
    private const string ByEndpoint = "Endpoint";
    private const string ByCapture = "Capture";
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(24);
    private readonly Dictionary<string, Baseline?> _baselines = new(StringComparer.Ordinal);
    private DriftOptions _options = DriftOptions.Default;
    private ColumnMap _map = ColumnMap.None;
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

    /// <summary>What they are held against: a profile, statistics.json or a data set.</summary>
    [Parameter(ParameterSetName = ByEndpoint)]
    [Parameter(Mandatory = true, ParameterSetName = ByCapture)]
    [ValidateNotNullOrEmpty]
    public string? Baseline { get; set; }

    /// <summary>The beginning of the window.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>Where profiles of hours are kept, so that each is read once: a folder or an s3:// address.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProfileStore { get; set; }

    /// <summary>Gives one Boolean for each endpoint instead.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _options = Options();
        _map = Map();
        _window = this.Window(After, Before, UsualWindow, Clock.GetUtcNow());
    }

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
            Test(endpoint, connection);
    }

    private void Test(MlEndpoint endpoint, AwsConnection connection)
    {
        var name = endpoint.EndpointName;
        if (CaptureOf(endpoint, connection) is { } source && (Baseline ?? endpoint.Tag.GetValueOrDefault(BaselineTag) ?? BaselineOfMonitor(name, connection)) is { } baseline)
            Test(source, _window, baseline, connection, finding => Place(finding, endpoint, connection) with { EndpointName = name });
        Sink.Flush();
    }

    private string? BaselineOfMonitor(string endpoint, AwsConnection connection)
    {
        var (path, problem) = Await(() => MonitorBaseline.FindAsync(connection, endpoint, Sink, Clock, StopToken));
        if (path is null && problem is null)
            Sink.Report(Problem.Of(ProblemId.BaselineMissing, $"No baseline is named for the endpoint {endpoint}.", endpoint,
                $"Give -Baseline, or tag the endpoint with {BaselineTag}; New-MlBaseline makes one."));
        return path;
    }

    private void TestPath(string path)
    {
        if (SourceAt(path) is { } source)
            Test(source, WindowOf(path, After, Before, _window), Baseline!, ConnectionFor(path) ?? ConnectionFor(Baseline), finding => finding with { Region = source.Connection?.Region ?? "" });
        Sink.Flush();
    }

    // A name that is misspelt must not pass for one that is judged more kindly, or is well.
    private void WarnOfUnknown(Baseline baseline, DatasetProfile profile)
    {
        if (DriftRead.WhyUnnamed(profile, baseline) is { } why)
            Sink.Warn(why);
        var columns = baseline.Profile.Columns.Concat(profile.Columns).Select(column => column.Name).ToList();
        foreach (var (parameter, given) in new[] { (nameof(Feature), Feature), (nameof(Exclude), Exclude) })
            foreach (var name in (given ?? []).Where(name => !columns.Exists(Patterns([name])[0].IsMatch)))
                Sink.Warn($"-{parameter} names {name}, which neither the requests nor the baseline {baseline.Source} have.");
        foreach (var name in _options.Overrides.Keys.Where(name => !baseline.Profile.Columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
            Sink.Warn($"-FeatureThreshold names {name}, which the baseline {baseline.Source} does not have.");
    }

    private void Test(CaptureSource source, MlWindow? window, string path, AwsConnection? connection, Func<MlDriftFinding, MlDriftFinding> place)
    {
        path = FullPath(path);
        var store = ProfileStore is null ? null : this.StoreAt(ProfileStore, () => Connect(Region), Sink);
        if (store is null && ProfileStore is not null)
            return;
        if (Read(path, connection, ProfileAsync) is not var (baseline, profile, read))
            return;
        TellLeftOut(read);
        if (read.Problem is { } problem)
            Sink.Report(problem);
        var damage = CaptureDamage.Of(read, MaxBadRecord / 100, window);
        if (damage is null && read.Damage(MaxBadRecord / 100) is { } some)
            Sink.Warn(some);
        WarnOfUnknown(baseline, profile);
        Sink.Flush();
        IReadOnlyList<MlDriftFinding> findings = [.. damage is null ? [] : new[] { damage }, .. DriftTest.Judge(baseline, profile, _options)];
        var summary = DriftTest.Summarize(findings, baseline.Profile, profile, _options);
        if (Quiet)
            WriteObject(summary.Severity == MlSeverity.Ok);
        else
            WriteObject(findings.Append(summary).Select(place), enumerateCollection: true);

        Task<(DatasetProfile Profile, CaptureSummary Summary)> ProfileAsync(CancellationToken stop) => store is null
            ? CaptureHours.ReadAtOnceAsync(source, window, new HourlyOptions { Map = _map }, Sink, stop)
            : CaptureHours.ReadAsync(source, window, store, new HourlyOptions { Map = _map }, Sink, Clock, stop);
    }

    // A baseline serves many endpoints, and is read once.
    private (Baseline Baseline, DatasetProfile Profile, CaptureSummary Read)? Read(
        string path, AwsConnection? connection, Func<CancellationToken, Task<(DatasetProfile Profile, CaptureSummary Summary)>> current)
    {
        if (_baselines.TryGetValue(path, out var known))
        {
            if (known is null)
                return null;
            var (profile, summary) = Await(() => current(StopToken));
            return (known, DriftRead.Named(profile, known), summary);
        }

        var read = Await(() => DriftRead.ReadAsync(new BaselineReader(connection, Sink), path, current, StopToken));
        _baselines[path] = read?.Baseline;
        return read;
    }
}
