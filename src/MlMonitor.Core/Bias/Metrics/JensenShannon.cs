namespace MlMonitor.Core.Bias.Metrics;

/// <summary>Jensen-Shannon Divergence: ½ KL(P_a ‖ P) + ½ KL(P_d ‖ P), where P is their mean.</summary>
internal sealed class JensenShannon : LabelDistance
{
    public override string Name => "JS";

    public override string Title => "Jensen-Shannon Divergence";

    public override string Meaning => "How far the labels of both sides are from their mean, in nats";

    protected override double Add(double sum, double a, double d) => sum + ((Half(a, (a + d) / 2) + Half(d, (a + d) / 2)) / 2);

    private static double Half(double p, double mean) => p == 0 ? 0 : p * Math.Log(p / mean);
}
