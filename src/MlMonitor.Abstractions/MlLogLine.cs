namespace MlMonitor;

/// <summary>One line of a log.</summary>
public sealed record MlLogLine
{
    /// <summary>When it was written (UTC).</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The line, with the control characters that could move a cursor or recolour a screen taken out.</summary>
    public required string Message { get; init; }

    /// <summary>The log stream it came from.</summary>
    public string? LogStream { get; init; }

    /// <summary>The job that wrote it; null where no job was asked for.</summary>
    public string? JobName { get; init; }

    /// <summary>The instance it was written on, <c>algo-1</c> and so on; null where the stream does not tell.</summary>
    public string? Node { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Message;
}
