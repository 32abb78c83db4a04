namespace MlMonitor.Core.Quality;

/// <summary>Which class was taken for which. Immutable.</summary>
/// <param name="classes">The classes, in the order of the counts.</param>
/// <param name="counts">How often: first the actual class, then the predicted one, as Model Monitor has it.</param>
public sealed class ConfusionMatrix(IReadOnlyList<string> classes, long[][] counts)
{
    /// <summary>The classes, in order: numbers by size, then texts.</summary>
    public IReadOnlyList<string> Classes => classes;

    /// <summary>How often one class was taken for another.</summary>
    /// <param name="actual">The actual class, by its place.</param>
    /// <param name="predicted">The predicted class, by its place.</param>
    /// <returns>How often.</returns>
    public long this[int actual, int predicted] => counts[actual][predicted];

    /// <summary>How often one class was taken for another.</summary>
    /// <param name="actual">The actual class.</param>
    /// <param name="predicted">The predicted class.</param>
    /// <returns>How often; 0 where a class is not known.</returns>
    public long this[string actual, string predicted] =>
        Place(actual) is { } row && Place(predicted) is { } column ? counts[row][column] : 0;

    private int? Place(string name)
    {
        for (var i = 0; i < classes.Count; i++)
        {
            if (classes[i] == name)
                return i;
        }

        return null;
    }
}
