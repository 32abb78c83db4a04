using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Connection;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Training.Metrics;

namespace MlMonitor.Commands;

/// <summary>Gets the metrics of training jobs: final values, and points over time or by iteration.</summary>
[Cmdlet(VerbsCommon.Get, "MlTrainingMetric")] // No default set: it would be tried first, and take a piped job by its name alone, whatever its kind.
[OutputType(typeof(MlTrainingMetric), typeof(MlTrainingSeries))]
public sealed class GetMlTrainingMetricCommand : MlAwsCommand
{
    private const string NameSet = "Name";
    private const string JobSet = "Job";

    /// <summary>With some ten metrics a job these fill one call of 500.</summary>
    private const int JobsTogether = 50;

    private readonly Dictionary<IReadOnlyList<AwsConnection>, List<string>> _jobs = [];

    /// <summary>The training jobs' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    public string[] JobName { get; set; } = [];

    /// <summary>Jobs, as Get-MlJob gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = JobSet)]
    [OnlyOfType(typeof(MlJob))]
    public MlJob[] InputObject { get; set; } = [];

    /// <summary>The metrics' names; wildcards choose among all.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(MetricCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? MetricName { get; set; }

    /// <summary>Where to read.</summary>
    [Parameter]
    public MlMetricSource[]? Source { get; set; }

    /// <summary>Reads the final values only.</summary>
    [Parameter]
    public SwitchParameter Final { get; set; }

    /// <summary>Seconds between two points.</summary>
    [Parameter]
    [ValidateRange(60, 86_400)]
    public int? Period { get; set; }

    /// <summary>The earliest point.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>Gives one object for each metric instead of one for each point.</summary>
    [Parameter]
    public SwitchParameter AsSeries { get; set; }

    /// <summary>Which way the metrics get better.</summary>
    [Parameter]
    public MlMetricDirection? Direction { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var names = ParameterSetName == JobSet ? [.. InputObject.Where(IsTraining).Select(j => j.JobName)] : JobName;
        if (names.Length == 0 || Connect(Region) is not { Count: > 0 } connections)
            return;
        if (!_jobs.TryGetValue(connections, out var jobs))
            _jobs[connections] = jobs = [];
        foreach (var name in names.Where(n => !jobs.Contains(n)))
            jobs.Add(name);
        if (jobs.Count >= JobsTogether)
            Read(connections);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var connections in _jobs.Keys.ToList())
            Read(connections);
        base.EndProcessing();
    }

    private void Read(IReadOnlyList<AwsConnection> connections)
    {
        _jobs.Remove(connections, out var jobs);
        var names = new NamePatterns(MetricName);
        var query = new TrainingMetricQuery
        {
            Names = names.Exact,
            Matches = names.Matches,
            Sources = new HashSet<MlMetricSource>(Final ? [MlMetricSource.Final] : Source ?? []),
            Period = Period,
            After = After is { } after ? new DateTimeOffset(after.ToUniversalTime()) : null,
            Direction = Direction,
            ReportsGaps = !AsSeries,
        };
        WriteEach(new TrainingMetricMonitor(connections, Clock).ReadAsync(jobs!, query, Sink, StopToken), series =>
        {
            RunspaceState.Current.MetricNames.TryAdd(series.MetricName, 0);
            WriteObject(AsSeries ? series : series.Points, enumerateCollection: !AsSeries);
        });
    }

    private bool IsTraining(MlJob job)
    {
        if (job.Type == MlJobType.Training)
            return true;
        var message = $"'{job.JobName}' is a {job.Type} job; only training jobs have metrics.";
        if (MyInvocation.ExpectingInput)
            Sink.WriteDetail(message);
        else
            Sink.Report(Problem.Of(ProblemId.NotATrainingJob, message, job.JobName, "Give training jobs, such as Get-MlJob -Type Training finds; those of a tuning job have it as their Parent."));
        Sink.Flush();
        return false;
    }
}
