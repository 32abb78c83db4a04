using System.Text;
using MathNet.Numerics.Random;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Attribution;

/// <summary>Rows that say what is usual, drawn of a data set such as the one a model was trained on.</summary>
/// <param name="Names">The columns.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Source">The data set.</param>
public sealed record ModelBackground(IReadOnlyList<string> Names, IReadOnlyList<ModelCell[]> Rows, string Source)
{
    /// <summary>The data set beside a baseline: the baseline itself where it is one, else <c>train.csv</c> in its folder.</summary>
    /// <param name="baseline">The path or address of the baseline, such as that of a statistics.json.</param>
    /// <returns>The path or address of the data set.</returns>
    public static string PathBeside(string baseline) => baseline.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || baseline.EndsWith(".mlprofile", StringComparison.OrdinalIgnoreCase)
        ? baseline[..(baseline.LastIndexOfAny(['/', '\\']) + 1)] + "train.csv"
        : baseline.EndsWith('/') ? baseline + "train.csv" : baseline;

    /// <summary>Draws rows, each as likely as any other (reservoir sampling: Vitter, "Random Sampling with a Reservoir", 1985, algorithm R).</summary>
    /// <param name="path">A file, a folder or an <c>s3://</c> address.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="seed">Where the choice starts.</param>
    /// <param name="connection">The connection for <c>s3://</c> addresses; null where there is none.</param>
    /// <param name="sink">Hears of problems and progress.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The rows; null where there are none, which has then been reported.</returns>
    public static async Task<ModelBackground?> ReadAsync(string path, int count, int seed, AwsConnection? connection, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var files = new DataFiles(connection is null ? null : new AwsCaller(connection, sink), sink);
        if (await files.FindAsync(path, cancellationToken).ConfigureAwait(false) is not { } found)
            return null;
        var reservoir = new Reservoir(count, new Xoshiro256StarStar(seed));
        if (await new DatasetReader(files, sink).ReadAsync(found, DatasetOptions.Default, reservoir, cancellationToken).ConfigureAwait(false) is null)
            return null;
        if (reservoir.Rows.Count > 0)
            return new ModelBackground(reservoir.Names, reservoir.Rows.ConvertAll(row => Padded(row, reservoir.Names.Count)), path);
        sink.Report(Problem.Of(ProblemId.DatasetEmpty, $"There is no row in {path} that could be read.", path, "Give -Background a data set in CSV, JSON Lines or Parquet."));
        return null;
    }

    /// <summary>The rows as a model takes them.</summary>
    /// <param name="names">The names of its features; empty where they are told by place.</param>
    /// <param name="count">How many features it takes.</param>
    /// <param name="fitted">The features as they are called here, with the rows; null where they do not fit.</param>
    /// <returns>Why they do not fit; null where they do.</returns>
    public Problem? Fit(IReadOnlyList<string> names, int count, out (IReadOnlyList<string> Names, IReadOnlyList<ModelCell[]> Rows)? fitted)
    {
        fitted = null;
        if (names.Count == 0)
        {
            // The label comes first, as the training jobs of SageMaker have it.
            var skip = Names.Count - count;
            if (skip is not (0 or 1))
                return Problem.Of(ProblemId.ColumnNotFound, $"The requests have {count} values without names, and {Source} has {Names.Count} columns.", Source,
                    "Give -Background a data set with the columns of the requests, in their order, with or without the label as the first.");
            fitted = ([.. Names.Skip(skip)], [.. Rows.Select(row => row[skip..])]);
            return null;
        }

        var places = names.Select(name => Names.ToList().IndexOf(name)).ToList();
        if (places.FindIndex(place => place < 0) is >= 0 and var absent)
            return Problem.Of(ProblemId.ColumnNotFound, $"{Source} has no column {names[absent]}, which the requests have.", names[absent],
                "Give -Background a data set with all columns of the requests.");
        fitted = (names, [.. Rows.Select(row => places.Select(place => row[place]).ToArray())]);
        return null;
    }

    private static ModelCell[] Padded(ModelCell[] row, int length)
    {
        Array.Resize(ref row, length);
        return row;
    }

    /// <summary>Keeps some rows of many.</summary>
    private sealed class Reservoir(int capacity, Xoshiro256StarStar random) : IRowReceiver
    {
        private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);
        private ModelCell[] _row = [];
        private long _seen;

        public List<string> Names { get; } = [];

        public List<ModelCell[]> Rows { get; } = [];

        public int Column(string name)
        {
            if (_columns.TryGetValue(name, out var known))
                return known;
            Names.Add(name);
            return _columns[name] = Names.Count - 1;
        }

        public void Cell(int column, ReadOnlySpan<byte> text, CellKind kind)
        {
            if (_row.Length < Names.Count)
                Array.Resize(ref _row, Names.Count);
            _row[column] = new ModelCell(kind == CellKind.Missing ? null : Encoding.UTF8.GetString(text));
        }

        public void EndRow()
        {
            _seen++;
            if (Rows.Count < capacity)
                Rows.Add(_row);
            else if ((long)(random.NextDouble() * _seen) is var place && place < capacity)
                Rows[(int)place] = _row;
            _row = new ModelCell[Names.Count];
        }
    }
}
