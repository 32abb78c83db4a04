using System.Text.RegularExpressions;

namespace MlMonitor.Core.Alerting;

/// <summary>The ARN of an SNS topic, taken apart.</summary>
/// <param name="Text">The ARN as given.</param>
/// <param name="Region">The topic's region.</param>
/// <param name="IsFifo">Whether the topic keeps order and drops duplicates.</param>
public sealed partial record TopicArn(string Text, string Region, bool IsFifo)
{
    /// <summary>Takes an ARN apart.</summary>
    /// <param name="text">What should be one.</param>
    /// <returns>Its parts; null where it is no ARN of a topic.</returns>
    public static TopicArn? Parse(string text) => Form().Match(text) is { Success: true } match
        ? new TopicArn(text, match.Groups["region"].Value, match.Groups["fifo"].Success)
        : null;

    [GeneratedRegex(@"^arn:aws[a-z0-9-]*:sns:(?<region>[a-z0-9-]+):[0-9]{12}:[A-Za-z0-9_-]{1,256}(?<fifo>\.fifo)?\z")]
    private static partial Regex Form();
}
