namespace MlMonitor;

/// <summary>What metrics can be made of.</summary>
public interface IMlMeasurable
{
    /// <summary>
    /// Tells the numbers there are. A method and not properties, so that the object's own properties stay what users see.
    /// </summary>
    /// <returns>The numbers, and what they are of.</returns>
    MlMeasurement ToMeasurement();
}
