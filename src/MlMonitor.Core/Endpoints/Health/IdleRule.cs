using System.Globalization;

namespace MlMonitor.Core.Endpoints.Health;

/// <summary>No request for days: paid for and not used. Counted are whole days since the one of the last request, or since it was made.</summary>
internal sealed class IdleRule : IEndpointRule
{
    public IEnumerable<MlEndpointFinding> Judge(EndpointUnderTest tested)
    {
        if (tested.Evidence.Daily is not { Count: > 0 } daily || tested.Evidence.Gaps.Any(g => g.MetricName is null or "Invocations"))
            yield break;
        var requests = daily.SelectMany(s => s.Points).Where(p => p.Value > 0).ToArray();
        var made = tested.Endpoint.Created;
        var looked = daily.Min(s => s.Window.After);
        var from = requests.Length > 0 ? requests.Max(p => p.Time.AddSeconds(p.PeriodSeconds)) : made > looked ? made.Value : looked;
        var days = Math.Floor((tested.Evidence.Now - from).TotalDays);
        if (days < tested.Thresholds.IdleDays)
            yield break;
        var since = requests.Length > 0 ? $"since {requests.Max(p => p.Time):yyyy-MM-dd}" : made > looked ? "since it was made" : "as far back as was looked";
        yield return tested.Found(MlEndpointCheck.Idle, MlSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"No request for {days:0} days, {since}: it is paid for and not used")) with
        {
            MetricName = "Invocations",
            Value = days,
            Threshold = tested.Thresholds.IdleDays,
            Unit = "days",
            PointCount = requests.Length,
            Window = new MlWindow(from, tested.Evidence.Now),
        };
    }
}
