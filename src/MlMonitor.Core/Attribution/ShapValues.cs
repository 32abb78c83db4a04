namespace MlMonitor.Core.Attribution;

/// <summary>Why a model gave one answer. Immutable.</summary>
/// <param name="Values">What each feature added, in the unit of the answer.</param>
/// <param name="Prediction">The answer.</param>
/// <param name="ExpectedValue">What the model answers on average over the background.</param>
/// <param name="AdditivityGap">Prediction minus expected value minus all attributions: 0 but for rounding.</param>
/// <param name="CoalitionCount">How many sets of features were tried.</param>
/// <param name="ModelRowCount">How many rows the model was asked for.</param>
/// <param name="IsExact">Whether all sets were tried, so that these are the Shapley values.</param>
public sealed record ShapValues(
    IReadOnlyList<double> Values, double Prediction, double ExpectedValue, double AdditivityGap, int CoalitionCount, long ModelRowCount, bool IsExact)
{
    /// <summary>Makes an explanation of it.</summary>
    /// <param name="features">The features, in order.</param>
    /// <returns>The explanation, without endpoint and invocation.</returns>
    public MlExplanation ToExplanation(IReadOnlyList<string> features) => new()
    {
        Prediction = Prediction,
        ExpectedValue = ExpectedValue,
        Attributions = new MlList<MlAttribution>([.. features.Zip(Values).Select(pair => new MlAttribution { FeatureName = pair.First, Value = pair.Second })]),
        Method = IsExact ? "Kernel SHAP, exact" : "Kernel SHAP, sampled",
        AdditivityGap = AdditivityGap,
        IsAdditive = Additivity.Holds(AdditivityGap, Prediction, ExpectedValue),
        CoalitionCount = CoalitionCount,
        ModelRowCount = ModelRowCount,
    };
}
