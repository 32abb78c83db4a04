using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.ProfileStores;

/// <summary>Takes rows into one builder for each hour the requests were in, so that a file is read once whichever hours it touches.</summary>
/// <param name="options">How profiles are built.</param>
internal sealed class HourReceiver(ProfileOptions options) : IRowReceiver, ITimedReceiver
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<DateTimeOffset, Part> _parts = [];
    private Part? _current;

    /// <summary>The parts of several receivers, by the hour.</summary>
    /// <param name="receivers">The receivers, which are then used up.</param>
    /// <param name="outputs">The columns that are outputs.</param>
    /// <returns>The parts, in the order of time.</returns>
    public static IReadOnlyList<HourPart> Build(IReadOnlyCollection<HourReceiver> receivers, IReadOnlyCollection<string> outputs) =>
        [.. receivers.SelectMany(receiver => receiver._parts).GroupBy(part => part.Key, part => part.Value).OrderBy(group => group.Key).Select(group =>
        {
            var profile = ProfileBuilder.Build([.. group.Select(part => part.Builder)]) with { Window = new MlWindow(group.Key, group.Key.AddHours(1)) };
            return new HourPart(group.Key, group.Sum(part => part.Records), group.Min(part => part.First), group.Max(part => part.Last), ProfileColumns.WithOutputs(profile, outputs));
        })];

    /// <inheritdoc/>
    public void Begin(DateTimeOffset? time, CaptureFile file)
    {
        var at = (time ?? file.Hour ?? file.Written).ToUniversalTime();
        var hour = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero);
        if (_current?.Hour != hour && !_parts.TryGetValue(hour, out _current))
            _parts[hour] = _current = new Part(hour, new ProfileBuilder(options));
        _current!.Note(time);
    }

    /// <inheritdoc/>
    public int Column(string name)
    {
        if (_numbers.TryGetValue(name, out var number))
            return number;
        number = _names.Count;
        _numbers.Add(name, number);
        _names.Add(name);
        return number;
    }

    /// <inheritdoc/>
    public void Cell(int column, ReadOnlySpan<byte> text, CellKind kind) => _current!.Builder.Cell(_current.NumberOf(column, _names), text, kind);

    /// <inheritdoc/>
    public void Number(int column, ReadOnlySpan<byte> text, CellKind kind, double value, bool isWhole) =>
        _current!.Builder.Number(_current.NumberOf(column, _names), text, kind, value, isWhole);

    /// <inheritdoc/>
    public void EndRow() => _current!.Builder.EndRow();

    private sealed class Part(DateTimeOffset hour, ProfileBuilder builder)
    {
        // One more than the builder's number; 0 where it was not asked yet.
        private int[] _numbers = new int[32];

        public DateTimeOffset Hour => hour;

        public ProfileBuilder Builder => builder;

        public long Records { get; private set; }

        public DateTimeOffset? First { get; private set; }

        public DateTimeOffset? Last { get; private set; }

        public void Note(DateTimeOffset? time)
        {
            Records++;
            First = time < First || First is null ? time ?? First : First;
            Last = time > Last || Last is null ? time ?? Last : Last;
        }

        public int NumberOf(int column, List<string> names)
        {
            if (column >= _numbers.Length)
                Array.Resize(ref _numbers, (column + 1) * 2);
            ref var number = ref _numbers[column];
            if (number == 0)
                number = builder.Column(names[column]) + 1;
            return number - 1;
        }
    }
}
