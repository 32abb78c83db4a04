using MlMonitor.Core.Labels;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Quality;

/// <summary>Takes requests with their labels into tallies, one for each hour or day, and scores without labels into an estimate.</summary>
/// <param name="columns">Which outputs are looked at.</param>
/// <param name="options">How.</param>
/// <param name="bin">How long a tally is; null for one of all.</param>
internal sealed class QualityRows(PredictionColumns columns, QualityOptions options, TimeSpan? bin) : ILabelledReceiver
{
    private readonly CellTexts _texts = new();
    private readonly Dictionary<long, QualityTally> _tallies = [];
    private QualityTally? _tally;
    private long _at = long.MinValue;
    private string? _label, _prediction;
    private double _score = double.NaN;

    /// <summary>The tallies, by the first tick of their hour or day; what has no time, and what has no bins, is at the smallest number.</summary>
    public IReadOnlyDictionary<long, QualityTally> Tallies => _tallies;

    /// <summary>What the scores of rows without labels say.</summary>
    public EstimatedQuality Unlabelled { get; } = new(options);

    /// <summary>How many rows have no label.</summary>
    public long UnlabelledCount { get; private set; }

    /// <inheritdoc/>
    public void BeginRecord(DateTimeOffset? time)
    {
        var at = bin is { } length && time is { } t ? t.UtcTicks - t.UtcTicks % length.Ticks : long.MinValue;
        if (at != _at)
            (_at, _tally) = (at, null);
    }

    /// <inheritdoc/>
    public int Column(string name) => ReceiverNames.Number(name, columns.Prediction, columns.Probability);

    /// <inheritdoc/>
    public void Cell(int column, ReadOnlySpan<byte> text, CellKind kind)
    {
        if (kind == CellKind.Missing)
            return;
        if (column == 0)
            _prediction = _texts.Of(text);
        else if (column == 1)
            _score = CellNumber.Of(text);
    }

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<byte> text, CellKind kind) => _label = kind == CellKind.Missing ? "" : _texts.Of(text);

    /// <inheritdoc/>
    public void EndRow()
    {
        if (_label is not null)
            Tally().Add(_label, _prediction, _score);
        else
        {
            UnlabelledCount++;
            if (columns.Probability is not null)
                Unlabelled.Add(_score);
        }

        (_label, _prediction, _score) = (null, null, double.NaN);
    }

    private QualityTally Tally()
    {
        if (_tally is not null)
            return _tally;
        if (!_tallies.TryGetValue(_at, out _tally))
            _tallies[_at] = _tally = QualityTally.Of(columns, options);
        return _tally;
    }
}
