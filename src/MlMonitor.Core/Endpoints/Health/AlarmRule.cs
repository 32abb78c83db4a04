namespace MlMonitor.Core.Endpoints.Health;

/// <summary>An alarm in ALARM that names the endpoint. A composite that fires because of another that is told says nothing new.</summary>
internal sealed class AlarmRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        var alarms = tested.Evidence.Alarms;
        foreach (var alarm in alarms.Where(a => !alarms.Any(other => other != a && a.Children.Contains(other.Name, StringComparer.Ordinal))))
        {
            var parents = alarms.Where(a => a.Children.Contains(alarm.Name, StringComparer.Ordinal)).Select(a => a.Name).ToArray();
            var above = parents.Length == 0 ? "" : $", and with it {string.Join(", ", parents)}";
            yield return tested.Found(MlEndpointCheck.Alarm, MlSeverity.Warning, $"Alarm {alarm.Name} is in ALARM{above}: {alarm.Reason}") with
            {
                PartName = alarm.Name,
                Window = alarm.Since is { } since && since < tested.Evidence.Now ? new MlWindow(since, tested.Evidence.Now) : null,
            };
        }
    }
}
