namespace MlMonitor.Sandbox.Platform.Captures;

/// <summary>
/// The requests to one variant that are kept: a file for each slot of time, made anew, and alike, whenever it is asked for.
/// What a slot holds goes by how far back it is, so that it is the same at whatever time the platform is made.
/// </summary>
internal sealed class CaptureStream(
    RegionPlatform home, string endpoint, string variant, Func<Dice, DateTimeOffset, TimeSpan, Captured> draw)
{
    public string Endpoint { get; } = endpoint;

    public string Variant { get; } = variant;

    public TimeSpan SlotLength { get; init; } = TimeSpan.FromMinutes(15);

    public required int RecordsASlot { get; init; }

    /// <summary>How long ago the newest request was.</summary>
    public TimeSpan Newest { get; init; }

    /// <summary>How long ago the oldest was.</summary>
    public TimeSpan Oldest { get; init; } = TimeSpan.FromDays(8);

    /// <summary>An hour without requests, by the clock; null where there is none.</summary>
    public DateTimeOffset? SilentHour { get; init; }

    public required CaptureFormat Format { get; init; }

    /// <summary>The slots that hold anything, the newest first, by number.</summary>
    public IEnumerable<int> Slots
    {
        get
        {
            for (var slot = 0; StartOf(slot) > home.Now - Oldest; slot++)
            {
                if (SilentHour is not { } silent || StartOf(slot) < silent || StartOf(slot) >= silent.AddHours(1))
                    yield return slot;
            }
        }
    }

    /// <summary>Slots are parted by the clock: no file reaches from one hour into the next.</summary>
    public DateTimeOffset StartOf(int slot)
    {
        var newest = home.Now - Newest;
        return new DateTimeOffset(newest.UtcTicks - (newest.UtcTicks % SlotLength.Ticks), TimeSpan.Zero) - (slot * SlotLength);
    }

    /// <summary>When the last request of a slot was, or could have been.</summary>
    public DateTimeOffset EndOf(int slot) => new[] { StartOf(slot) + SlotLength, home.Now - Newest }.Min();

    /// <summary>The requests of a slot, in order; of the newest one those until now.</summary>
    public IEnumerable<Captured> RecordsOf(int slot)
    {
        var dice = new Dice(home.Seed, FormattableString.Invariant($"captures/{Endpoint}/{Variant}/{slot}"));
        var (start, step) = (StartOf(slot), SlotLength / RecordsASlot);
        for (var number = 0; number < RecordsASlot; number++)
        {
            var time = start + (step * (number + (0.9 * dice.Share())));
            if (time > home.Now - Newest)
                yield break;
            yield return draw(dice, time, home.Now - time);
        }
    }

    /// <summary>The requests from a moment up to, but not, another.</summary>
    public IEnumerable<Captured> Between(DateTimeOffset from, DateTimeOffset to) => Slots
        .Where(slot => StartOf(slot) < to && StartOf(slot) + SlotLength > from)
        .Reverse()
        .SelectMany(RecordsOf)
        .Where(record => record.Time >= from && record.Time < to);
}
