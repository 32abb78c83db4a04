namespace MlMonitor.Sandbox.Platform.Buckets;

/// <summary>A bucket, filled when it is first asked for. Callers hold <see cref="Gate"/> while they use it.</summary>
internal sealed class Bucket(string name, Func<IEnumerable<StoredObject>> fill)
{
    private readonly Lazy<SortedDictionary<string, StoredObject>> _objects = new(
        () => new SortedDictionary<string, StoredObject>(fill().ToDictionary(each => each.Key), StringComparer.Ordinal));

    public Lock Gate { get; } = new();

    public string Name { get; } = name;

    /// <summary>The objects by key, in the order that S3 lists them.</summary>
    public SortedDictionary<string, StoredObject> Objects => _objects.Value;
}
