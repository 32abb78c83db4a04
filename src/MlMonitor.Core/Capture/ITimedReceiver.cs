namespace MlMonitor.Core.Capture;

/// <summary>A receiver of rows that wants to know of which time they are.</summary>
internal interface ITimedReceiver
{
    /// <summary>The rows of a record follow.</summary>
    /// <param name="time">When it was (UTC); null where it does not tell.</param>
    /// <param name="file">Its file.</param>
    void Begin(DateTimeOffset? time, CaptureFile file);
}
