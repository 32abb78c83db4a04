using System.Globalization;

namespace MlMonitor.Core.Endpoints.Posture;

/// <summary>
/// Says what is missing of what should watch an endpoint, and how much that matters. The rules are a table in the help of
/// Get-MlPosture. What could not be read is never taken for missing.
/// </summary>
internal static class PostureJudge
{
    /// <summary>A baseline is made of the data a model was trained on, and models are deployed some days after.</summary>
    private static readonly TimeSpan FromTrainingToService = TimeSpan.FromDays(7);

    public static MlPosture Judge(PostureFacts facts, PostureOptions options, DateTimeOffset now)
    {
        var endpoint = facts.Endpoint;
        List<(MlSeverity Severity, string Words)> lacks = [];
        List<string> notSeen = [];
        var owner = endpoint.Tag.TryGetValue(options.OwnerTag, out var named) && !string.IsNullOrWhiteSpace(named) ? named : null;

        // What is out of service is asked nothing.
        if (endpoint.Status != MlStatus.Unavailable)
            Capture();
        Baseline();
        Labels();
        Executions();
        if (facts.AlarmProblem is { } unread)
            notSeen.Add(NotSeen("alarms", unread));
        else if (facts.Alarms.Count == 0)
            lacks.Add((MlSeverity.Warning, "no alarm names it"));
        if (facts.TagProblem is { } untold)
            notSeen.Add(NotSeen("tags", untold));
        else if (owner is null)
            lacks.Add((MlSeverity.Warning, $"no {options.OwnerTag} tag"));
        if (endpoint.Status != MlStatus.Unavailable && endpoint.DataCapture?.IsEnabled != true && facts.BaselineUri is null && facts.Executions.Count == 0 && facts.Alarms.Count == 0 && notSeen.Count == 0)
            lacks.Insert(0, (MlSeverity.Critical, "nothing watches it"));

        var worst = lacks.Count > 0 ? lacks.Max(l => l.Severity) : MlSeverity.Ok;
        return new MlPosture
        {
            EndpointName = endpoint.EndpointName,
            Severity = worst == MlSeverity.Ok && notSeen.Count > 0 ? MlSeverity.NoData : worst,
            Missing = new MlList<string>([.. lacks.OrderByDescending(l => l.Severity).Select(l => l.Words)]),
            NotSeen = new MlList<string>(notSeen),
            Status = endpoint.Status,
            DataCapture = endpoint.DataCapture,
            NewestCapture = facts.Capture.Value?.Written,
            BaselineUri = facts.BaselineUri,
            BaselineWritten = facts.Baseline.Value?.Written,
            ModelDeployed = facts.ModelDeployed,
            LabelUri = facts.LabelUri,
            NewestLabel = facts.Label.Value?.Written,
            Executions = new MlList<MlMonitorExecution>(facts.Executions),
            Alarms = new MlList<string>([.. facts.Alarms.Select(a => a.Name)]),
            AlarmsFiring = new MlList<string>([.. facts.Alarms.Where(a => a.IsFiring).Select(a => a.Name)]),
            Owner = owner,
            ConsoleLink = endpoint.ConsoleLink,
            Arn = endpoint.Arn,
            Region = endpoint.Region,
            Account = endpoint.Account,
            ProfileName = endpoint.ProfileName,
        };

        void Capture()
        {
            if (endpoint.DataCapture is not { IsEnabled: true } capture)
            {
                lacks.Add((MlSeverity.Warning, "data capture is off"));
                return;
            }

            if (!capture.IsRunning)
                lacks.Add((MlSeverity.Critical, "data capture stopped"));
            if (facts.Capture is { IsAbsent: false, Value: null, Problem: { } problem })
                notSeen.Add(NotSeen("capture files", problem));
            else if (facts.Capture.Value is not { } newest)
            {
                // What was deployed just now has not been asked yet.
                if (now - (facts.ModelDeployed ?? endpoint.Created) > options.MaximumCaptureAge)
                    lacks.Add((MlSeverity.Warning, "no capture file at all"));
            }
            else if (now - newest.Written > options.MaximumCaptureAge)
                lacks.Add((MlSeverity.Warning, $"no capture file for {Span(now - newest.Written)}"));
        }

        void Baseline()
        {
            if (facts.BaselineUri is null)
            {
                if (facts.MonitorProblem is null && facts.TagProblem is null)
                    lacks.Add((MlSeverity.Warning, "no baseline"));
            }
            else if (facts.Baseline is { IsAbsent: false, Value: null, Problem: { } problem })
                notSeen.Add(NotSeen("baseline", problem));
            else if (facts.Baseline.Value is not { } baseline)
                lacks.Add((MlSeverity.Critical, "the baseline named is not there"));
            else if (facts.ModelDeployed - baseline.Written > FromTrainingToService)
                lacks.Add((MlSeverity.Warning, $"the baseline is {Span(facts.ModelDeployed!.Value - baseline.Written)} older than the model"));
            else if (now - baseline.Written > options.MaximumBaselineAge)
                lacks.Add((MlSeverity.Warning, $"the baseline is {Span(now - baseline.Written)} old"));
        }

        void Labels()
        {
            if (facts.LabelUri is null)
            {
                if (facts.MonitorProblem is null && facts.TagProblem is null)
                    lacks.Add((MlSeverity.Ok, "no labels"));
            }
            else if (facts.Label is { IsAbsent: false, Value: null, Problem: { } problem })
                notSeen.Add(NotSeen("labels", problem));
            else if (facts.Label.Value is not { } label)
                lacks.Add((MlSeverity.Warning, "no labels have come"));
            else if (now - label.Written > options.MaximumLabelAge)
                lacks.Add((MlSeverity.Warning, $"no labels for {Span(now - label.Written)}"));
        }

        void Executions()
        {
            if (facts.MonitorProblem is { } unread)
                notSeen.Add(NotSeen("Model Monitor", unread));
            foreach (var execution in facts.Executions)
            {
                var name = execution.MonitoringScheduleName;
                if (execution.ScheduleStatus is "Stopped" or "Failed")
                    lacks.Add((MlSeverity.Warning, $"schedule {name} is {execution.ScheduleStatus}"));
                else if (execution.IsFailure)
                    lacks.Add((MlSeverity.Warning, $"the last execution of {name} failed"));
                else if (execution.Status == MlStatus.SucceededWithWarnings)
                    lacks.Add((MlSeverity.Warning, $"{name} found {Count(execution.Findings.Count)}"));
                else if (execution.RawStatus is null)
                    lacks.Add((MlSeverity.Warning, $"schedule {name} has not run yet"));
            }
        }
    }

    private static string Count(int findings) => findings switch
    {
        0 => "violations",
        1 => "1 violation",
        _ => string.Create(CultureInfo.InvariantCulture, $"{findings} violations"),
    };

    private static string NotSeen(string what, Problem problem) => $"{what} not seen: {problem.Id}";

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} hours"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} minutes"),
    };
}
