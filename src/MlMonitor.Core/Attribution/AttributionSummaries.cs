using MlMonitor.Core.Resampling;

namespace MlMonitor.Core.Attribution;

/// <summary>Makes of explanations, as they come, how much each feature counts, label by label.</summary>
/// <param name="aggregation">How.</param>
public sealed class AttributionSummaries(AttributionAggregation aggregation = AttributionAggregation.MeanAbsolute)
{
    private readonly Dictionary<string, (string[] Features, AttributionSummary Summary)> _labels = new(StringComparer.Ordinal);

    /// <summary>How many explanations were taken.</summary>
    public long Count { get; private set; }

    /// <summary>How many were left out, since they have other features than the first, or attributions that are no numbers.</summary>
    public long Skipped { get; private set; }

    /// <summary>The time of the earliest; null where none has one.</summary>
    public DateTimeOffset? First { get; private set; }

    /// <summary>The time of the latest; null where none has one.</summary>
    public DateTimeOffset? Last { get; private set; }

    /// <summary>Takes an explanation.</summary>
    /// <param name="explanation">The explanation.</param>
    public void Add(MlExplanation explanation)
    {
        var attributions = explanation.Attributions;
        if (!_labels.TryGetValue(explanation.LabelName, out var label))
        {
            string[] names = [.. attributions.Select(attribution => attribution.FeatureName)];
            _labels[explanation.LabelName] = label = (names, new AttributionSummary(explanation.LabelName, names, aggregation));
        }

        if (!attributions.Select(attribution => attribution.FeatureName).SequenceEqual(label.Features, StringComparer.Ordinal)
            || !attributions.All(attribution => double.IsFinite(attribution.Value)))
        {
            Skipped++;
            return;
        }

        Count++;
        label.Summary.Add([.. attributions.Select(attribution => attribution.Value)]);
        if (explanation.InferenceTime is not { } time)
            return;
        First = First is { } first && first < time ? first : time;
        Last = Last is { } last && last > time ? last : time;
    }

    /// <summary>What came of it.</summary>
    /// <param name="options">How it is drawn anew; null for not at all.</param>
    /// <returns>How much each feature counts, for each label.</returns>
    public IReadOnlyList<GlobalAttributions> Build(ResamplingOptions? options) =>
        [.. _labels.Values.Select(label => label.Summary.Build(null, options)).OfType<GlobalAttributions>()];
}
