namespace MlMonitor.Core.Quality;

/// <summary>Takes labelled predictions of one kind of model, and makes a result of them.</summary>
internal abstract class QualityTally
{
    /// <summary>Makes one for a kind of model.</summary>
    public static QualityTally Of(PredictionColumns columns, QualityOptions options) => columns.ProblemType switch
    {
        MlProblemType.Regression => new OfNumbers(options),
        MlProblemType.MulticlassClassification => new OfClasses(options),
        _ => new OfTwo(columns, options),
    };

    /// <summary>Takes a row.</summary>
    /// <param name="label">The label.</param>
    /// <param name="prediction">The class or number; null where it is missing.</param>
    /// <param name="score">The probability; NaN where it is missing.</param>
    public abstract void Add(string label, string? prediction, double score);

    /// <summary>Adds another part, which is used up.</summary>
    public abstract void Merge(QualityTally other);

    /// <summary>What came of it.</summary>
    public abstract QualityResult Build();

    private sealed class OfTwo(PredictionColumns columns, QualityOptions options) : QualityTally
    {
        private readonly BinaryQuality _rows = new(options);

        public override void Add(string label, string? prediction, double score)
        {
            if (columns.Positive.IsPositive(label) is not { } isPositive)
                _rows.LeaveOut();
            else if (columns.Prediction is null)
                _rows.Add(isPositive, score);
            else if (columns.Positive.IsPositive(prediction) is { } isPredicted)
                _rows.Add(isPositive, isPredicted, columns.Probability is null ? null : score);
            else
                _rows.LeaveOut();
        }

        public override void Merge(QualityTally other) => _rows.Merge(((OfTwo)other)._rows);

        public override QualityResult Build() => _rows.Build();
    }

    private sealed class OfClasses(QualityOptions options) : QualityTally
    {
        private readonly MulticlassQuality _rows = new(options);

        public override void Add(string label, string? prediction, double score) => _rows.Add(label, prediction);

        public override void Merge(QualityTally other) => _rows.Merge(((OfClasses)other)._rows);

        public override QualityResult Build() => _rows.Build();
    }

    private sealed class OfNumbers(QualityOptions options) : QualityTally
    {
        private readonly RegressionQuality _rows = new(options);

        public override void Add(string label, string? prediction, double score) => _rows.Add(Number(label), Number(prediction));

        public override void Merge(QualityTally other) => _rows.Merge(((OfNumbers)other)._rows);

        public override QualityResult Build() => _rows.Build();

        private static double Number(string? text) =>
            ClassName.Of(text) is { } name && double.TryParse(name, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : double.NaN;
    }
}
