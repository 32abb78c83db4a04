namespace MlMonitor;

/// <summary>A window of time.</summary>
/// <param name="After">Its beginning (UTC), inside it.</param>
/// <param name="Before">Its end (UTC), no longer in it.</param>
public sealed record MlWindow(DateTimeOffset After, DateTimeOffset Before)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => Before - After;

    /// <inheritdoc/>
    public override string ToString() => $"{After.UtcDateTime:yyyy-MM-dd HH:mm} to {Before.UtcDateTime:yyyy-MM-dd HH:mm} UTC";
}
