using System.Globalization;
using MlMonitor.Core.Quality;

namespace MlMonitor.Core.Bias;

/// <summary>
/// Counts rows by value of a facet, by stratum, by label and by prediction: all that the metrics of bias need, whatever the number of rows.
/// Merges.
/// </summary>
/// <param name="rule">What makes the group.</param>
public sealed class FacetTable(FacetRule rule)
{
    /// <summary>How many values a facet or the strata may have; more are numbers rather than groups.</summary>
    public const int MostValues = 1000;

    // Label by prediction, each positive, negative or missing.
    private const int States = 3;

    private readonly Dictionary<(string Facet, string Stratum), long[]> _cells = [];
    private readonly HashSet<string> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _strata = new(StringComparer.Ordinal);
    private double _highest = double.NegativeInfinity;
    private bool _hasStrata;

    /// <summary>What makes the group.</summary>
    public FacetRule Rule => rule;

    /// <summary>The values there are, in order.</summary>
    public IReadOnlyList<string> Values => [.. _values.Order(ClassName.Order)];

    /// <summary>How many rows were left out because the facet is missing, or no number where one is wanted.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Whether there are more values or strata than there may be.</summary>
    public bool HasTooManyValues { get; private set; }

    /// <summary>Takes a row.</summary>
    /// <param name="facet">The value of the facet as it is written.</param>
    /// <param name="label">Whether the label is positive; null where there is none.</param>
    /// <param name="predicted">Whether the prediction is positive; null where there is none.</param>
    /// <param name="stratum">The value of the column that groups the rows; null where there is none.</param>
    public void Add(string? facet, bool? label, bool? predicted, string? stratum = null)
    {
        if (rule.Key(facet, out var number) is not { } key)
        {
            LeftOut++;
            return;
        }

        if (number > _highest)
            _highest = number;
        _hasStrata |= stratum is not null;
        Add(key, stratum is null ? "" : ClassName.Of(stratum) ?? "", States * State(label) + State(predicted), 1);
    }

    /// <summary>Adds the rows of another part.</summary>
    /// <param name="other">The other part, of the same rule.</param>
    public void Merge(FacetTable other)
    {
        foreach (var ((facet, stratum), counts) in other._cells)
        {
            for (var state = 0; state < counts.Length; state++)
                Add(facet, stratum, state, counts[state]);
        }

        LeftOut += other.LeftOut;
        HasTooManyValues |= other.HasTooManyValues;
        _highest = Math.Max(_highest, other._highest);
        _hasStrata |= other._hasStrata;
    }

    /// <summary>The groups to look at: the one that the rule makes, or one for each value.</summary>
    /// <returns>What each is called, in the words of analysis.json, and the values that make it.</returns>
    public IReadOnlyList<(string Name, IReadOnlyList<string> Values)> Groups() =>
        rule.Threshold is { } threshold ? [(string.Create(CultureInfo.InvariantCulture, $"({threshold}, {_highest}]"), [FacetRule.Above1])]
        : rule.Values.Count > 0 ? [(string.Join(", ", rule.Values), rule.Values)]
        : [.. Values.Select(value => (value, (IReadOnlyList<string>)[value]))];

    /// <summary>The counts of a group against all others.</summary>
    /// <param name="values">The values that make the group.</param>
    /// <param name="input">Which rows: those with a label, with a prediction, or with both.</param>
    /// <returns>
    /// The cells: for each stratum all others and then the group, each as true positive, false positive, false negative, true negative; of
    /// labels or predictions alone the positive are in the first and the negative in the last.
    /// </returns>
    public double[] Cells(IReadOnlyList<string> values, BiasInput input)
    {
        var places = (_hasStrata ? _strata.Order(ClassName.Order) : Enumerable.Repeat("", 1)).Select((name, i) => (name, i)).ToDictionary(s => s.name, s => s.i, StringComparer.Ordinal);
        var cells = new double[places.Count * 8];
        foreach (var ((facet, stratum), counts) in _cells)
        {
            var start = places[_hasStrata ? stratum : ""] * 8 + (values.Contains(facet, StringComparer.Ordinal) ? 4 : 0);
            for (var label = 0; label < States; label++)
            {
                for (var predicted = 0; predicted < States; predicted++)
                {
                    if (Cell(input, label, predicted) is { } cell)
                        cells[start + cell] += counts[States * label + predicted];
                }
            }
        }

        return cells;
    }

    /// <summary>Whether rows came with strata.</summary>
    internal bool HasStrata => _hasStrata;

    /// <summary>How many rows are of a group and of all others, whatever labels and predictions they have.</summary>
    internal (long Facet, long Others) Sizes(IReadOnlyList<string> values)
    {
        var (facet, all) = (0L, 0L);
        foreach (var ((value, _), counts) in _cells)
        {
            all += counts.Sum();
            facet += values.Contains(value, StringComparer.Ordinal) ? counts.Sum() : 0;
        }

        return (facet, all - facet);
    }

    private static int? Cell(BiasInput input, int label, int predicted) => input switch
    {
        BiasInput.Labels => label == 2 ? null : label * 3,
        BiasInput.Predictions => predicted == 2 ? null : predicted * 3,
        _ => label == 2 || predicted == 2 ? null : (label, predicted) switch { (0, 0) => 0, (1, 0) => 1, (0, 1) => 2, _ => 3 },
    };

    private static int State(bool? isPositive) => isPositive switch { true => 0, false => 1, null => 2 };

    private void Add(string facet, string stratum, int state, long count)
    {
        if (!_cells.TryGetValue((facet, stratum), out var counts))
        {
            if ((_values.Count >= MostValues && !_values.Contains(facet)) || (_strata.Count >= MostValues && !_strata.Contains(stratum)))
            {
                HasTooManyValues = true;
                return;
            }

            _values.Add(facet);
            _strata.Add(stratum);
            _cells[(facet, stratum)] = counts = new long[States * States];
        }

        counts[state] += count;
    }
}
