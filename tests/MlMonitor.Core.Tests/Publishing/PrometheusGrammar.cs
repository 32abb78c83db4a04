using System.Globalization;
using System.Text.RegularExpressions;

namespace MlMonitor.Core.Tests.Publishing;

/// <summary>
/// Reads a text by what version 0.0.4 of the Prometheus text format and OpenMetrics 1.0 both say
/// (https://prometheus.io/docs/instrumenting/exposition_formats, https://prometheus.io/docs/specs/om/open_metrics_spec, "ABNF"), and
/// throws at whatever one of them forbids.
/// </summary>
internal static partial class PrometheusGrammar
{
    public sealed record Sample(string Family, IReadOnlyDictionary<string, string> Labels, double Value);

    public static List<Sample> Read(IReadOnlyList<string> lines)
    {
        Assert.Equal("# EOF", lines[^1]);
        var (samples, families, seen, family) = (new List<Sample>(), new HashSet<string>(), new HashSet<string>(), "");
        for (var at = 0; at < lines.Count - 1; at++)
        {
            var line = lines[at];
            Assert.DoesNotContain('\n', line);
            if (Help().Match(line) is { Success: true } help)
            {
                // A family comes once, its HELP first, then its TYPE, then its samples.
                family = help.Groups["name"].Value;
                Assert.True(families.Add(family), $"{family} comes twice");
                Assert.Equal($"# TYPE {family} gauge", lines[++at]);
                Assert.True(lines[at + 1].StartsWith(family, StringComparison.Ordinal), $"{family} has no samples");
                continue;
            }

            var match = SampleLine().Match(line);
            Assert.True(match.Success, line);
            Assert.Equal(family, match.Groups["name"].Value);
            var labels = new Dictionary<string, string>();
            foreach (var (name, value) in match.Groups["label"].Captures.Zip(match.Groups["value"].Captures, (l, v) => (l.Value, v.Value)))
                Assert.True(labels.TryAdd(name, Unescape(value)), $"{name} comes twice: {line}");
            Assert.True(seen.Add($"{family}{string.Join('\0', labels.OrderBy(l => l.Key, StringComparer.Ordinal))}"), $"twice: {line}");
            samples.Add(new Sample(family, labels, Number(match.Groups["number"].Value)));
        }

        return samples;
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string Unescape(string text) => Escape().Replace(text, m => m.Value[1] == 'n' ? "\n" : m.Value[1..]);

    [GeneratedRegex("""^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) ([^\\"\n]|\\[\\n])+$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Help();

    // No timestamp: nothing follows the number.
    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\\n]|\\["\\n])*)"(,(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\\n]|\\["\\n])*)")*\})? (?<number>[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]Inf|NaN)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex SampleLine();

    [GeneratedRegex("""\\["\\n]""")]
    private static partial Regex Escape();
}
