namespace MlMonitor.Core.Alerting;

/// <summary>Leads alerts to a topic.</summary>
/// <param name="TopicArn">The ARN of the SNS topic.</param>
/// <param name="Matcher">Which alerts it takes.</param>
public sealed record AlertRoute(string TopicArn, AlertMatcher Matcher)
{
    /// <summary>Whether the routes below it are tried too; otherwise what it takes goes nowhere else.</summary>
    public bool Continue { get; init; }
}
