namespace MlMonitor;

/// <summary>Why a model gave one answer: what each feature added to what is expected on average.</summary>
public sealed record MlExplanation
{
    /// <summary>The endpoint; null where another model was asked.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The invocation, by the caller's id or else the endpoint's; null where there was none.</summary>
    public string? InferenceId { get; init; }

    /// <summary>When the model was asked; null where not known.</summary>
    public DateTimeOffset? InferenceTime { get; init; }

    /// <summary>Which row of the invocation it is, from 0.</summary>
    public int RowIndex { get; init; }

    /// <summary>The label; empty where there is one only.</summary>
    public string LabelName { get; init; } = "";

    /// <summary>What the model answered; null where not known.</summary>
    public double? Prediction { get; init; }

    /// <summary>What it answers on average over the background; null where not known.</summary>
    public double? ExpectedValue { get; init; }

    /// <summary>What each feature added, in the order of the features.</summary>
    public required MlList<MlAttribution> Attributions { get; init; }

    /// <summary>How: <c>Endpoint</c> where the endpoint explained itself, else <c>Kernel SHAP, exact</c> or <c>Kernel SHAP, sampled</c>.</summary>
    public required string Method { get; init; }

    /// <summary>By how much prediction and expected value differ from the sum of all attributions; null where one of them is not known.</summary>
    public double? AdditivityGap { get; init; }

    /// <summary>Whether the attributions add up, to a millionth of the values; null where that cannot be told.</summary>
    public bool? IsAdditive { get; init; }

    /// <summary>How many sets of features were tried; 0 where the endpoint explained itself.</summary>
    public int CoalitionCount { get; init; }

    /// <summary>How many rows the model was asked for; 0 where the endpoint explained itself.</summary>
    public long ModelRowCount { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{InferenceId} {string.Join(", ", Attributions.OrderByDescending(a => Math.Abs(a.Value)).Take(3))}".TrimStart();
}
