namespace MlMonitor.Core.Watching.Survey;

/// <summary>Passes on what is said, and keeps which part of the survey it hindered.</summary>
internal sealed class SurveySink(IMonitorSink inner) : IMonitorSink
{
    private readonly object _gate = new();
    private readonly List<NotSurveyed> _notSeen = [];

    public SurveyPart Part { get; set; }

    public IReadOnlyList<NotSurveyed> NotSeen
    {
        get
        {
            lock (_gate)
                return [.. _notSeen];
        }
    }

    public void Report(Problem problem)
    {
        Note(problem);
        inner.Report(problem);
    }

    /// <summary>Keeps what was reported before, and hinders this part too.</summary>
    public void Note(Problem problem)
    {
        lock (_gate)
            _notSeen.Add(new NotSurveyed(Part, problem));
    }

    public void Warn(string message) => inner.Warn(message);

    public void Detail(string message) => inner.Detail(message);

    public void Trace(string message) => inner.Trace(message);

    public void Progress(string activity, int done, int? total) => inner.Progress(activity, done, total);
}
