namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Kullback-Liebler Divergence: Σ P_a ln(P_a / P_d).</summary>
internal sealed class KullbackLeibler : LabelDistance
{
    public override string Name => "KL";

    public override string Title => "Kullback-Liebler Divergence";

    public override string Meaning => "How surprising the labels of all others would be in the group, in nats";

    protected override double Add(double sum, double a, double d) => sum + (a == 0 ? 0 : a * Math.Log(a / d));
}
