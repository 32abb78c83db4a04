using System.Text.RegularExpressions;
using Amazon.CloudWatch.Model;

namespace MlMonitor.Core.Endpoints.Alarms;

/// <summary>Reads what an alarm names: endpoints and inference components in its metrics, other alarms in its rule.</summary>
internal static partial class AlarmNames
{
    private const string Component = "InferenceComponentName";

    /// <summary>The metrics of Model Monitor spell the dimension in the second way.</summary>
    private static readonly HashSet<string> Dimensions = new(["EndpointName", "Endpoint", Component], StringComparer.Ordinal);

    /// <summary>The endpoints and components whose metrics an alarm watches, by itself or in metric math.</summary>
    public static IEnumerable<NamedThing> Of(MetricAlarm alarm) => DimensionValues(alarm.Dimensions)
        .Concat((alarm.Metrics ?? []).SelectMany(query => DimensionValues(query.MetricStat?.Metric?.Dimensions).Concat(InExpression(query.Expression))))
        .Distinct();

    /// <summary>The alarms a composite alarm is made of, which its rule names by name or by ARN.</summary>
    public static IReadOnlyList<string> ChildrenOf(string? rule) =>
    [
        .. Operand().Matches(rule ?? "").Select(match => match.Groups["name"].Value.Trim())
            .Select(name => name.StartsWith("arn:", StringComparison.Ordinal) && name.Split(':', 7) is { Length: 7 } parts ? parts[6] : name)
            .Distinct(StringComparer.Ordinal),
    ];

    private static IEnumerable<NamedThing> DimensionValues(IEnumerable<Dimension>? dimensions) =>
        (dimensions ?? []).Where(d => Dimensions.Contains(d.Name ?? "") && !string.IsNullOrEmpty(d.Value)).Select(d => new NamedThing(d.Name == Component, d.Value));

    /// <summary>Searches and queries name the dimension in their text.</summary>
    private static IEnumerable<NamedThing> InExpression(string? expression) =>
        Condition().Matches(expression ?? "").Select(match => new NamedThing(match.Groups["dimension"].Value == Component, match.Groups["value"].Value));

    // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html, AlarmRule
    [GeneratedRegex("""\b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"(?<name>[^"]+)"|'(?<name>[^']+)'|(?<name>[^"'()]+))\s*\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Operand();

    [GeneratedRegex("""\b(?<dimension>EndpointName|Endpoint|InferenceComponentName)"?\s*=\s*["']?(?<value>[A-Za-z0-9-]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();
}
