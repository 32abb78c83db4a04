namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Total Variation Distance: ½ Σ |P_a − P_d|.</summary>
internal sealed class TotalVariation : LabelDistance
{
    public override string Name => "TVD";

    public override string Title => "Total Variation Distance";

    public override string Meaning => "Which share of the labels would have to change for both sides to be alike";

    public override double? UsualLimit => 0.1;

    protected override double Add(double sum, double a, double d) => sum + Math.Abs(a - d);

    protected override double Finish(double sum) => sum / 2;
}
