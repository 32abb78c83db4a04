using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Capture;

/// <summary>Files of captured requests that have been listed already.</summary>
/// <param name="name">What to call them together.</param>
/// <param name="files">The files, in the order of time.</param>
internal sealed class ListedCaptureFiles(string name, IReadOnlyList<CaptureFile> files) : ICaptureFolder
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureFile> FilesAsync(CaptureWindow? window, Action<Problem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in files.Where(file => window?.Touches(file) != false))
            yield return file;
        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task<Problem> WhyEmptyAsync(CancellationToken cancellationToken) => Task.FromResult(CaptureProblems.NoneAtAll(name));
}
