namespace MlMonitor.Core.ProfileStores;

/// <summary>A place that keeps stored hours, on a disk or in S3. Names have slashes and are relative to it.</summary>
internal interface IProfileFolder
{
    /// <summary>The names that begin so, in the order of their letters.</summary>
    /// <param name="folder">The folder, with the slash at its end.</param>
    /// <param name="first">The first of them, without the folder.</param>
    /// <param name="last">The last of them, without the folder.</param>
    /// <param name="failed">Hears of what kept them from being listed. That there is no such folder does not.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    IAsyncEnumerable<string> NamesAsync(string folder, string first, string last, Action<Problem> failed, CancellationToken cancellationToken);

    /// <summary>Reads what was written under a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The content, or what kept it from being read.</returns>
    Task<(byte[]? Content, Problem? Problem)> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes under a name, at once or not at all.</summary>
    /// <param name="name">The name.</param>
    /// <param name="content">The content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What kept it from being written; null where nothing did.</returns>
    Task<Problem?> WriteAsync(string name, byte[] content, CancellationToken cancellationToken);
}
