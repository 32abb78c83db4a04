using System.Globalization;

namespace MlMonitor.Core.Profiles;

/// <summary>What a column looks like. Immutable.</summary>
public sealed class ColumnProfile
{
    /// <summary>Up to how many distinct whole numbers a column is also taken as categories.</summary>
    public const int MostNumberCategories = 100;

    private CategoryDistribution? _categories;

    internal ColumnProfile(string name, ColumnRole role, int position, long count, NumberSummary numbers, TextSummary texts)
    {
        Name = name;
        Role = role;
        Position = position;
        Count = count;
        NumberSummary = numbers;
        TextSummary = texts;
    }

    /// <summary>The column.</summary>
    public string Name { get; }

    /// <summary>On which side of the model it stands.</summary>
    public ColumnRole Role { get; }

    /// <summary>
    /// What its values are, by Deequ's rule (DataTypeHistogram.determineType): one text, or booleans among numbers, make it
    /// String; else one fraction makes it Fractional. Booleans alone are String too, since Model Monitor knows no other name for
    /// them; NaN and infinities alone are Fractional.
    /// </summary>
    public ColumnType Type =>
        StringCount + BooleanCount > 0 ? ColumnType.String
        : FractionalCount > 0 ? ColumnType.Fractional
        : IntegralCount > 0 ? ColumnType.Integral
        : NotFiniteCount > 0 ? ColumnType.Fractional
        : ColumnType.Unknown;

    /// <summary>How many rows there were.</summary>
    public long Count { get; }

    /// <summary>In how many of them the column was not there, or empty.</summary>
    public long Missing => Count - IntegralCount - FractionalCount - BooleanCount - StringCount - NotFiniteCount;

    /// <summary>How many values were whole numbers.</summary>
    public long IntegralCount { get; init; }

    /// <summary>How many were numbers with a point or an exponent.</summary>
    public long FractionalCount { get; init; }

    /// <summary>How many were texts.</summary>
    public long StringCount { get; init; }

    /// <summary>How many were <c>true</c> or <c>false</c>.</summary>
    public long BooleanCount { get; init; }

    /// <summary>How many were NaN, infinite, or too large for a double. They are in no distribution.</summary>
    public long NotFiniteCount { get; init; }

    /// <summary>Whether nothing was left out for want of memory.</summary>
    public bool IsExact => NumberSummary.Sketch is null && TextSummary.Error == 0;

    /// <summary>Its numbers, where at least half of its values are; null otherwise. Made when asked for: hold it rather than ask twice.</summary>
    public NumericDistribution? Numbers => NumberSummary.Count > 0 && NumberSummary.Count >= TextSummary.Count ? NumberSummary.Distribution : null;

    /// <summary>
    /// Its texts, and with them its numbers as invariant text where most of its values are texts or where there are no more than
    /// <see cref="MostNumberCategories"/> different ones, all whole; null where that is nothing.
    /// </summary>
    public CategoryDistribution? Categories => _categories ??= MakeCategories();

    /// <summary>The mean of its numbers; null where it has none.</summary>
    public double? Mean => NumberSummary.Moments.Mean;

    /// <summary>The standard deviation of its numbers as a population (ddof 0); null where it has none.</summary>
    public double? StandardDeviation => NumberSummary.Moments.StandardDeviation;

    /// <summary>The smallest of its numbers; null where it has none.</summary>
    public double? Minimum => NumberSummary.Count > 0 ? NumberSummary.Minimum : null;

    /// <summary>The largest of its numbers; null where it has none.</summary>
    public double? Maximum => NumberSummary.Count > 0 ? NumberSummary.Maximum : null;

    /// <summary>How many different numbers and texts there are; null where not all of them were kept.</summary>
    public long? DistinctCount => IsExact ? NumberSummary.Sorted!.Distinct + TextSummary.Ends.Length : null;

    internal int Position { get; }

    internal NumberSummary NumberSummary { get; }

    internal TextSummary TextSummary { get; }

    internal long Bytes => NumberSummary.Bytes + TextSummary.Bytes;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type}, {Count} rows";

    /// <summary>The same column by another name, or on the other side of the model.</summary>
    internal ColumnProfile As(string name, ColumnRole role) => new(name, role, Position, Count, NumberSummary, TextSummary)
    {
        IntegralCount = IntegralCount,
        FractionalCount = FractionalCount,
        StringCount = StringCount,
        BooleanCount = BooleanCount,
        NotFiniteCount = NotFiniteCount,
    };

    /// <summary>The same column, with truth values spelt as another has them.</summary>
    internal ColumnProfile SpeltAs(ColumnProfile other) => With(Count, NumberSummary, TextSummary.SpeltAs(other.TextSummary));

    internal ColumnProfile With(long count, NumberSummary numbers, TextSummary texts) => new(Name, Role, Position, count, numbers, texts)
    {
        IntegralCount = IntegralCount,
        FractionalCount = FractionalCount,
        StringCount = StringCount,
        BooleanCount = BooleanCount,
        NotFiniteCount = NotFiniteCount,
    };

    private CategoryDistribution? MakeCategories()
    {
        var count = TextSummary.Count;
        var error = TextSummary.Error;
        var mostlyTexts = count > NumberSummary.Count;
        var sorted = NumberSummary.Sorted;
        var fewWhole = sorted is { Distinct: <= MostNumberCategories } && AreWhole(sorted);
        if (count == 0 && !(fewWhole && sorted!.Count > 0))
            return null;
        var counts = TextSummary.ToCounts();
        if (fewWhole || (mostlyTexts && sorted is not null))
        {
            foreach (var (value, times) in sorted!.Runs())
            {
                var text = value.ToString("R", CultureInfo.InvariantCulture);
                counts[text] = counts.GetValueOrDefault(text) + times;
            }

            count += sorted.Count;
        }
        else if (mostlyTexts)
        {
            // A sketch does not tell how often one number occurred, only that it was within twice the error of a rank.
            count += NumberSummary.Count;
            error += (long)Math.Ceiling(2 * NumberSummary.Sketch!.RankError * NumberSummary.Count);
        }

        return new CategoryDistribution(counts, count, error);
    }

    private static bool AreWhole(SortedNumbers sorted) => Array.TrueForAll(sorted.Values, value => value == Math.Floor(value));
}
