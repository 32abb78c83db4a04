using System.Runtime.InteropServices;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Labels;

/// <summary>
/// Finds the label of each request and passes both on. A request is known by its inference id where it has one, else by its event id
/// (https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-merge.html); what has its label with it needs no other.
/// </summary>
internal sealed class JoinWorker(CaptureRows rows, ILabelledReceiver receiver, LabelBook labels, LabelJoinOptions join, CaptureWindow? window, CaptureOptions options)
    : CaptureWorker(window, options)
{
    /// <summary>How exactly delays are kept: a twelve-hundredth of the ranks (see <see cref="KllSketch.RankErrorOf"/>).</summary>
    private const int DelaySketch = 1024;

    private readonly LabelledRow _row = new(receiver);
    private readonly PayloadReader _merged = new(join.LabelPath);
    private readonly List<byte> _label = [];

    /// <summary>The names of the columns that are outputs.</summary>
    public IReadOnlyCollection<string> OutputColumns => rows.OutputColumns;

    /// <summary>How many requests have a label.</summary>
    public long Labelled { get; private set; }

    /// <summary>How many have labels of another number of rows.</summary>
    public long Mismatched { get; private set; }

    /// <summary>How long after the request labels came, in seconds.</summary>
    public KllSketch Delays { get; } = new(DelaySketch, 1);

    /// <inheritdoc/>
    protected override string? Take(in CaptureRecord record, CaptureUnit unit, long line, out int count)
    {
        count = 0;
        if (rows.Read(record, out var input, out var output) is { } reason)
            return reason;
        count = rows.Count;
        ReadOnlySpan<byte> label = [];
        DateTimeOffset? collected = null;
        if (record.Label.IsPresent)
        {
            if (LabelPayload.Read(_merged, record.Label, _label) is { } bad)
                return bad;
            label = CollectionsMarshal.AsSpan(_label);
        }
        else
        {
            label = Find(record, out var at);
            collected = label.IsEmpty ? null : at;
        }

        if (!label.IsEmpty && LabelTexts.RowsOf(label) != count)
        {
            Mismatched++;
            label = [];
        }
        else if (!label.IsEmpty)
        {
            Labelled++;
            if (collected is { } then && record.Time is { } asked)
                Delays.Add((then - asked).TotalSeconds);
        }

        if (label.IsEmpty && !join.IncludeUnlabelled)
            return null;
        _row.Begin(record.Time, label);
        rows.Push(_row, input, output);
        return null;
    }

    private ReadOnlySpan<byte> Find(scoped in CaptureRecord record, out DateTimeOffset collected)
    {
        collected = default;
        ReadOnlySpan<byte> label = [];
        if (!record.InferenceId.IsEmpty)
            label = labels.Find(LabelKey.Of(record.InferenceId), out collected);
        if (label.IsEmpty && !record.EventId.IsEmpty)
            label = labels.Find(LabelKey.Of(record.EventId), out collected);
        return label;
    }
}
