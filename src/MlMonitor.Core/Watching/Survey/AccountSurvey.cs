namespace MlMonitor.Core.Watching.Survey;

/// <summary>What there is to watch in one region, seen through one identity.</summary>
public sealed record AccountSurvey
{
    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The credential profile it was seen through; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <summary>The names of the pipelines, by engine.</summary>
    public IReadOnlyDictionary<MlPipelineSource, IReadOnlyList<string>> Pipelines { get; init; } = new Dictionary<MlPipelineSource, IReadOnlyList<string>>();

    /// <summary>How many jobs there were lately, by kind, a hundred standing for that many or more; kinds without one are missing.</summary>
    public IReadOnlyDictionary<MlJobType, int> Jobs { get; init; } = new Dictionary<MlJobType, int>();

    /// <summary>The endpoints, by name.</summary>
    public IReadOnlyList<SurveyedEndpoint> Endpoints { get; init; } = [];

    /// <summary>The ARNs of the topics.</summary>
    public IReadOnlyList<string> TopicArns { get; init; } = [];

    /// <summary>What could not be seen, and why.</summary>
    public IReadOnlyList<NotSurveyed> NotSeen { get; init; } = [];

    /// <summary>Whether some of a part could not be seen.</summary>
    /// <param name="part">The part.</param>
    /// <returns>Whether it could not.</returns>
    public bool Lacks(SurveyPart part) => NotSeen.Any(n => n.Part == part);
}

/// <summary>The parts of a platform that are looked at.</summary>
public enum SurveyPart
{
    /// <summary>Pipelines of the three engines.</summary>
    Pipelines,

    /// <summary>Jobs of SageMaker.</summary>
    Jobs,

    /// <summary>Endpoints, their capture and tags.</summary>
    Endpoints,

    /// <summary>Schedules of Model Monitor, their baselines and labels.</summary>
    Schedules,

    /// <summary>Topics of SNS.</summary>
    Topics,
}

/// <summary>Something that could not be seen.</summary>
/// <param name="Part">Of what.</param>
/// <param name="Problem">Why not.</param>
public sealed record NotSurveyed(SurveyPart Part, Problem Problem);

/// <summary>What matters of an endpoint to whoever sets up its watches.</summary>
/// <param name="Name">Its name.</param>
public sealed record SurveyedEndpoint(string Name)
{
    /// <summary>Whether its requests are captured.</summary>
    public bool IsCaptured { get; init; }

    /// <summary>The baseline of its tag <c>mlmonitor:baseline</c>; null where it has none.</summary>
    public string? TaggedBaseline { get; init; }

    /// <summary>The labels of its tag <c>mlmonitor:labels</c>; null where it has none.</summary>
    public string? TaggedLabels { get; init; }

    /// <summary>Its schedules of Model Monitor, by name.</summary>
    public IReadOnlyList<SurveyedSchedule> Schedules { get; init; } = [];

    /// <summary>The baseline of the data: by tag, which the tests find themselves, or by the schedule that watches data.</summary>
    public string? DataBaseline => TaggedBaseline ?? Schedules.FirstOrDefault(s => s.Type == MlMonitoringType.DataQuality)?.Baseline;

    /// <summary>Where its labels are, by tag or by a schedule.</summary>
    public string? Labels => TaggedLabels ?? Schedules.FirstOrDefault(s => s.Labels is not null)?.Labels;

    /// <summary>Whether a schedule of this type watches it.</summary>
    /// <param name="type">The type.</param>
    /// <returns>Whether one does.</returns>
    public bool Has(MlMonitoringType type) => Schedules.Any(s => s.Type == type);
}

/// <summary>A schedule of Model Monitor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it watches.</param>
/// <param name="Baseline">What it holds data against; null where it names nothing, or that could not be read.</param>
/// <param name="Labels">Where its labels are; null where it names none.</param>
public sealed record SurveyedSchedule(string Name, MlMonitoringType Type, string? Baseline, string? Labels);
