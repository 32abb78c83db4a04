namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Kolmogorov-Smirnov Distance: the largest |P_a − P_d|.</summary>
internal sealed class KolmogorovSmirnov : LabelDistance
{
    public override string Name => "KS";

    public override string Title => "Kolmogorov-Smirnov Distance";

    public override string Meaning => "By how much the share of one label differs at most";

    public override double? UsualLimit => 0.1;

    protected override double Add(double sum, double a, double d) => Math.Max(sum, Math.Abs(a - d));
}
