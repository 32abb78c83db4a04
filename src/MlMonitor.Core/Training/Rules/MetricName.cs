using System.Text.RegularExpressions;

namespace MlMonitor.Core.Training.Rules;

/// <summary>The data set a metric was measured on.</summary>
internal enum MetricData
{
    /// <summary>The name does not say.</summary>
    Unsaid,

    /// <summary>The data that is learnt from.</summary>
    Training,

    /// <summary>Data that is held back while training.</summary>
    Validation,

    /// <summary>Data that is held back to the end.</summary>
    Test,
}

/// <summary>The name of a metric, taken apart: <c>validation:auc</c> is the <c>auc</c> on validation data.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Bare">What is left of the name without it.</param>
internal readonly partial record struct MetricName(MetricData Data, string Bare)
{
    /// <summary>
    /// Takes a name apart. The data set is the first or the last word: <c>train:loss</c> (SageMaker), <c>train-auc</c>,
    /// <c>train_loss</c>, <c>eval/loss</c>, <c>val_loss</c> (Keras), <c>training loss</c>, <c>loss/train</c>.
    /// </summary>
    public static MetricName Parse(string name)
    {
        var match = Prefix().Match(name);
        if (!match.Success)
            match = Suffix().Match(name);
        return match.Success ? new MetricName(DataOf(match.Groups["data"].Value), match.Groups["bare"].Value) : new MetricName(MetricData.Unsaid, name);
    }

    /// <summary>The words of a name, in small letters; separators and changes from small to capital letters part them.</summary>
    public static List<string> Words(string name) =>
        [.. Separator().Split(Camel().Replace(name, "_")).Where(w => w.Length > 0).Select(w => w.ToLowerInvariant())];

    private static MetricData DataOf(string word) => word.ToUpperInvariant() switch
    {
        "TRAIN" or "TRAINING" => MetricData.Training,
        "TEST" => MetricData.Test,
        _ => MetricData.Validation,
    };

    [GeneratedRegex("^(?<data>train|training|validation|valid|val|eval|evaluation|dev|test)[:/_. -]+(?<bare>.+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Prefix();

    [GeneratedRegex("^(?<bare>.+?)[:/_. -]+(?<data>train|training|validation|valid|val|eval|dev|test)$", RegexOptions.IgnoreCase)]
    private static partial Regex Suffix();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Camel();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Separator();
}
