namespace MlMonitor.Core.Quality;

/// <summary>What the metrics are, by name.</summary>
public static class QualityMetrics
{
    /// <summary>How the name of a metric of the best constant answer ends.</summary>
    public const string BestConstant = "_best_constant_classifier";

    private static readonly Dictionary<string, bool> Better = new(StringComparer.Ordinal)
    {
        ["mae"] = false,
        ["mse"] = false,
        ["rmse"] = false,
        ["r2"] = true,
        ["median_absolute_error"] = false,
        ["p90_absolute_error"] = false,
        ["p95_absolute_error"] = false,
        ["p99_absolute_error"] = false,
        ["accuracy"] = true,
        ["precision"] = true,
        ["recall"] = true,
        ["true_positive_rate"] = true,
        ["true_negative_rate"] = true,
        ["false_positive_rate"] = false,
        ["false_negative_rate"] = false,
        ["f0_5"] = true,
        ["f1"] = true,
        ["f2"] = true,
        ["auc"] = true,
        ["pr_auc"] = true,
        ["log_loss"] = false,
        ["brier"] = false,
        ["calibration_error"] = false,
        ["weighted_precision"] = true,
        ["weighted_recall"] = true,
        ["weighted_f0_5"] = true,
        ["weighted_f1"] = true,
        ["weighted_f2"] = true,
    };

    /// <summary>The metrics that can be judged: of which more or less is better.</summary>
    public static IReadOnlyCollection<string> Judged => Better.Keys;

    /// <summary>Whether there is a metric of a name, by any name it goes by; those of the best constant answer and the mean error too.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Whether there is.</returns>
    public static bool IsKnown(string name) => Canonical(name) is var canonical
        && (canonical == "mean_error" || Better.ContainsKey(canonical.EndsWith(BestConstant, StringComparison.Ordinal) ? canonical[..^BestConstant.Length] : canonical));

    /// <summary>Whether more of a metric is better.</summary>
    /// <param name="name">The metric.</param>
    /// <returns>Whether; null where neither more nor less is, or the metric is not known.</returns>
    public static bool? IsHigherBetter(string name) => Better.TryGetValue(name, out var better) ? better : null;

    /// <summary>The name a metric has here: <c>specificity</c> is <c>true_negative_rate</c>, <c>f0.5</c> is <c>f0_5</c>, and so on.</summary>
    /// <param name="name">The name as somebody wrote it.</param>
    /// <returns>The name.</returns>
    public static string Canonical(string name) => name.Trim().ToLowerInvariant().Replace('.', '_').Replace('-', '_').Replace(' ', '_') switch
    {
        "specificity" or "tnr" => "true_negative_rate",
        "sensitivity" or "tpr" => "recall",
        "fpr" => "false_positive_rate",
        "fnr" => "false_negative_rate",
        "roc_auc" => "auc",
        "average_precision" or "auc_pr" => "pr_auc",
        "logloss" => "log_loss",
        "brier_score" => "brier",
        "ece" => "calibration_error",
        "r_2" or "r²" => "r2",
        var other => other,
    };
}
