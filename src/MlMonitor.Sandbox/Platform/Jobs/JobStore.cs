namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>The SageMaker jobs of a region: those that steps of pipelines and tasks of state machines started.</summary>
internal sealed class JobStore
{
    private readonly Dictionary<(JobType Type, string Name), Job> _byName;

    private JobStore(IReadOnlyList<Job> jobs)
    {
        All = jobs;
        _byName = jobs.ToDictionary(job => (job.Type, job.Name));
    }

    /// <summary>All jobs, newest first.</summary>
    public IReadOnlyList<Job> All { get; }

    public static JobStore Of(RegionPlatform home)
    {
        // A step whose result was cached points at an earlier execution's job.
        var ofSteps = home.ModelPipelines.All
            .SelectMany(pipeline => pipeline.Executions)
            .SelectMany(execution => execution.Steps)
            .Where(step => step.CachedFrom is null)
            .Select(step => step.Job);
        var ofTasks = home.Machines.All
            .SelectMany(machine => machine.Executions)
            .SelectMany(execution => execution.Attempts)
            .Select(attempt => attempt.Job);
        return new JobStore(ofSteps.Concat(ofTasks).OfType<Job>().OrderByDescending(job => job.Created).ToList());
    }

    public Job? Find(JobType type, string name) => _byName.GetValueOrDefault((type, name));
}
