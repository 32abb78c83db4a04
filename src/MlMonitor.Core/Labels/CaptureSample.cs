using System.Collections.Specialized;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Datasets;
using MlMonitor.Core.Drift;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Labels;

/// <summary>The first requests of a window: what their columns are called, and what kind of values is in them.</summary>
internal sealed class CaptureSample
{
    // Enough to see the values a class can take, and read in a moment.
    private const int Most = 500;

    private CaptureSample(ColumnMap map, IReadOnlyList<OrderedDictionary> inputs, IReadOnlyList<OrderedDictionary> outputs, CaptureSummary? read)
    {
        Map = map;
        Inputs = ColumnsOf(inputs);
        Outputs = ColumnsOf(outputs);
        Read = read;
    }

    /// <summary>How the columns are called.</summary>
    public ColumnMap Map { get; }

    /// <summary>The values of each input, by its name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<object>> Inputs { get; }

    /// <summary>The values of each output, by its name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<object>> Outputs { get; }

    /// <summary>What was read, where that was everything; null where there is more.</summary>
    public CaptureSummary? Read { get; }

    /// <summary>The names of all columns, the outputs first.</summary>
    public IReadOnlyList<string> Columns => [.. Outputs.Keys, .. Inputs.Keys];

    /// <summary>Reads a sample. Where wanted columns are not there and the columns have no names, those of a data set are lent to them.</summary>
    /// <param name="requests">The requests.</param>
    /// <param name="wanted">The columns that will be asked for.</param>
    /// <param name="sink">Hears of problems.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<CaptureSample> ReadAsync(CapturedRequests requests, IReadOnlyList<string> wanted, IMonitorSink sink, CancellationToken cancellationToken)
    {
        var sample = await ReadAsync(requests, requests.Map, sink, cancellationToken).ConfigureAwait(false);
        var isNamed = requests.Map.Header.Count + requests.Map.InputNames.Count > 0 || !sample.Inputs.Keys.All(ColumnMap.IsPlace);
        if (isNamed || requests.NamesFrom is not { } path || sample.Columns.Count == 0 || wanted.All(name => sample.Columns.Contains(name)))
            return sample;
        var lent = await new BaselineReader(requests.NamesConnection, sink).ReadAsync(path, DatasetOptions.Default, ProfileOptions.Default, cancellationToken).ConfigureAwait(false);
        if (lent is null)
            return sample;
        var map = ColumnMap.OfDataset([.. lent.Profile.Columns.Select(column => column.Name)], [.. sample.Inputs.Keys], [.. sample.Outputs.Keys]);
        return await ReadAsync(requests, map with { InputPath = requests.Map.InputPath, OutputPath = requests.Map.OutputPath }, sink, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<CaptureSample> ReadAsync(CapturedRequests requests, ColumnMap map, IMonitorSink sink, CancellationToken cancellationToken)
    {
        CaptureSummary? read = null;
        var (inputs, outputs) = (new List<OrderedDictionary>(), new List<OrderedDictionary>());
        var options = new CaptureOptions { First = Most };
        await foreach (var record in CaptureReader.RecordsAsync(requests.Source, requests.Window, map, sink, s => read = s, options, cancellationToken).ConfigureAwait(false))
        {
            inputs.AddRange(record.Input);
            outputs.AddRange(record.Output);
        }

        return new CaptureSample(map, inputs, outputs, read);
    }

    private static Dictionary<string, IReadOnlyList<object>> ColumnsOf(IReadOnlyList<OrderedDictionary> rows)
    {
        var columns = new Dictionary<string, List<object>>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            foreach (var name in row.Keys.Cast<string>())
            {
                if (!columns.TryGetValue(name, out var values))
                    columns[name] = values = [];
                if (row[name] is { } value)
                    values.Add(value);
            }
        }

        return columns.ToDictionary(column => column.Key, column => (IReadOnlyList<object>)column.Value, StringComparer.Ordinal);
    }
}
