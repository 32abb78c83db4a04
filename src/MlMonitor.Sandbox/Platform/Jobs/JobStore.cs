namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>
/// The SageMaker jobs of a region: those that steps of pipelines and tasks of state machines started, those that people did, and
/// the trials of tuning jobs.
/// </summary>
internal sealed class JobStore
{
    private readonly RegionPlatform _home;
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<Job> _planned;
    private readonly List<Job> _started = [];
    private readonly Dictionary<(JobType Type, string Name), Job> _byName;

    private JobStore(RegionPlatform home, IReadOnlyList<Job> jobs)
    {
        _home = home;
        _planned = jobs;
        _byName = jobs.ToDictionary(job => (job.Type, job.Name));
    }

    /// <summary>All jobs, newest first: those that callers started, and those of the sample platform.</summary>
    public IReadOnlyList<Job> All
    {
        get
        {
            lock (_gate)
                return _started.Count == 0 ? _planned : [.. Enumerable.Reverse(_started), .. _planned];
        }
    }

    public static JobStore Of(RegionPlatform home, SandboxSize size)
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
        var ofPeople = JobCatalogue.Plans.Where(plan => plan.Region == home.Region).Select(plan => plan.Make(home));
        var ofTuning = TuningPlan.Plans.Where(plan => plan.Region == home.Region).SelectMany(plan => plan.Make(home));
        var jobs = ofSteps.Concat(ofTasks).OfType<Job>().Concat(ofPeople).Concat(ofTuning).ToList();
        if (size == SandboxSize.Large && home.Region == SamplePlatform.HomeRegion)
            jobs.AddRange(JobCrowd.Of(home, jobs));
        return new JobStore(home, jobs.OrderByDescending(job => job.Created).ThenBy(job => job.Name, StringComparer.Ordinal).ToList());
    }

    /// <summary>The job of that ARN: arn:aws:sagemaker:REGION:ACCOUNT:training-job/NAME.</summary>
    public Job? Find(string arn)
    {
        var name = arn[(arn.LastIndexOf('/') + 1)..];
        return Enum.GetValues<JobType>().Select(type => Find(type, name)).FirstOrDefault(job => job?.Arn == arn);
    }

    /// <summary>The job of that type and name; those of Model Monitor are found too, though no list has them.</summary>
    public Job? Find(JobType type, string name) =>
        Started(type, name) ?? _byName.GetValueOrDefault((type, name)) ?? (type == JobType.Processing ? _home.Monitoring.FindJob(name)?.Job : null);

    /// <summary>Takes a job in that a caller starts; not where its name is taken.</summary>
    public bool TryStart(Job job)
    {
        lock (_gate)
        {
            if (_byName.ContainsKey((job.Type, job.Name)) || _started.Exists(each => each.Type == job.Type && each.Name == job.Name))
                return false;
            _started.Add(job);
            return true;
        }
    }

    /// <summary>Puts a job that was started in its last state.</summary>
    public void End(Job job)
    {
        lock (_gate)
            _started[_started.FindIndex(each => each.Type == job.Type && each.Name == job.Name)] = job;
    }

    private Job? Started(JobType type, string name)
    {
        lock (_gate)
            return _started.Find(each => each.Type == type && each.Name == name);
    }
}
