using System.Runtime.CompilerServices;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Capture;

/// <summary>
/// Makes rows of records: outputs and inputs side by side. A record is passed on whole or not at all. One for each worker, since
/// it remembers the numbers its receiver gave.
/// </summary>
internal sealed class CaptureRows(ColumnMap map, ColumnLayout layout)
{
    private readonly PayloadReader _input = new(map.InputPath);
    private readonly PayloadReader _output = new(map.OutputPath);
    private readonly ReceiverColumns _inputs = new();
    private readonly ReceiverColumns _outputs = new();
    private int _fittingInputs = int.MinValue;
    private int _fittingOutputs = int.MinValue;

    /// <summary>The rows of the inputs read last.</summary>
    public PayloadCells Inputs => _input.Cells;

    /// <summary>The rows of the outputs read last.</summary>
    public PayloadCells Outputs => _output.Cells;

    /// <summary>The names under which outputs were passed on.</summary>
    public IReadOnlyCollection<string> OutputColumns => _outputs.Names;

    /// <summary>How many rows the record read last has.</summary>
    public int Count => Math.Max(Inputs.RowCount, Outputs.RowCount);

    /// <summary>Reads what is in a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="input">What the cells of inputs are places in.</param>
    /// <param name="output">What the cells of outputs are places in.</param>
    /// <returns>Why it cannot be read; null where it could.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Read(in CaptureRecord record, out ReadOnlySpan<byte> input, out ReadOnlySpan<byte> output) => Parse(record, out input, out output) ?? Fit();

    /// <summary>Reads what is in a record, whether it fits the columns or not.</summary>
    /// <param name="record">The record.</param>
    /// <param name="input">What the cells of inputs are places in.</param>
    /// <param name="output">What the cells of outputs are places in.</param>
    /// <returns>Why it cannot be read; null where it could.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Parse(in CaptureRecord record, out ReadOnlySpan<byte> input, out ReadOnlySpan<byte> output)
    {
        var reason = _output.Read(record.Output, out output);
        reason = _input.Read(record.Input, out input) ?? reason;
        if (reason is not null)
            return reason;
        if (Count == 0)
            return "its payload is empty";
        // The built-in XGBoost of SageMaker answers many rows of CSV on one line.
        if (Outputs.RowCount == 1 && Inputs.RowCount > 1 && Outputs.Count == Inputs.RowCount)
            Outputs.Transpose();
        return Inputs.RowCount > 0 && Outputs.RowCount > 0 && Inputs.RowCount != Outputs.RowCount
            ? FormattableString.Invariant($"it has {Inputs.RowCount} rows of input and {Outputs.RowCount} of output")
            : null;
    }

    /// <summary>Passes the rows on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Push(IRowReceiver receiver, ReadOnlySpan<byte> input, ReadOnlySpan<byte> output)
    {
        for (var row = 0; row < Count; row++)
        {
            if (Outputs.RowCount > 0)
            {
                foreach (ref readonly var cell in Outputs.Row(row))
                {
                    var number = _outputs.Of(cell.Column);
                    Give(receiver, number >= 0 ? number : _outputs.Add(receiver, cell.Column, OutputName(cell.Column)), cell, Outputs.Text(cell, output));
                }
            }

            if (Inputs.RowCount > 0)
            {
                foreach (ref readonly var cell in Inputs.Row(row))
                {
                    var number = _inputs.Of(cell.Column);
                    Give(receiver, number >= 0 ? number : _inputs.Add(receiver, cell.Column, InputName(cell.Column)), cell, Inputs.Text(cell, input));
                }
            }

            receiver.EndRow();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Give(IRowReceiver receiver, int column, in PayloadCell cell, ReadOnlySpan<byte> text)
    {
        if (cell.IsNumber)
            receiver.Number(column, text, cell.Kind, cell.Number, cell.Form == CellForm.Integral);
        else
            receiver.Cell(column, text, cell.Kind);
    }

    /// <summary>The name of an input's column, by the number that a cell has.</summary>
    public string InputName(int column) => column >= 0 ? layout.InputName(column) : Inputs.Names[~column];

    /// <summary>The name of an output's column, by the number that a cell has; one that an input has too is told apart.</summary>
    public string OutputName(int column)
    {
        if (column >= 0)
            return layout.OutputName(column);
        var name = Outputs.Names[~column];
        return Inputs.Names.Contains(name) || map.InputNames.Contains(name) ? ColumnMap.OutputPrefix + name : name;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string? Fit()
    {
        for (var row = 0; row < Count; row++)
        {
            var outputs = Outputs.RowCount > 0 ? Placed(Outputs.Row(row)) : -1;
            var inputs = Inputs.RowCount > 0 ? Placed(Inputs.Row(row)) : -1;
            // What fitted once where all was known fits for good.
            if (inputs == _fittingInputs && outputs == _fittingOutputs)
                continue;
            if (layout.Fit(inputs, outputs) is { } reason)
                return reason;
            if (inputs >= 0 && outputs >= 0)
                (_fittingInputs, _fittingOutputs) = (inputs, outputs);
            if (outputs < 0 && Outputs.RowCount > 0)
                layout.NoteNamedOutputs(Outputs.Row(row).Length);
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Placed(ReadOnlySpan<PayloadCell> row) => row is [{ IsPlaced: true }, ..] ? row.Length : -1;
}
