namespace MlMonitor;

/// <summary>What a test of a training or tuning job found.</summary>
public sealed record MlTrainingFinding : IMlAlertable
{
    /// <summary>The job.</summary>
    public required string JobName { get; init; }

    /// <summary>What was looked for.</summary>
    public required MlTrainingCheck Check { get; init; }

    /// <summary>How much it matters.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>What was found, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>The value that was found; null where there is none.</summary>
    public double? Value { get; init; }

    /// <summary>What it was held against; null where there is none.</summary>
    public double? Threshold { get; init; }

    /// <summary>The unit of both, such as <c>%</c> or <c>s</c>; empty for none.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The metric it was found in; null where it was in none.</summary>
    public string? MetricName { get; init; }

    /// <summary>The statistic that found it, by its name in the field; empty for a plain comparison.</summary>
    public string Method { get; init; } = "";

    /// <summary>How many points were looked at.</summary>
    public int PointCount { get; init; }

    /// <summary>The window of time looked at; null where there was none.</summary>
    public MlWindow? Window { get; init; }

    /// <summary>Where in the AWS console to look.</summary>
    public Uri? ConsoleLink { get; init; }

    /// <summary>The job's ARN.</summary>
    public string? Arn { get; init; }

    /// <summary>The AWS region.</summary>
    public required string Region { get; init; }

    /// <summary>The twelve digits of the AWS account.</summary>
    public string? Account { get; init; }

    /// <summary>The credential profile it was read with; null where none was named.</summary>
    public string? ProfileName { get; init; }

    /// <inheritdoc/>
    public MlAlertSubject ToAlertSubject() => new()
    {
        Severity = Severity,
        Reason = Reason,
        Key = string.Join('/', "Training", Account ?? "-", Region, JobName, Check, MetricName),
        Occurrence = Severity.ToString(),
        Source = "Training",
        Resource = JobName,
        Arn = Arn,
        Region = Region,
        Account = Account,
        Status = $"{Check}: {Severity}",
        Since = Window?.After,
        ConsoleLink = ConsoleLink,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{JobName}: {Reason}";
}
