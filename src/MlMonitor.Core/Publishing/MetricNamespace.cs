namespace MlMonitor.Core.Publishing;

/// <summary>
/// A namespace of CloudWatch that one may write to: at most 255 signs of printable ASCII that begin neither with a colon nor with
/// <c>AWS/</c> (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html, "Namespace").
/// </summary>
public static class MetricNamespace
{
    /// <summary>The namespace where none is given.</summary>
    public const string Usual = "MlMonitor";

    /// <summary>Says what is wrong with a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The problem; null where nothing is wrong.</returns>
    public static Problem? Check(string name)
    {
        var wrong = name switch
        {
            _ when name.StartsWith("AWS/", StringComparison.OrdinalIgnoreCase) => "belongs to AWS, which lets nobody else write to it",
            _ when string.IsNullOrWhiteSpace(name) => "is empty",
            _ when name.Length > MetricLimits.NameLength => $"is longer than {MetricLimits.NameLength} signs",
            _ when name[0] == ':' => "begins with a colon",
            _ when name.Any(c => c is < ' ' or > '~') => "has signs that are not printable ASCII",
            _ => null,
        };
        return wrong is null
            ? null
            : Problem.Of(ProblemId.NamespaceInvalid, $"The namespace '{name}' {wrong}.", name,
                $"Give one of your own, such as {Usual} or Company/{Usual}, or leave -Namespace out.");
    }
}
