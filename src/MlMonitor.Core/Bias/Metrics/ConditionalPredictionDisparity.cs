namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Conditional Demographic Disparity in Predicted Labels.</summary>
internal sealed class ConditionalPredictionDisparity : ConditionalDisparity
{
    public override string Name => "CDDPL";

    public override string Title => "Conditional Demographic Disparity in Predicted Labels";

    public override string Meaning => "How much larger a part the group is of those the model rejects than of those it accepts, within strata";

    public override MlBiasStage Stage => MlBiasStage.PostTraining;

    public override BiasInput Input => BiasInput.Predictions;

    public override double? UsualLimit => 0.1;

    protected override string What => "predictions";

    protected override double Accepted(SideCounts side) => side.PredictedPositive;

    protected override double Rejected(SideCounts side) => side.PredictedNegative;
}
