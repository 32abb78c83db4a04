using Amazon.CloudWatch.Model;

namespace MlMonitor.Core.Metrics;

/// <summary>One statistic of one metric of CloudWatch.</summary>
/// <param name="Namespace">The namespace, such as <c>AWS/SageMaker</c>.</param>
/// <param name="Name">The metric.</param>
/// <param name="Statistic">The statistic, as CloudWatch spells it: <c>Sum</c>, <c>Average</c>, <c>p90</c>.</param>
internal sealed record MetricQuery(string Namespace, string Name, string Statistic)
{
    /// <summary>The dimensions, all of them: CloudWatch takes fewer for another metric.</summary>
    public IReadOnlyList<(string Name, string Value)> Dimensions { get; init; } = [];

    /// <summary>What tells this query from others.</summary>
    public string Key => string.Join('\n', [Namespace, Name, Statistic, .. Dimensions.SelectMany(d => new[] { d.Name, d.Value })]);

    public MetricDataQuery ToRequest(int index, int period) => new()
    {
        Id = $"m{index}",
        ReturnData = true,
        MetricStat = new MetricStat
        {
            Metric = new Metric
            {
                Namespace = Namespace,
                MetricName = Name,
                Dimensions = [.. Dimensions.Select(d => new Dimension { Name = d.Name, Value = d.Value })],
            },
            Period = period,
            Stat = Statistic,
        },
    };
}
