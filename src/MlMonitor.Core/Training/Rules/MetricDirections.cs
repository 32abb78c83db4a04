namespace MlMonitor.Core.Training.Rules;

/// <summary>Which way the metrics of training get better. What is not known stays unknown: a wrong guess would turn every finding round.</summary>
public static class MetricDirections
{
    /// <summary>
    /// The metrics of the built-in algorithms and the direction their tuning objective has, from the page "Tune a(n) … model" of each
    /// in the developer guide of SageMaker (https://docs.aws.amazon.com/sagemaker/latest/dg/algos.html), without the prefix for the
    /// data set, and the exact names that scikit-learn, Keras, PyTorch Lightning and Hugging Face print.
    /// </summary>
    private static readonly Dictionary<string, MlMetricDirection> Known = Table(
        minimize:
        [
            "error", "logloss", "mae", "mape", "merror", "mlogloss", "mse", "rmse", "rmsle", // XGBoost
            "objective_loss", "absolute_loss", // Linear Learner
            "mean_wQuantileLoss", "final_loss", // DeepAR
            "binary_classification_cross_entropy", // Factorization Machines
            "msd", "ssd", // k-means
            "total_loss", // NTM
            "cross_entropy", "mean_squared_error", // Object2Vec
            "perplexity", // Sequence to Sequence
            "mean_absolute_error", "root_mean_squared_error", "log_loss", "crossentropy", "nll", "wer", "cer",
        ],
        maximize:
        [
            "accuracy", "auc", "aucpr", "f1", "map", "ndcg", // XGBoost, Image Classification, Object Detection, RCF, k-NN
            "binary_classification_accuracy", "binary_f_beta", "precision", "recall", "roc_auc_score", "dcg", "macro_f_beta",
            "macro_precision", "macro_recall", "multiclass_accuracy", "multiclass_top_k_accuracy", // Linear Learner
            "mIOU", "pixel_accuracy", // Semantic Segmentation
            "mean_rho", // BlazingText
            "pwll", // LDA
            "bleu", // Sequence to Sequence
            "discriminator_auc", // IP Insights
            "R2", // PCA
            "acc", "balanced_accuracy", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy", "top_k_accuracy",
            "f1_score", "f1_macro", "f1_micro", "roc_auc", "average_precision", "r2_score", "rouge1", "rouge2", "rougeL",
        ]);

    /// <summary>Words that end the name of a loss.</summary>
    private static readonly string[] LossWords = ["loss", "error", "rmse", "mse", "mae", "perplexity"];

    /// <summary>Words behind the name that do not change what it is: <c>train_loss_epoch</c>, <c>error_rate</c>.</summary>
    private static readonly HashSet<string> Suffixes = ["epoch", "step", "batch", "avg", "mean", "rate", "value"];

    /// <summary>
    /// Words in the names of the losses of a game between two networks, or between a policy and its critic: one's gain is the other's
    /// loss, so neither says how well the training goes (Goodfellow, "NIPS 2016 Tutorial: Generative Adversarial Networks", 5.1).
    /// </summary>
    private static readonly HashSet<string> GameWords =
        ["generator", "gen", "g", "discriminator", "disc", "d", "adversarial", "adv", "critic", "actor", "policy"];

    /// <summary>Which way a metric gets better.</summary>
    /// <param name="metricName">
    /// Its name, with or without what names the data set (<c>train:</c>, <c>validation-</c>, <c>val_</c>, <c>test:</c> …). The name
    /// <c>ObjectiveMetric</c>, under which tuning repeats its objective, says nothing: its direction is that of the tuning job.
    /// </param>
    /// <returns>The direction; <see cref="MlMetricDirection.Unknown"/> for a name that is neither known nor ends like a loss, and for the losses of a game, such as <c>g_loss</c>.</returns>
    public static MlMetricDirection Of(string metricName)
    {
        var bare = MetricName.Parse(metricName).Bare;
        if (Known.TryGetValue(bare, out var direction))
            return direction;
        return IsLoss(metricName) && !MetricName.Words(bare).Exists(GameWords.Contains) ? MlMetricDirection.Minimize : MlMetricDirection.Unknown;
    }

    /// <summary>
    /// Whether a name is that of a loss or an error: its last word, numbers and <see cref="Suffixes"/> left out, ends in one of
    /// <see cref="LossWords"/>. So <c>loss_scale</c> is none, and neither is <c>neg_mean_squared_error</c>, which grows.
    /// </summary>
    internal static bool IsLoss(string metricName)
    {
        var words = MetricName.Words(MetricName.Parse(metricName).Bare);
        return !words.Exists(w => w is "neg" or "negative")
            && words.FindLast(w => !Suffixes.Contains(w) && !w.All(char.IsAsciiDigit)) is { } last
            && LossWords.Any(w => last.EndsWith(w, StringComparison.Ordinal));
    }

    private static Dictionary<string, MlMetricDirection> Table(string[] minimize, string[] maximize) =>
        minimize.Select(n => (Name: n, Direction: MlMetricDirection.Minimize))
            .Concat(maximize.Select(n => (Name: n, Direction: MlMetricDirection.Maximize)))
            .ToDictionary(p => p.Name, p => p.Direction, StringComparer.OrdinalIgnoreCase);
}
