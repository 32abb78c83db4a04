namespace MlMonitor.Core.Profiles;

/// <summary>The finite numbers of a column: all of them, or a sketch with exact moments.</summary>
internal sealed class NumberSummary
{
    private readonly WeakReference<NumericDistribution?> _distribution = new(null);
    private Moments? _moments;

    /// <summary>Makes an exact summary.</summary>
    /// <param name="sorted">The numbers.</param>
    public NumberSummary(SortedNumbers sorted) => Sorted = sorted;

    /// <summary>Makes a summary of a sketch.</summary>
    /// <param name="sketch">The sketch.</param>
    /// <param name="moments">The moments of the same numbers.</param>
    public NumberSummary(KllSketch sketch, Moments moments)
    {
        Sketch = sketch;
        _moments = moments;
    }

    /// <summary>No number.</summary>
    public static NumberSummary Empty { get; } = new(SortedNumbers.Empty);

    /// <summary>All numbers; null where there is a sketch.</summary>
    public SortedNumbers? Sorted { get; }

    /// <summary>The sketch; null where all numbers are there.</summary>
    public KllSketch? Sketch { get; }

    /// <summary>How many numbers there were.</summary>
    public long Count => Sorted?.Count ?? Sketch!.Count;

    /// <summary>How many bytes it takes.</summary>
    public long Bytes => Sorted?.Bytes ?? (Sketch!.Bytes + (2 * ExactSum.Bytes));

    /// <summary>Mean, deviation and extremes: of all numbers, also where there is a sketch.</summary>
    public Moments Moments => _moments ??= Moments.Of(Sorted!);

    /// <summary>The lowest; infinite where there is none.</summary>
    public double Minimum => Sorted is { Count: > 0 } sorted ? sorted.Values[0] : Moments.Minimum;

    /// <summary>The highest; infinite where there is none.</summary>
    public double Maximum => Sorted is { Count: > 0 } sorted ? sorted.Values[^1] : Moments.Maximum;

    /// <summary>The distribution; made when asked for, and kept only as long as someone holds it.</summary>
    public NumericDistribution Distribution
    {
        get
        {
            if (_distribution.TryGetTarget(out var made) && made is not null)
                return made;
            if (Sorted is not null)
            {
                var (values, counts) = Sorted.ToRuns();
                made = new NumericDistribution(values, counts, rankError: 0);
            }
            else
            {
                made = Sketch!.ToDistribution();
            }

            _distribution.SetTarget(made);
            return made;
        }
    }

    /// <summary>The numbers of both: exact where both are.</summary>
    /// <param name="first">Some numbers.</param>
    /// <param name="second">More of them.</param>
    /// <returns>All of them.</returns>
    public static NumberSummary Merge(NumberSummary first, NumberSummary second)
    {
        if (first.Sorted is not null && second.Sorted is not null)
            return new NumberSummary(SortedNumbers.Merge(first.Sorted, second.Sorted));
        if (first.Sketch is null)
            (first, second) = (second, first);
        var sketch = first.Sketch!.Copy();
        if (second.Sketch is not null)
            sketch.Add(second.Sketch);
        else
            AddTo(sketch, second.Sorted!);
        var moments = new Moments();
        moments.Add(first.Moments);
        moments.Add(second.Moments);
        return new NumberSummary(sketch, moments);
    }

    /// <summary>The same numbers as a sketch.</summary>
    /// <param name="options">How large the sketch is, and its seed.</param>
    /// <returns>The sketch; this where it is one.</returns>
    public NumberSummary Shrink(ProfileOptions options)
    {
        if (Sorted is null)
            return this;
        var sketch = new KllSketch(options.SketchSize, options.Seed);
        AddTo(sketch, Sorted);
        return new NumberSummary(sketch, Moments);
    }

    private static void AddTo(KllSketch sketch, SortedNumbers numbers)
    {
        foreach (var (value, count) in numbers.Runs())
            sketch.Add(value, count);
    }
}
