namespace MlMonitor.Sandbox.Platform.Topics;

internal sealed class Topic
{
    /// <summary>How long a FIFO topic drops a message whose deduplication id it has seen.</summary>
    private static readonly TimeSpan DeduplicationWindow = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, PublishedMessage> _recent = [];
    private long _sequence = 10_000_000_000_000_000;

    public required string Arn { get; init; }

    public required string Name { get; init; }

    public bool IsFifo => Name.EndsWith(".fifo", StringComparison.Ordinal);

    public bool DeduplicatesByContent => Attributes.GetValueOrDefault("ContentBasedDeduplication") == "true";

    /// <summary>The attributes that were set; those that AWS computes are added when they are read.</summary>
    public Dictionary<string, string> Attributes { get; } = [];

    public List<Subscription> Subscriptions { get; } = [];

    /// <summary>The message that went out under this deduplication id within the window, or null.</summary>
    public PublishedMessage? Duplicate(string deduplicationId, DateTimeOffset now) =>
        _recent.TryGetValue(deduplicationId, out var earlier) && now - earlier.Time < DeduplicationWindow ? earlier : null;

    /// <summary>Counts the message in and remembers it for deduplication.</summary>
    public PublishedMessage Accept(PublishedMessage message)
    {
        if (!IsFifo)
            return message;

        var numbered = message with { SequenceNumber = (_sequence++).ToString("D20", System.Globalization.CultureInfo.InvariantCulture) };
        _recent[numbered.DedupId!] = numbered;
        return numbered;
    }
}

internal sealed record Subscription(string Arn, string Protocol, string Endpoint, bool Confirmed);
