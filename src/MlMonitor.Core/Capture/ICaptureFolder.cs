namespace MlMonitor.Core.Capture;

/// <summary>A place with files of captured requests.</summary>
internal interface ICaptureFolder
{
    /// <summary>The files that a window touches, in the order of time.</summary>
    /// <param name="window">The window; null for all there are.</param>
    /// <param name="failed">Hears of what kept them from being listed.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    IAsyncEnumerable<CaptureFile> FilesAsync(CaptureWindow? window, Action<Problem> failed, CancellationToken cancellationToken);

    /// <summary>What it means that there was no file: nothing there at all, or nothing in the window.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    Task<Problem> WhyEmptyAsync(CancellationToken cancellationToken);
}
