namespace MlMonitor.Core.Bias.Metrics;

/// <summary>L-p Norm: the square root of Σ (P_a − P_d)².</summary>
internal sealed class LpNorm : LabelDistance
{
    public override string Name => "LP";

    public override string Title => "L-p Norm";

    public override string Meaning => "The straight distance between the labels of both sides";

    protected override double Add(double sum, double a, double d) => sum + (a - d) * (a - d);

    protected override double Finish(double sum) => Math.Sqrt(sum);
}
