namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>A job before it is made: begun so long ago, and, unless it goes on, ended after so long.</summary>
internal sealed record JobPlan(string Region, JobType Type, string Name, TimeSpan Ago, TimeSpan? Took, string Status, string InstanceType)
{
    public JobFailure? Failure { get; init; }

    public string? Secondary { get; init; }

    public int Instances { get; init; } = 1;

    public TimeSpan MaxRuntime { get; init; } = TimeSpan.FromDays(1);

    public double? SpotShare { get; init; }

    /// <summary>When spot instances were taken away, before the moment of the platform.</summary>
    public IReadOnlyList<TimeSpan> Taken { get; init; } = [];

    public bool Ran { get; init; } = true;

    public bool Logs { get; init; } = true;

    public IReadOnlyList<Curve>? Curves { get; init; }

    public Usage? Usage { get; init; }

    public TimeSpan? SilentFor { get; init; }

    public IReadOnlyList<string> FirstLines { get; init; } = [];

    public Labels? Labels { get; init; }

    public AutoMl? AutoMl { get; init; }

    public Job Make(RegionPlatform home)
    {
        var created = home.Now - Ago;
        var job = new Job
        {
            Home = home,
            Type = Type,
            Name = Name,
            Status = Status,
            Secondary = Secondary,
            Program = Type switch { JobType.Training => "train.py", JobType.Processing => "preprocess.py", _ => "serve" },
            Created = created,
            Ended = created + Took,
            Failure = Failure,
            InstanceType = InstanceType,
            InstanceCount = Instances,
            MaxRuntime = MaxRuntime,
            SpotShare = SpotShare,
            Interruptions = Taken.Select(ago => new Interruption(home.Now - ago, home.Now - ago + TimeSpan.FromMinutes(11))).ToList(),
            Ran = Ran,
            Logs = Logs,
            Labels = Labels,
            AutoMl = AutoMl,
        };
        return Type != JobType.Training ? job : job with
        {
            // Planned in minutes, so that what happens to a curve at iteration 90 happens an hour and a half on.
            Planned = new TrainingRun(
                TimeSpan.FromMinutes(1), Curves ?? TrainingRun.Ordinary(job).Curves, Usage ?? Platform.Jobs.Usage.Ordinary(InstanceType))
            {
                SilentSince = home.Now - SilentFor,
                FirstLines = FirstLines,
            },
        };
    }
}
