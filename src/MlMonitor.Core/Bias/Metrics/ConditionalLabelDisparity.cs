namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Conditional Demographic Disparity in Labels.</summary>
internal sealed class ConditionalLabelDisparity : ConditionalDisparity
{
    public override string Name => "CDDL";

    public override string Title => "Conditional Demographic Disparity in Labels";

    public override string Meaning => "How much larger a part the group is of those with a negative label than of those with a positive one, within strata";

    public override MlBiasStage Stage => MlBiasStage.PreTraining;

    public override double? UsualLimit => 0.1;

    protected override string What => "labels";

    protected override double Accepted(SideCounts side) => side.Positive;

    protected override double Rejected(SideCounts side) => side.Negative;
}
