namespace MlMonitor.Core.Endpoints.Alarms;

/// <summary>What an alarm names: an endpoint, or an inference component, which may be called the same.</summary>
internal readonly record struct NamedThing(bool IsComponent, string Name);
