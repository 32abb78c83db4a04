using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Labels;

/// <summary>Passes rows on, each with its label before its end.</summary>
internal sealed class LabelledRow(ILabelledReceiver receiver) : IRowReceiver
{
    private readonly List<byte> _label = [];
    private int _at;

    /// <summary>Begins a record.</summary>
    /// <param name="time">When it was.</param>
    /// <param name="label">Its label; empty where it has none.</param>
    public void Begin(DateTimeOffset? time, ReadOnlySpan<byte> label)
    {
        _label.Clear();
        _label.AddRange(label);
        _at = 2;
        receiver.BeginRecord(time);
    }

    /// <inheritdoc/>
    public int Column(string name) => receiver.Column(name);

    /// <inheritdoc/>
    public void Cell(int column, ReadOnlySpan<byte> text, CellKind kind) => receiver.Cell(column, text, kind);

    /// <inheritdoc/>
    public void EndRow()
    {
        if (_at < _label.Count)
        {
            ReadOnlySpan<byte> left = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_label)[_at..];
            var before = left.Length;
            var text = LabelTexts.Take(ref left, out var kind);
            _at += before - left.Length;
            receiver.Label(text, kind);
        }

        receiver.EndRow();
    }
}
