namespace MlMonitor.Sandbox.Platform.Captures;

/// <summary>
/// Those who ask for credit. The input is as it was at training; but for five days the model has thought less of women than
/// of men who are otherwise alike, though they pay back as often.
/// </summary>
internal static class Credit
{
    public const string Endpoint = "credit-decision";
    public const string Target = "repaid";
    public const string Facet = "sex";

    /// <summary>The group that is treated worse.</summary>
    public const string Disadvantaged = "F";

    // In logits: what an average applicant has, and what a woman has been docked since.
    private const double Middle = 0.9;
    private const double Docked = -0.9;
    private const double DockedBefore = -0.05;

    /// <summary>What the model says, in logits, of an average applicant of the training set, who is partly a woman.</summary>
    public const double Expected = Middle + (Women * DockedBefore);

    private const double Women = 0.43;

    private static readonly TimeSpan DockedSince = TimeSpan.FromDays(5);

    /// <summary>The columns, each with what a standard deviation of it is worth to the model, in logits.</summary>
    public static IReadOnlyList<(Column Column, double Mean, double Deviation, double Weight)> Terms { get; } =
    [
        (Column.Whole("age", 41, 12, 18), 41, 12, 0.25),
        (Column.Measure("income", 41_000, 12_500, 0), 41_000, 12_500, 0.9),
        (Column.Measure("debt_ratio", 0.34, 0.12, 3), 0.34, 0.12, -0.75),
        (Column.Whole("employment_years", 7, 5), 7, 5, 0.4),
        (Column.Count("open_accounts", 4), 4, 2, -0.15),
        (Column.Count("late_payments", 0.7), 0.7, 0.84, -0.6),
        (Column.OneOf("home", ("rent", 48), ("mortgage", 37), ("own", 15)), 0, 1, 0),
        (Column.OneOf("sex", ("M", 57), ("F", 43)), 0, 1, 0),
    ];

    public static IReadOnlyList<Column> Columns { get; } = Terms.Select(term => term.Column).ToList();

    public static int FacetColumn { get; } = Columns.Select(column => column.Name).ToList().IndexOf(Facet);

    public static Captured Draw(Dice dice, DateTimeOffset time, TimeSpan ago)
    {
        var values = Columns.Select(column => column.Draw(dice, false)).ToList();
        var merit = Middle + Contributions(values).Sum();
        var score = merit + SexTerm(values, ago) + (0.35 * dice.Normal());
        // The world is surer of it than the model: merit counts double there.
        var truth = dice.Chance(Sigmoid(2 * merit));
        var probability = Math.Round(Sigmoid(score), 6);
        return new Captured
        {
            EventId = dice.Guid(),
            InferenceId = "credit-" + dice.Hex(12),
            Time = time,
            Values = values,
            Probability = probability,
            Predicted = probability > 0.5 ? 1 : 0,
            Truth = truth ? 1 : 0,
        };
    }

    /// <summary>How sure the model is that a request of now is paid back.</summary>
    public static double Probability(IReadOnlyList<string> values) =>
        Math.Round(Sigmoid(Middle + Contributions(values).Sum() + SexTerm(values, TimeSpan.Zero)), 6);

    /// <summary>
    /// What each column adds to the score of a request: its Shapley value, the model being a sum. A column's average
    /// contribution to the training set is nothing, that of the facet aside.
    /// </summary>
    public static IReadOnlyList<double> Shapley(Captured request, TimeSpan ago)
    {
        var values = Contributions(request.Values).ToArray();
        values[FacetColumn] = SexTerm(request.Values, ago) - (Women * DockedBefore);
        return values;
    }

    private static double SexTerm(IReadOnlyList<string> values, TimeSpan ago) =>
        values[FacetColumn] != Disadvantaged ? 0 : ago < DockedSince ? Docked : DockedBefore;

    private static IEnumerable<double> Contributions(IReadOnlyList<string> values) => Terms.Select((term, at) =>
        term.Weight == 0 ? 0 : term.Weight * (Parse(values[at]) - term.Mean) / term.Deviation);

    private static double Parse(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static double Sigmoid(double logit) => 1 / (1 + Math.Exp(-logit));
}
