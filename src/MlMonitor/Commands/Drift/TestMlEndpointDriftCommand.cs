using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Drift;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.Storage;

namespace MlMonitor.Commands;

/// <summary>Holds captured requests and answers of endpoints against a baseline.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MlEndpointDrift", DefaultParameterSetName = ByEndpoint)]
[OutputType(typeof(MlDriftFinding), typeof(bool))]
public sealed partial class TestMlEndpointDriftCommand : MlAwsCommand
{
    private const string ByEndpoint = "Endpoint";
    private const string ByCapture = "Capture";
    private const string BaselineTag = "mlmonitor:baseline";
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

        if (Connect(Region) is not { Count: > 0 } connections)
            return;
        var names = new NamePatterns(EndpointName);
        var query = new EndpointQuery { Names = names.Exact, Matches = names.Matches, NameContains = names.CommonPart, IncludeTags = true };
        var endpoints = new List<MlEndpoint>();
        WriteEach(new EndpointMonitor(connections, Clock).ReadAsync(query, Sink, StopToken), endpoints.Add);
        foreach (var endpoint in endpoints)
            Test(endpoint, connections.First(c => c.Region == endpoint.Region && c.ProfileName == endpoint.ProfileName));
    }

    private void Test(MlEndpoint endpoint, AwsConnection connection)
    {
        var name = endpoint.EndpointName;
        if (endpoint.DataCapture?.Destination is not { } destination)
            Sink.Report(Problem.Of(ProblemId.CaptureOff, $"The endpoint {name} keeps no requests: data capture is not configured.", name,
                "Configure data capture in the endpoint configuration (DataCaptureConfig)."));
        else if ((Baseline ?? endpoint.Tag.GetValueOrDefault(BaselineTag)) is not { } baseline)
            Sink.Report(Problem.Of(ProblemId.BaselineMissing, $"No baseline is named for the endpoint {name}.", name,
                $"Give -Baseline, or tag the endpoint with {BaselineTag}; New-MlBaseline makes one."));
        else if (S3Location.TryParse(destination.TrimEnd('/') + $"/{name}/", out var location) is { } problem)
            Sink.Report(problem);
        else
            Test(CaptureSource.OfS3(location!, connection), _window, baseline, connection, finding => finding with
            {
                EndpointName = name,
                Region = endpoint.Region,
                Account = endpoint.Account,
                Arn = endpoint.Arn,
                ProfileName = endpoint.ProfileName,
                ConsoleLink = endpoint.ConsoleLink,
            });
        Sink.Flush();
    }

    private void TestPath(string path)
    {
        var connection = S3Location.IsMeantBy(path) || S3Location.IsMeantBy(Baseline) ? Connect(Region) is [var first, ..] ? first : null : null;
        if (!S3Location.IsMeantBy(path))
            Test(CaptureSource.OfPath(GetUnresolvedProviderPathFromPSPath(path)), After is null && Before is null ? null : _window, Baseline!, connection, finding => finding);
        else if (S3Location.TryParse(path, out var location) is { } problem)
            Sink.Report(problem);
        else if (connection is not null)
            Test(CaptureSource.OfS3(location!, connection), _window, Baseline!, connection, finding => finding with { Region = connection.Region });
        Sink.Flush();
    }

    // A name that is misspelt must not pass for one that is judged more kindly.
    private void WarnOfUnknown(Baseline baseline)
    {
        foreach (var name in _options.Overrides.Keys.Where(name => !baseline.Profile.Columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))))
            Sink.Warn($"-FeatureThreshold names {name}, which the baseline {baseline.Source} does not have.");
    }

    private void Test(CaptureSource source, MlWindow? window, string path, AwsConnection? connection, Func<MlDriftFinding, MlDriftFinding> place)
    {
        if (!S3Location.IsMeantBy(path))
            path = GetUnresolvedProviderPathFromPSPath(path);
        var store = ProfileStore is null ? null : this.StoreAt(ProfileStore, () => Connect(Region), Sink);
        if (store is null && ProfileStore is not null)
            return;
        if (Read(path, connection, ProfileAsync) is not var (baseline, profile, read))
            return;
        if (read.Problem is { } problem)
            Sink.Report(problem);
        var damage = CaptureDamage.Of(read, MaxBadRecord / 100, window);
        if (damage is null && read.Damage(MaxBadRecord / 100) is { } some)
            Sink.Warn(some);
        WarnOfUnknown(baseline);
        Sink.Flush();
        IReadOnlyList<MlDriftFinding> findings = [.. damage is null ? [] : new[] { damage }, .. DriftTest.Judge(baseline, profile, _options)];
        var summary = DriftTest.Summarize(findings, baseline.Profile, profile, _options);
        if (Quiet)
            WriteObject(summary.Severity == MlSeverity.Ok);
        else
            WriteObject(findings.Append(summary).Select(place), enumerateCollection: true);

        Task<(DatasetProfile Profile, CaptureSummary Summary)> ProfileAsync(IReadOnlyList<string> names, CancellationToken stop) => store is null
            ? CaptureProfile.ReadAsync(source, window, names, _map, Sink, stop)
            : CaptureProfile.ReadAsync(source, window, names, _map, store, Sink, Clock, stop);
    }

    // A baseline serves many endpoints, and is read once.
    private (Baseline Baseline, DatasetProfile Profile, CaptureSummary Read)? Read(
        string path, AwsConnection? connection, Func<IReadOnlyList<string>, CancellationToken, Task<(DatasetProfile Profile, CaptureSummary Summary)>> current)
    {
        if (_baselines.TryGetValue(path, out var known))
        {
            if (known is null)
                return null;
            var (profile, summary) = Await(() => current([.. known.Profile.Columns.Select(column => column.Name)], StopToken));
            return (known, profile, summary);
        }

        var read = Await(() => DriftRead.ReadAsync(new BaselineReader(connection, Sink), path, current, StopToken));
        _baselines[path] = read?.Baseline;
        return read;
    }
}
