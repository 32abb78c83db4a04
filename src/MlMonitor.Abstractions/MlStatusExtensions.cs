namespace MlMonitor;

/// <summary>What a <see cref="MlStatus"/> means for whoever waits or is woken.</summary>
public static class MlStatusExtensions
{
    /// <summary>Whether nothing more will happen without a new run.</summary>
    /// <param name="status">The status asked about.</param>
    /// <returns><see langword="true"/> for an ended run or job; standing things such as endpoints never end.</returns>
    public static bool IsTerminal(this MlStatus status) => status
        is MlStatus.Succeeded or MlStatus.SucceededWithWarnings or MlStatus.Failed or MlStatus.TimedOut
        or MlStatus.Stopped or MlStatus.Superseded or MlStatus.Skipped;

    /// <summary>Whether this is what people are woken for. A run that somebody stopped is not.</summary>
    /// <param name="status">The status asked about.</param>
    /// <returns><see langword="true"/> for <see cref="MlStatus.Failed"/>, <see cref="MlStatus.TimedOut"/> and <see cref="MlStatus.Unavailable"/>.</returns>
    public static bool IsFailure(this MlStatus status) => status
        is MlStatus.Failed or MlStatus.TimedOut or MlStatus.Unavailable;
}
