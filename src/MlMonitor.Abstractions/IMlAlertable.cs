namespace MlMonitor;

/// <summary>What an alert can be made of.</summary>
public interface IMlAlertable
{
    /// <summary>
    /// Tells what there is to say. A method and not properties, so that the object's own properties stay what users see.
    /// </summary>
    /// <returns>The subject of an alert.</returns>
    MlAlertSubject ToAlertSubject();
}
