using MlMonitor.Core.Logs;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Training.Metrics;

/// <summary>One metric of one job from one source, while it is read.</summary>
internal sealed class SeriesUnderWay(TrainedJob job, string name, string? node, MlMetricSource source)
{
    private readonly List<MlTrainingMetric> _points = [];
    private readonly List<string> _notes = [];

    public TrainedJob Job => job;

    /// <summary>The name to ask by. Results show it without control characters.</summary>
    public string Name => name;

    public string? Node => node;

    public MlMetricSource Source => source;

    public bool HasPoints => _points.Count > 0;

    /// <summary>What kept points back; null where nothing did.</summary>
    public ProblemId? Gap { get; private set; }

    public string Note => string.Join("; ", _notes.Distinct(StringComparer.Ordinal));

    public void Add(double value, DateTimeOffset? time, long? iteration, Aws.AwsConnection connection) => _points.Add(new MlTrainingMetric
    {
        JobName = job.Name,
        MetricName = LogText.Clean(name),
        Value = value,
        Time = time,
        Iteration = iteration,
        Node = node,
        Source = source,
        Region = connection.Region,
        ProfileName = connection.ProfileName,
    });

    public void Lacks(ProblemId gap, string note)
    {
        // Not allowed to see is the graver of the two.
        Gap = Gap == ProblemId.MetricForbidden ? Gap : gap;
        _notes.Add(LogText.Clean(note));
    }

    /// <summary>Takes over what another source lacked, where this one answers in its place.</summary>
    public void Inherit(SeriesUnderWay other)
    {
        if (other.Gap is { } gap)
            Lacks(gap, other.Note);
    }

    public MlTrainingSeries Build(MlMetricDirection? direction, Aws.AwsConnection connection) => TrainingSeriesBuilder.Build(
        job.Name, LogText.Clean(name), _points, direction, Note, source, connection.Region, connection.ProfileName, node);
}
