using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Training.Evidence;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Commands;

/// <summary>Looks for what goes wrong in training and tuning jobs: in their metrics, instances, logs and status.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MlTraining")] // No default set: it would be tried first, and take the rest of a piped object before its name.
[OutputType(typeof(MlTrainingFinding), typeof(bool))]
public sealed partial class TestMlTrainingCommand : MlAwsCommand
{
    private const string NameSet = "Name";
    private const string JobSet = "Job";

    /// <summary>With some seven metrics a job these fill one call of 500, and a board of them is not waited for too long.</summary>
    private const int JobsTogether = 60;

    private readonly Dictionary<IReadOnlyList<AwsConnection>, List<TestedJob>> _jobs = [];

    /// <summary>The jobs' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    public string[] JobName { get; set; } = [];

    /// <summary>The kind of the jobs. In every set: bound from a piped job it would choose the set of names before the job is bound itself.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public MlJobType Type { get; set; }

    /// <summary>Jobs, as Get-MlJob gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = JobSet)]
    [OnlyOfType(typeof(MlJob))]
    public MlJob[] InputObject { get; set; } = [];

    /// <summary>What to look for.</summary>
    [Parameter]
    public MlTrainingCheck[]? Check { get; set; }

    /// <summary>Gives one Boolean for each job instead.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private HashSet<MlTrainingCheck> Checks => [.. Check ?? []];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var named = ParameterSetName == JobSet ? InputObject.Select(j => new TestedJob(j.Type, j.JobName)) : JobName.Select(n => new TestedJob(Type, n));
        TestedJob[] tested = [.. named.Where(CanBeTested)];
        if (tested.Length == 0 || Connect(Region) is not { Count: > 0 } connections)
            return;
        if (!_jobs.TryGetValue(connections, out var jobs))
            _jobs[connections] = jobs = [];
        foreach (var job in tested.Where(n => !jobs.Contains(n)))
            jobs.Add(job);
        if (jobs.Count >= JobsTogether)
            Judge(connections);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var connections in _jobs.Keys.ToList())
            Judge(connections);
        base.EndProcessing();
    }

    private void Judge(IReadOnlyList<AwsConnection> connections)
    {
        _jobs.Remove(connections, out var jobs);
        var (thresholds, checks) = (Thresholds(), Checks);
        var query = new TrainingEvidenceQuery { Checks = checks, StallAfter = StallAfter };
        var healthy = new Dictionary<TestedJob, bool>();
        WriteEach(new TrainingEvidenceMonitor(connections, Clock).ReadAsync(jobs!, query, Sink, StopToken), evidence =>
        {
            var job = new TestedJob(evidence.Job.Type, evidence.Job.JobName);
            var findings = TrainingTest.Judge(evidence, thresholds, checks);
            healthy[job] = healthy.GetValueOrDefault(job, true) && findings.All(f => f.Severity < MlSeverity.Warning);
            if (!Quiet)
                WriteObject(findings, enumerateCollection: true);
        });
        if (Quiet)
            WriteObject(jobs!.ConvertAll(j => healthy.GetValueOrDefault(j)), enumerateCollection: true);
    }

    private bool CanBeTested(TestedJob job)
    {
        if (TestedJob.IsOf(job.Type))
            return true;
        var message = $"'{job.Name}' is a {job.Type} job; only training and tuning jobs are tested.";
        if (ParameterSetName == JobSet && MyInvocation.ExpectingInput)
            Sink.WriteDetail(message);
        else
            Sink.Report(Problem.Of(ProblemId.NotATrainingJob, message, job.Name, "Give training or tuning jobs, such as Get-MlJob -Type Training, Tuning finds."));
        Sink.Flush();
        return false;
    }
}
