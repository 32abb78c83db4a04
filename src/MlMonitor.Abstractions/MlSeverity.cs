namespace MlMonitor;

/// <summary>
/// How much a finding matters. The numbers are the exit codes of monitoring plugins
/// (https://www.monitoring-plugins.org/doc/guidelines.html, "Plugin Return Codes"), so that
/// <c>-ge Warning</c> also catches what could not be judged: missing data is never taken for health.
/// </summary>
public enum MlSeverity
{
    /// <summary>Nothing to do.</summary>
    Ok = 0,

    /// <summary>Worth a look in working hours.</summary>
    Warning = 1,

    /// <summary>Worth waking somebody.</summary>
    Critical = 2,

    /// <summary>Could not be judged: no data, or too little of it.</summary>
    NoData = 3,
}
