using MlMonitor.Core.Labels;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.Quality;

namespace MlMonitor.Core.Bias;

/// <summary>Takes requests with or without labels into a test for bias, and into a flip test for each group that is known beforehand.</summary>
internal sealed class BiasRows : ILabelledReceiver
{
    private readonly BiasOptions _options;
    private readonly LabelRule _predicted;
    private readonly string?[] _wanted;
    private readonly string?[] _values;
    private readonly double[] _features;
    private readonly FlipTest?[] _flips;
    private readonly CellTexts _texts = new();
    private readonly int _features0;
    private string? _label;

    /// <summary>Makes a receiver without rows.</summary>
    /// <param name="columns">Which output is the prediction.</param>
    /// <param name="options">What is looked for.</param>
    /// <param name="features">The columns of numbers for the flip test; empty for none.</param>
    /// <param name="seed">Where the flip test's choice of rows starts.</param>
    public BiasRows(PredictionColumns columns, BiasOptions options, IReadOnlyList<string> features, int seed)
    {
        _options = options;
        _predicted = options.PositivePrediction ?? options.Positive;
        Test = new BiasTest(options);
        // The facets one after the other, then the stratum and the prediction, then the features.
        _wanted = [.. options.Facets.Select(facet => facet.Name), options.GroupColumn, columns.Prediction ?? columns.Probability, .. features];
        _features0 = options.Facets.Count + 2;
        _values = new string?[_features0];
        _features = new double[features.Count];
        _features.AsSpan().Fill(double.NaN);
        _flips = [.. options.Facets.Select(facet => features.Count > 0 && (facet.Threshold is not null || facet.Values.Count > 0) ? new FlipTest(seed: seed) : null)];
    }

    /// <summary>The counts.</summary>
    public BiasTest Test { get; }

    /// <summary>The flip tests, facet by facet; null where there is none.</summary>
    public IReadOnlyList<FlipTest?> Flips => _flips;

    /// <inheritdoc/>
    public void BeginRecord(DateTimeOffset? time)
    {
    }

    /// <inheritdoc/>
    public int Column(string name) => ReceiverNames.Number(name, _wanted);

    /// <inheritdoc/>
    public void Cell(int column, ReadOnlySpan<byte> text, CellKind kind)
    {
        if (column >= _wanted.Length || kind == CellKind.Missing)
            return;
        if (column >= _features0)
            _features[column - _features0] = CellNumber.Of(text);
        else
        {
            // Two facets may be groups of one column.
            var value = _texts.Of(text);
            var name = _wanted[column];
            for (var i = column; i < _values.Length; i++)
            {
                if (_wanted[i] == name)
                    _values[i] = value;
            }
        }
    }

    /// <inheritdoc/>
    public void Label(ReadOnlySpan<byte> text, CellKind kind) => _label = kind == CellKind.Missing ? null : _texts.Of(text);

    /// <inheritdoc/>
    public void EndRow()
    {
        var facets = _options.Facets.Count;
        var prediction = _values[facets + 1];
        Test.Add(_values.AsSpan(0, facets), _label, prediction, _values[facets]);
        if (_features.Length > 0 && _predicted.IsPositive(prediction) is { } isPositive)
        {
            for (var i = 0; i < facets; i++)
            {
                var rule = _options.Facets[i];
                if (rule.Key(_values[i], out _) is { } key)
                    _flips[i]?.Add(_features, rule.Threshold is null ? rule.Values.Contains(key) : key == FacetRule.Above1, isPositive);
            }
        }

        Array.Clear(_values);
        _features.AsSpan().Fill(double.NaN);
        _label = null;
    }
}
