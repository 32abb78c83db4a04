namespace MlMonitor.Core.Profiles;

/// <summary>
/// Builds the profile of a data set in one pass over its rows, within a limit of memory. Called from one thread; to use more,
/// give each a builder and merge what they build.
/// </summary>
/// <param name="options">How it is built, and of what.</param>
public sealed class ProfileBuilder(ProfileOptions options) : IRowReceiver
{
    // Asking every column for its size costs about as much as taking a row: do it now and then.
    private const int RowsBetweenLooks = 1024;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<ColumnBuilder> _columns = [];
    private readonly HashSet<string> _outputs = new(options.OutputColumns, StringComparer.Ordinal);
    private bool _built;

    /// <summary>How many rows were taken.</summary>
    public long RowCount { get; private set; }

    /// <summary>How many records could not be read, as told by whoever reads them.</summary>
    public long BadRecordCount { get; set; }

    /// <summary>How many bytes the columns take.</summary>
    public long Bytes => _columns.Sum(column => column.Bytes);

    /// <inheritdoc/>
    public int Column(string name)
    {
        if (_numbers.TryGetValue(name, out var number))
            return number;
        number = _columns.Count;
        _numbers.Add(name, number);
        _columns.Add(new ColumnBuilder(name, _outputs.Contains(name) ? ColumnRole.Output : ColumnRole.Input));
        return number;
    }

    /// <inheritdoc/>
    public void Cell(int column, ReadOnlySpan<byte> text, CellKind kind) => _columns[column].Add(RowCount, text, kind);

    /// <inheritdoc/>
    public void EndRow()
    {
        if (++RowCount % RowsBetweenLooks == 0)
            KeepWithinLimit();
    }

    /// <summary>The profile of the rows taken. The builder is then used up.</summary>
    /// <returns>The profile.</returns>
    /// <exception cref="InvalidOperationException">It was built already.</exception>
    public DatasetProfile Build()
    {
        if (_built)
            throw new InvalidOperationException("A builder builds one profile.");
        _built = true;
        KeepWithinLimit();
        return new DatasetProfile
        {
            EndpointName = options.EndpointName,
            VariantName = options.VariantName,
            ModelName = options.ModelName,
            Window = options.Window,
            Sources = options.Source.Length == 0 ? [] : [options.Source],
            RowCount = RowCount,
            BadRecordCount = BadRecordCount,
            Columns = [.. _columns.Select((column, position) => column.Build(RowCount, position))],
        };
    }

    private void KeepWithinLimit()
    {
        if (Need() <= options.MemoryLimit)
            return;
        // What has ties shrinks without loss.
        foreach (var column in _columns.OrderByDescending(column => column.Numbers.Scratch))
            column.Numbers.Count();
        // Well below the limit, so that this is not soon to do again.
        while (Need() > options.MemoryLimit / 4 * 3 && Largest() is { } shrink)
            shrink();
    }

    // Sorting is done a column at a time and takes as much again as the column.
    private long Need() => Bytes + _columns.Select(column => column.Numbers.IsSketch ? 0 : column.Numbers.Scratch).DefaultIfEmpty().Max();

    private Action? Largest()
    {
        var numbers = _columns.Where(column => !column.Numbers.IsSketch).MaxBy(column => column.Numbers.Bytes);
        var texts = _columns.Where(column => !column.Texts.IsShrunk).MaxBy(column => column.Texts.Bytes);
        var ofNumbers = numbers?.Numbers.Bytes ?? 0;
        var ofTexts = texts?.Texts.Bytes ?? 0;
        // A sketch takes about three times its size in doubles: nothing is won by making one of less.
        if (ofTexts > ofNumbers && ofTexts > 64L * options.HeavyHitters)
            return () => texts!.Texts.Shrink(options.HeavyHitters);
        return ofNumbers > 24L * options.SketchSize ? () => numbers!.Numbers.Shrink(options) : null;
    }
}
