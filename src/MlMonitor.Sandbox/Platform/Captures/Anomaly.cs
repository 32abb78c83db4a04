namespace MlMonitor.Sandbox.Platform.Captures;

/// <summary>
/// Machines whose readings are judged. The model is a sum, so that what each reading adds is its Shapley value, and the endpoint
/// gives it with each answer. For two days the vibration sensor has been stuck, and says nothing any more.
/// </summary>
internal static class Anomaly
{
    public const string Endpoint = "anomaly-detector";
    public const string Target = "anomaly_score";

    /// <summary>What the model says of an average machine of the training set.</summary>
    public const double Expected = 1.4;

    private const string Sensor = "vibration";
    private const double Usual = 2.1;
    private static readonly TimeSpan StuckSince = TimeSpan.FromDays(2);

    /// <summary>The columns, each with what a standard deviation of it adds to the score.</summary>
    public static IReadOnlyList<(Column Column, double Mean, double Deviation, double Weight)> Terms { get; } =
    [
        (Column.Measure(Sensor, Usual, 0.4, 2), Usual, 0.4, 0.8),
        (Column.Measure("temperature", 71, 6), 71, 6, 0.5),
        (Column.Measure("pressure", 4.2, 0.5, 2), 4.2, 0.5, -0.3),
        (Column.Measure("current", 31, 4), 31, 4, 0.2),
        (Column.Whole("hours_since_service", 900, 220), 900, 220, 0.1),
    ];

    public static IReadOnlyList<Column> Columns { get; } = Terms.Select(term => term.Column).ToList();

    public static Captured Draw(Dice dice, DateTimeOffset time, TimeSpan ago)
    {
        var values = Columns.Select(column => column.Draw(dice, false)).ToList();
        if (ago < StuckSince)
            values[0] = "2.10";
        var attributions = Shapley(values);
        var score = Math.Round(Expected + attributions.Sum(), 6);
        return new Captured
        {
            EventId = dice.Guid(),
            Time = time,
            Values = values,
            Score = score,
            Attributions = attributions,
            Predicted = score > 2.5 ? 1 : 0,
            Truth = dice.Chance(0.1) ? 1 : 0,
        };
    }

    /// <summary>What each reading adds to the score.</summary>
    public static IReadOnlyList<double> Shapley(IReadOnlyList<string> values) => Terms
        .Select((term, at) => term.Weight * (double.Parse(values[at], System.Globalization.CultureInfo.InvariantCulture) - term.Mean) / term.Deviation)
        .ToList();
}
