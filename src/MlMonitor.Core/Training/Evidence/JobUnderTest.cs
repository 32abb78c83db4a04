using MlMonitor.Core.Aws;
using MlMonitor.Core.Training.Metrics;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Training.Evidence;

/// <summary>What the description of a job told.</summary>
/// <param name="Job">The job.</param>
internal sealed record JobUnderTest(MlJob Job)
{
    /// <summary>A training job as its metrics are read; null for others.</summary>
    public TrainedJob? Trained { get; init; }

    /// <summary>A search before its trials are read; null for others.</summary>
    public TuningEvidence? Tuning { get; init; }

    /// <summary>What each of its instances has; null where not known, or where they are of several types.</summary>
    public InstanceCapacity? Instance { get; init; }

    public IReadOnlyList<TrainingTransition> Transitions { get; init; } = [];

    public IReadOnlyList<TrainingGap> Gaps { get; init; } = [];

    /// <summary>A job that could not be described. It may be there, and whoever watches it must hear that it is not watched.</summary>
    public static JobUnderTest Unread(TestedJob named, AwsConnection connection, Problem? problem) =>
        new(new MlJob { JobName = named.Name, Type = named.Type, Status = MlStatus.Unknown, Region = connection.Region, ProfileName = connection.ProfileName })
        {
            Gaps = [new TrainingGap([MlTrainingCheck.All], $"The job could not be read: {problem?.Message ?? "no answer"}")],
        };
}
