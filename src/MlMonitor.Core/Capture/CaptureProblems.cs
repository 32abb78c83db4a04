namespace MlMonitor.Core.Capture;

/// <summary>What is said where there is nothing to read: never the same for two different reasons.</summary>
internal static class CaptureProblems
{
    public static Problem NoneAtAll(string place) => Problem.Of(ProblemId.CaptureNotFound, $"There are no captured requests at {place}.", place,
        "Check the address, and whether data capture is on: Get-MlEndpoint tells where an endpoint's go.");

    public static Problem NoneInWindow(string place, DateTimeOffset newest) => Problem.Of(ProblemId.CaptureEmpty,
        $"No requests were captured at {place} in this window; the newest are of {newest.UtcDateTime:yyyy-MM-dd HH:mm} UTC.", place,
        "Give -After an earlier time. Files reach S3 some minutes after the requests.");
}
