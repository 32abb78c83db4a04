namespace MlMonitor.Core.Alerting;

/// <summary>A time in which somebody works on things, and alerts about them are not sent.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Starts">From when.</param>
/// <param name="Ends">Until when.</param>
/// <param name="Matcher">Which alerts.</param>
public sealed record MaintenanceWindow(string Name, DateTimeOffset Starts, DateTimeOffset Ends, AlertMatcher Matcher);
