namespace MlMonitor;

/// <summary>
/// What a test found of one thing: how much it matters, in words, and the value and the threshold that say so. Every <c>Test-</c>
/// command emits a kind of it, and every kind can be piped to Send-MlAlert, Publish-MlMetric and Export-MlPrometheus.
/// </summary>
public abstract record MlFinding : IMlAlertable, IMlMeasurable
{
    /// <summary>How much it matters.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>What was found, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The value that was found; null where there is none.</summary>
    public double? Value { get; init; }

    /// <summary>What it was held against; null where there is none.</summary>
    public double? Threshold { get; init; }

    /// <summary>The unit of both, such as <c>%</c>, <c>ms</c> or <c>s</c>; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The statistic that found it, by its name in the field; empty for a plain comparison.</summary>
    public string Method { get; init; } = "";

    /// <summary>The window of time looked at; null where there was none.</summary>
    public MlWindow? Window { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The ARN of the thing.</summary>
    public string? Arn { get; init; }

    /// <summary>The AWS region; empty for what was read from files.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public abstract MlAlertSubject ToAlertSubject();

    /// <inheritdoc/>
    public abstract MlMeasurement ToMeasurement();

    /// <summary>The severity and the value, with what all findings tell in the same way.</summary>
    /// <param name="source">What speaks, such as <c>Training</c>.</param>
    /// <param name="dimensions">What the finding is about, by the names of its properties; those without a value are left out.</param>
    /// <returns>The numbers, at the end of the window where there is one.</returns>
    protected MlMeasurement Measured(string source, params ReadOnlySpan<(string Name, string? Value, bool IsDetail)> dimensions) =>
        MlMeasurement.Of(source, ToAlertSubject(), ProfileName, Window?.Before, dimensions, ("Value", Value, Unit));

    /// <summary>The subject of an alert, with what all findings tell in the same way.</summary>
    /// <param name="source">What speaks, such as <c>Training</c>; the first part of the key.</param>
    /// <param name="resource">The thing it is about.</param>
    /// <param name="parts">What else tells this finding from others about the same thing: the check, the metric, the feature.</param>
    /// <returns>The subject. Its key is the same at every later look at the same thing.</returns>
    protected MlAlertSubject Subject(string source, string resource, params ReadOnlySpan<string?> parts) => new()
    {
        Severity = Severity,
        Reason = Reason,
        Key = string.Join('/', [source, Account ?? "-", Region, resource, .. parts]).TrimEnd('/'),
        Occurrence = Severity.ToString(),
        Source = source,
        Resource = resource,
        Arn = Arn,
        Region = Region,
        Account = Account,
        Status = $"{parts[0]}: {Severity}",
        Since = Window?.After,
        ConsoleLink = ConsoleLink,
    };
}
