namespace MlMonitor.Core.Storage;

/// <summary>An object in S3, without what is in it.</summary>
/// <param name="Location">Where it is.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="Written">When it was written (UTC).</param>
internal sealed record S3Item(S3Location Location, long Size, DateTimeOffset Written);

/// <summary>One page of a listing by folder.</summary>
/// <param name="Items">The objects that lie in the folder itself.</param>
/// <param name="Folders">The keys of the folders in it, each with the slash at its end.</param>
internal sealed record S3Page(IReadOnlyList<S3Item> Items, IReadOnlyList<string> Folders);
