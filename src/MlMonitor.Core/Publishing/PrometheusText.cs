using System.Globalization;
using System.Reflection;
using System.Text;

namespace MlMonitor.Core.Publishing;

/// <summary>
/// Writes numbers as a text that both readers take: OpenMetrics 1.0
/// (https://prometheus.io/docs/specs/om/open_metrics_spec) and version 0.0.4 of the Prometheus text format
/// (https://prometheus.io/docs/instrumenting/exposition_formats), which the textfile collector of node_exporter reads. So all families are
/// gauges, since 0.0.4 has no type info; there are no timestamps, which the collector refuses; and the text ends in <c># EOF</c>, which
/// OpenMetrics wants and which is a comment in 0.0.4.
/// </summary>
/// <param name="now">The time of the export.</param>
public sealed class PrometheusText(DateTimeOffset now)
{
    private static readonly string Version =
        typeof(PrometheusText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private readonly SortedDictionary<string, (string Help, SortedDictionary<string, (DateTimeOffset Time, double Value)> Samples)> _families = new(StringComparer.Ordinal);

    /// <summary>How many numbers there are.</summary>
    public int Samples => _families.Values.Sum(family => family.Samples.Count);

    /// <summary>How many numbers were left out because a later one of the same name and labels came: no text may hold both.</summary>
    public int Replaced { get; private set; }

    /// <summary>Adds the numbers of an object. Of two that have the same name and labels the later one stays.</summary>
    /// <param name="measurement">The numbers.</param>
    public void Add(MlMeasurement measurement)
    {
        List<(string Name, string Value)> labels = [("source", measurement.Source), .. measurement.Dimensions.Select(d => (PrometheusName.Snake(d.Name), d.Value))];
        if (measurement.Region.Length > 0)
            labels.Add(("region", measurement.Region));
        if (measurement.Account is { Length: > 0 } account)
            labels.Add(("account", account));
        foreach (var measure in measurement.Measures)
        {
            var unit = MetricUnit.Of(measure.Unit);
            Add(PrometheusName.Family(measure.Name, unit), PrometheusHelp.Of(measure.Name), labels, measurement.Time ?? now, unit.ForPrometheus(measure.Value));
        }
    }

    /// <summary>The lines of the text, without their ends. Every line ends in a line feed alone.</summary>
    /// <returns>The lines.</returns>
    public IReadOnlyList<string> Lines()
    {
        var all = new PrometheusText(now);
        // Even a text of nothing tells when it was made, so that one nobody makes any more is noticed.
        all.Add("ml_monitor_last_export_timestamp_seconds", "When this text was made, in seconds since 1970.", [], now, now.ToUnixTimeMilliseconds() / 1000.0);
        all.Add("ml_monitor_build_info", "The version of MlMonitor that made this text; always 1.", [("version", Version)], now, 1);
        List<string> lines = [];
        foreach (var (name, (help, samples)) in _families.Concat(all._families).OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            lines.Add($"# HELP {name} {Escape(help)}");
            lines.Add($"# TYPE {name} gauge");
            lines.AddRange(samples.Select(sample => $"{name}{sample.Key} {Number(sample.Value.Value)}"));
        }

        lines.Add("# EOF");
        return lines;
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Escape(string text, bool isLabel = false)
    {
        var made = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '\\' => made.Append(@"\\"),
                '\n' => made.Append(@"\n"),
                '"' when isLabel => made.Append("\\\""),
                _ => made.Append(rune.ToString()),
            };
        return made.ToString();
    }

    private void Add(string family, string help, List<(string Name, string Value)> labels, DateTimeOffset time, double value)
    {
        var key = labels.Count == 0 ? "" : $"{{{string.Join(',', labels.Select(label => $"{label.Name}=\"{Escape(label.Value, isLabel: true)}\""))}}}";
        if (!_families.TryGetValue(family, out var known))
            _families[family] = known = (help, new(StringComparer.Ordinal));
        if (known.Samples.TryGetValue(key, out var other))
        {
            Replaced++;
            if (other.Time > time)
                return;
        }

        known.Samples[key] = (time, value);
    }
}
