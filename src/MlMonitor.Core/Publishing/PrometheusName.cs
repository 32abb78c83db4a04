using System.Text;

namespace MlMonitor.Core.Publishing;

/// <summary>
/// Makes names of our own for Prometheus: small letters, digits and underscores
/// (https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels).
/// </summary>
internal static class PrometheusName
{
    private const string Prefix = "ml_monitor_";

    /// <summary>The family of a number.</summary>
    /// <param name="measure">The number's name, such as <c>MedianDuration</c>.</param>
    /// <param name="unit">Its unit, which its name ends with.</param>
    public static string Family(string measure, MetricUnit unit) => $"{Prefix}{Snake(measure)}{unit.Suffix}";

    /// <summary>A name in small letters with underscores between its words: <c>endpoint_name</c> of <c>EndpointName</c>.</summary>
    /// <param name="name">The name.</param>
    public static string Snake(string name)
    {
        var made = new StringBuilder(name.Length + 8);
        for (var at = 0; at < name.Length; at++)
        {
            var c = name[at];
            var wordBegins = char.IsAsciiLetterUpper(c) && at > 0 && !char.IsAsciiLetterUpper(name[at - 1]);
            if ((wordBegins || !char.IsAsciiLetterOrDigit(c)) && made.Length > 0 && made[^1] != '_')
                made.Append('_');
            if (char.IsAsciiLetterOrDigit(c))
                made.Append(char.ToLowerInvariant(c));
        }

        return made.ToString().TrimEnd('_');
    }
}
