using System.Collections;
using System.Runtime.CompilerServices;

namespace MlMonitor;

/// <summary>Makes lists.</summary>
public static class MlList
{
    /// <summary>Makes a list of items.</summary>
    /// <typeparam name="T">What is in it.</typeparam>
    /// <param name="items">The items, in order.</param>
    /// <returns>The list.</returns>
    public static MlList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}

/// <summary>A list that reads well in one cell: its text is that of its items, where an array's would be its type's name.</summary>
/// <typeparam name="T">What is in it.</typeparam>
/// <param name="items">The items, in order.</param>
[CollectionBuilder(typeof(MlList), nameof(MlList.Create))]
public sealed class MlList<T>(IReadOnlyList<T> items) : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public T this[int index] => items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", items);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
