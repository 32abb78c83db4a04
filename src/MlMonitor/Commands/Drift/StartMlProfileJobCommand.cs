using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.ProfileJobs;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;
using MlMonitor.Core.Storage;
using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Commands;

/// <summary>Profiles captured requests on many instances at once, as a processing job of SageMaker.</summary>
[Cmdlet(VerbsLifecycle.Start, "MlProfileJob", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ByEndpoint)]
[OutputType(typeof(MlProfileJob), typeof(MlProfile))]
public sealed partial class StartMlProfileJobCommand : MlAwsCommand
{
    private const string ByEndpoint = "Endpoint";
    private const string ByCapture = "Capture";
    private readonly List<(MlProfileJob Job, AwsConnection Connection)> _started = [];
    private S3Location? _output;
    private MlWindow? _window;
    private string? _file;

    /// <summary>The endpoints whose requests are profiled, each by a job.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByEndpoint, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] EndpointName { get; set; } = [];

    /// <summary>Captured requests: the address of an endpoint's or a variant's in S3.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByCapture)]
    [ValidateNotNullOrEmpty]
    public string Capture { get; set; } = "";

    /// <summary>The only variant wanted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? VariantName { get; set; }

    /// <summary>The beginning of the window.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (S3Location.TryParse(OutputS3Uri, out _output) is { } problem)
            ThrowTerminatingError(Streams.Errors.Record(problem));
        if (SubnetId is null != SecurityGroupId is null)
            ThrowTerminatingError(Streams.Errors.Record(Problem.Of(ProblemId.InvalidRequest, "-SubnetId and -SecurityGroupId go together.", "SubnetId",
                "Give both, or neither for SageMaker's own network.")));
        // Hours that are over: the files of the last one are not all there yet.
        var now = Clock.GetUtcNow();
        var end = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        _window = CaptureHours.WholeHours(this.Window(After, Before ?? end.UtcDateTime, TimeSpan.FromHours(24), now));
        _file = OutputPath is null ? null : GetUnresolvedProviderPathFromPSPath(OutputPath);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Connect(Region) is not { Count: > 0 } connections)
            return;
        if (ParameterSetName == ByEndpoint)
        {
            var names = new NamePatterns(EndpointName);
            var query = new EndpointQuery { Names = names.Exact, Matches = names.Matches, NameContains = names.CommonPart };
            var sources = new List<CaptureSource>();
            WriteEach(new EndpointCaptures(connections, Clock).FindAsync(query, Sink, StopToken), sources.Add);
            foreach (var source in sources)
                Start(source.Location!, source.Location!.Key.TrimEnd('/').Split('/')[^1], source.Connection!);
        }
        else if (S3Location.TryParse(Capture, out var location) is { } problem)
        {
            Sink.Report(problem);
        }
        else
        {
            Start(location!, null, connections[0]);
        }

        Sink.Flush();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // All run at once, so that waiting for one after the other takes no longer than the longest.
        foreach (var (job, connection) in _started)
        {
            var merge = new ProfileJobMerge(connection, Sink);
            var wait = new JobWait(null, PollingInterval, Clock, new Random(Environment.ProcessId));
            var options = new ProfileOptions { MemoryLimit = MemoryLimit };
            if (Await(() => merge.WaitAsync(job, wait, StopToken)) && Await(() => merge.MergeAsync(job, options, StopToken)) is { } profile)
                Write(Header is null ? profile : ProfileColumns.Named(profile, Header));
        }

        base.EndProcessing();
    }

    private void Start(S3Location folder, string? endpoint, AwsConnection connection)
    {
        var starter = new ProfileJobStarter(connection, Sink);
        if (Await(() => starter.PrepareAsync(folder, Plan(endpoint), StopToken)) is not { } prepared)
            return;
        var action = $"Start the processing job {prepared.JobName} on {prepared.FileCount} files of {prepared.Bytes} bytes, which {prepared.ManifestPath} will list:{Environment.NewLine}{prepared.RequestText}";
        if (!ShouldProcess(action, $"{action}{Environment.NewLine}Start it?", "Start-MlProfileJob") || Await(() => starter.StartAsync(prepared, StopToken)) is not { } job)
            return;
        if (Wait)
            _started.Add((job, connection));
        else
            WriteObject(job);
    }

    private void Write(DatasetProfile profile)
    {
        var isWritten = _file is not null && new BaselineWriter(Sink).WriteProfile(profile, _file);
        Sink.Flush();
        WriteObject(ProfileView.Show(profile, isWritten ? _file : null));
    }
}
