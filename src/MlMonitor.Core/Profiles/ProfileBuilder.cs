using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

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

    // What is sorted at the same time needs room at the same time.
    private const int MostThreads = 2;

    private readonly ProfileOptions _options = options;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<ColumnBuilder> _columns = [];
    private ColumnBuilder[] _byNumber = [];
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
        if (number == _byNumber.Length)
            Array.Resize(ref _byNumber, Math.Max(32, number * 2));
        _byNumber[number] = _columns[number];
        return number;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Cell(int column, ReadOnlySpan<byte> text, CellKind kind) => _byNumber[column].Add(RowCount, text, kind);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Number(int column, ReadOnlySpan<byte> text, CellKind kind, double value, bool isWhole) => _byNumber[column].Add(RowCount, value, isWhole);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void EndRow()
    {
        if (++RowCount % RowsBetweenLooks == 0)
            KeepWithinLimit();
    }

    /// <summary>The profile of the rows taken. The builder is then used up.</summary>
    /// <returns>The profile.</returns>
    /// <exception cref="InvalidOperationException">It was built already.</exception>
    public DatasetProfile Build() => Build([this]);

    /// <summary>
    /// The profile of the rows that several builders took, one a thread: as merging what each builds, but on as many threads,
    /// and a column at a time, so that no two copies of all are held.
    /// </summary>
    /// <param name="builders">The builders, which are then used up. The limit of memory is what they had together.</param>
    /// <returns>The profile.</returns>
    /// <exception cref="InvalidOperationException">One was built already.</exception>
    public static DatasetProfile Build(IReadOnlyCollection<ProfileBuilder> builders)
    {
        var whole = DatasetProfile.Merge(builders.Select(builder => builder.Close()));
        var options = (builders.FirstOrDefault()?._options ?? ProfileOptions.Default) with { MemoryLimit = builders.Sum(builder => builder._options.MemoryLimit) };
        string[] names = [.. builders.SelectMany(builder => builder._numbers.Keys).Distinct(StringComparer.Ordinal)];
        var columns = new ColumnProfile[names.Length];
        var threads = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(MostThreads, builders.Count) };
        // One column at a time, since a few long ones take most of the time.
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, names.Length), EnumerablePartitionerOptions.NoBuffering), threads, i => columns[i] = BuildColumn([.. builders.Where(builder => builder._numbers.ContainsKey(names[i]))], names[i], whole.RowCount, options));
        return ProfileMerge.KeepWithinLimit(whole with { Columns = ProfileMerge.InOrder(columns) }, options);
    }

    private static ColumnProfile BuildColumn(IReadOnlyList<ProfileBuilder> builders, string name, long rows, ProfileOptions options)
    {
        NumberStore[] stores = [.. builders.Select(builder => builder._columns[builder._numbers[name]].Numbers)];
        // Where one is a sketch the whole will be one: the others need not be sorted first.
        if (stores.Any(store => store.IsSketch))
            Array.ForEach(stores, store => store.Shrink(options));
        // Numbers that wait are sorted once, not each builder's and then together.
        foreach (var other in stores.Skip(1))
            stores[0].TakeOver(other);
        return builders
            .Select(builder => builder.BuildColumn(name, rows))
            .Aggregate((first, second) => ProfileMerge.Merge(first, second, rows, options));
    }

    private ColumnProfile BuildColumn(string name, long rows)
    {
        var number = _numbers[name];
        return _columns[number].Build(rows, number);
    }

    // What is known of the whole, without columns yet.
    private DatasetProfile Close()
    {
        if (_built)
            throw new InvalidOperationException("A builder builds one profile.");
        _built = true;
        KeepWithinLimit();
        return new DatasetProfile
        {
            EndpointName = _options.EndpointName,
            VariantName = _options.VariantName,
            ModelName = _options.ModelName,
            Window = _options.Window,
            Sources = _options.Source.Length == 0 ? [] : [_options.Source],
            RowCount = RowCount,
            BadRecordCount = BadRecordCount,
            Columns = [],
        };
    }

    private void KeepWithinLimit()
    {
        if (Need() <= _options.MemoryLimit)
            return;
        // What has ties shrinks without loss.
        foreach (var column in _columns.OrderByDescending(column => column.Numbers.Scratch))
            column.Numbers.Count();
        // Well below the limit, so that this is not soon to do again.
        while (Need() > _options.MemoryLimit / 4 * 3 && Largest() is { } shrink)
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
        if (ofTexts > ofNumbers && ofTexts > 64L * _options.HeavyHitters)
            return () => texts!.Texts.Shrink(_options.HeavyHitters);
        return ofNumbers > 24L * _options.SketchSize ? () => numbers!.Numbers.Shrink(_options) : null;
    }
}
