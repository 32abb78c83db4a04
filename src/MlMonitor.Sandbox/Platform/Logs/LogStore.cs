using MlMonitor.Sandbox.Platform.Jobs;
using MlMonitor.Sandbox.Platform.Workflows;

namespace MlMonitor.Sandbox.Platform.Logs;

internal sealed record LogEvent(DateTimeOffset Time, string Message);

/// <summary>
/// A stream. Its events are written when they are asked for: those after one moment and until another, so that the log of what
/// goes on grows.
/// </summary>
internal sealed class LogStream(string name, DateTimeOffset created, Func<DateTimeOffset, DateTimeOffset, IEnumerable<LogEvent>> write)
{
    private readonly Lock _writing = new();
    private IReadOnlyList<LogEvent> _events = [];
    private DateTimeOffset _until = DateTimeOffset.MinValue;

    /// <summary>A stream that nothing more comes to.</summary>
    public LogStream(string name, DateTimeOffset created, Func<IEnumerable<LogEvent>> write)
        : this(name, created, (after, _) => after == DateTimeOffset.MinValue ? write() : [])
    {
    }

    public string Name => name;

    public DateTimeOffset Created => created;

    /// <summary>The events by then, oldest first.</summary>
    public IReadOnlyList<LogEvent> EventsAt(DateTimeOffset now)
    {
        lock (_writing)
        {
            // A second caller may have come with a later time: what was written stays, and only more is added.
            if (now > _until)
            {
                List<LogEvent> more = [.. write(_until, now)];
                if (more.Count > 0)
                    _events = [.. _events, .. more];
                _until = now;
            }

            return _events;
        }
    }
}

internal sealed class LogGroup(string name, DateTimeOffset created, Func<IEnumerable<LogStream>> streams)
{
    private readonly Lazy<IReadOnlyList<LogStream>> _streams =
        new(() => streams().OrderBy(stream => stream.Name, StringComparer.Ordinal).ToList());

    public string Name => name;

    public DateTimeOffset Created => created;

    /// <summary>The streams, by name. A group comes into being with its first one.</summary>
    public IReadOnlyList<LogStream> Streams => _streams.Value;
}

/// <summary>The logs of a region: those of builds, of jobs, and of functions that failed.</summary>
internal sealed class LogStore
{
    private readonly Dictionary<string, LogGroup> _byName;

    private LogStore(IEnumerable<LogGroup> groups) => _byName = groups.ToDictionary(group => group.Name);

    /// <summary>The groups, by name.</summary>
    public IEnumerable<LogGroup> Groups => _byName.Values
        .Where(group => group.Streams.Count > 0)
        .OrderBy(group => group.Name, StringComparer.Ordinal);

    public static LogStore Of(RegionPlatform home)
    {
        var ofBuilds = home.Projects.All.Select(project => new LogGroup(project.LogGroup, project.Created, () => project.Builds
            .Where(build => build.HasLog)
            .Select(build => new LogStream(build.Uuid, build.Start, () => BuildLog.Of(build)))));
        var ofJobs = Enum.GetValues<JobType>().Select(type => new LogGroup($"/aws/sagemaker/{type}Jobs", home.Now.AddDays(-700), () => home.Jobs.All
            .Where(job => job.Type == type)
            .Concat(type == JobType.Processing ? home.Monitoring.Executions.Select(execution => execution.Job) : [])
            .SelectMany(JobLog.Of)));
        var ofFunctions =
            from machine in home.Machines.All
            from task in machine.Tasks
            where task.Kind is TaskKind.Function or TaskKind.Invoke
            group (machine, task) by task.Target into function
            select new LogGroup("/aws/lambda/" + function.Key, home.Now.AddDays(-300), () =>
                from used in function
                from execution in used.machine.Executions
                from attempt in execution.AttemptsOf(used.task)
                where attempt.Failure is not null
                select FunctionLog.Of(attempt));
        return new LogStore([.. ofBuilds, .. ofJobs, .. ofFunctions]);
    }

    public LogGroup? Find(string name) => _byName.GetValueOrDefault(name) is { Streams.Count: > 0 } group ? group : null;
}
