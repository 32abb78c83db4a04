using System.Globalization;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.Workflows;

/// <summary>Plays one execution through a machine's states up to a given end.</summary>
internal sealed class ExecutionPlayer(Machine machine, int seed, string name)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(60);

    private readonly Dice _dice = new(seed, $"execution/{machine.Home.Region}/{machine.Name}/{name}");

    /// <summary>Plays from the start, for as long as given or else for as long as it comes to.</summary>
    public WorkflowExecution Play(DateTimeOffset start, ExecutionEnd end, TimeSpan? total = null)
    {
        var path = PathTo(end);
        var visits = new List<StateVisit>();
        var at = start + Step;
        var takes = Durations(path, end, total is { } all ? all - Step : null);
        for (var index = 0; index < path.Count; index++)
        {
            var last = index == path.Count - 1;
            var breaks = last && end.Breaks;
            visits.Add(Visit(path[index], at, at + takes[index], breaks, last && end.StaysInside ? end : null));
            at += takes[index];
        }

        var fail = path[^1] as FailState;
        var failure = visits[^1].Attempts.Concat(visits[^1].Iterations).LastOrDefault()?.Failure;
        var execution = new WorkflowExecution
        {
            Machine = machine,
            Name = name,
            Status = end.Status,
            Start = start,
            Stop = end.Status == "RUNNING" ? null : at,
            Error = end.Error ?? (end.Breaks ? fail?.Error ?? failure?.Error : null),
            Cause = end.Cause ?? (end.Breaks ? fail?.Cause ?? failure?.Cause : null),
            Visits = visits,
        };
        return visits.Any(visit => visit.State is MapState { Distributed: true }) ? WithMapRun(execution) : execution;
    }

    private List<WorkflowState> PathTo(ExecutionEnd end)
    {
        var path = new List<WorkflowState>();
        foreach (var state in machine.States)
        {
            path.Add(state);
            if (state.Name != end.At)
                continue;
            if (state is ChoiceState choice)
                path.Add(choice.Otherwise);
            break;
        }

        return path;
    }

    private List<TimeSpan> Durations(List<WorkflowState> path, ExecutionEnd end, TimeSpan? total)
    {
        var whole = machine.States.Sum(state => state.Weight);
        var takes = path.ConvertAll(state => (machine.Typical * (state.Weight / whole) * (0.85 + (_dice.Number(0, 40) / 100.0))) + Step);
        if (total is not { } given)
            return takes;

        var before = takes[..^1].Aggregate(TimeSpan.Zero, (sum, each) => sum + each);
        if (end.StaysInside && before < given)
        {
            // What came before took its usual time; the state that it is in takes the rest.
            takes[^1] = given - before;
            return takes;
        }

        var scale = given / (before + takes[^1]);
        return takes.ConvertAll(each => each * scale);
    }

    /// <summary>A visit up to a time; <paramref name="inside"/> is the end of an execution that never left the state.</summary>
    private StateVisit Visit(WorkflowState state, DateTimeOffset entered, DateTimeOffset until, bool breaks, ExecutionEnd? inside)
    {
        var visit = new StateVisit(state, entered, inside is null ? until : null);
        switch (state)
        {
            case TaskState task:
                // A task that can be retried now and then needs it.
                var tries = task.Retries == 0 ? 1 : breaks ? task.Retries + 1 : _dice.Chance(0.3) ? 2 : 1;
                return visit with { Attempts = InTurn(tries, index => (task, breaks || index < tries - 1)) };
            case MapState { Distributed: false } map:
                var items = breaks ? (map.Items + 1) / 2 : map.Items;
                return visit with { Iterations = InTurn(items, index => (map.Inner, breaks && index == items - 1)) };
            default:
                return visit;
        }

        List<Attempt> InTurn(int count, Func<int, (TaskState Task, bool Breaks)> each)
        {
            var part = (until - entered) / count;
            return Enumerable.Range(0, count)
                .Select(index => (Index: index, What: each(index)))
                .Select(one => Try(
                    one.What.Task, entered + (part * one.Index), entered + (part * (one.Index + 1)), one.What.Breaks,
                    one.Index == count - 1 ? inside : null))
                .ToList();
        }
    }

    private Attempt Try(TaskState task, DateTimeOffset entered, DateTimeOffset until, bool breaks, ExecutionEnd? inside)
    {
        // It takes a moment from the state's door to the work and back.
        var (scheduled, ended) = (entered + (Step / 4), until - (Step / 4));
        var attempt = new Attempt(task, scheduled, inside is null ? ended : null) { WorkId = _dice.Guid() };
        if (task.JobType is { } type)
        {
            var job = JobOf(task, type, scheduled, ended, breaks, inside);
            attempt = attempt with { WorkId = job.Name, Job = job };
        }
        else if (task.Kind == TaskKind.Workflow)
        {
            attempt = attempt with { Child = ChildOf(task, attempt, ended, breaks) };
        }

        return breaks
            ? attempt with { Failure = WorkTexts.Failure(machine.Home, attempt) }
            : attempt with { Output = inside is null ? WorkTexts.Result(machine.Home, attempt) : null };
    }

    private Job JobOf(TaskState task, JobType type, DateTimeOffset scheduled, DateTimeOffset ended, bool breaks, ExecutionEnd? inside) => new()
    {
        Home = machine.Home,
        Type = type,
        Name = string.Create(CultureInfo.InvariantCulture, $"{task.Target}-{scheduled.UtcDateTime:yyyyMMddHHmm}-{_dice.Hex(6)}"),
        // A .sync task stops its job when the execution ends before it.
        Status = breaks ? "Failed" : inside is null ? "Completed" : inside.Status == "RUNNING" ? "InProgress" : "Stopped",
        Program = type switch { JobType.Training => "train.py", JobType.Processing => "preprocess.py", _ => "serve" },
        Created = scheduled,
        Ended = inside?.Status == "RUNNING" ? null : ended,
        Failure = breaks ? task.JobFailure ?? JobFailure.Of(type) : null,
    };

    private WorkflowExecution ChildOf(TaskState task, Attempt attempt, DateTimeOffset ended, bool breaks)
    {
        var child = machine.Home.Machines.Find(task.Target)!;
        var end = breaks ? ExecutionEnd.FailedAt(child.States[^1].Name)
            : attempt.Ended is null ? ExecutionEnd.RunningIn(child.States[^1].Name)
            : ExecutionEnd.Succeeded;
        var start = attempt.Scheduled + Step;
        return new ExecutionPlayer(child, seed, attempt.WorkId).Play(start, end, ended - start - Step);
    }

    private WorkflowExecution WithMapRun(WorkflowExecution execution)
    {
        var visits = execution.Visits.Select(visit =>
        {
            if (visit.State is not MapState { Distributed: true } map)
                return visit;
            var broken = execution.Status is "FAILED" or "PENDING_REDRIVE";
            var status = broken ? "FAILED" : visit.Ended is null ? "RUNNING" : "SUCCEEDED";
            var arn = machine.Home.Arn("states", $"mapRun:{machine.Name}/{map.Name}:{_dice.Guid()}");
            return visit with
            {
                MapRun = new MapRun(arn, execution, visit.Entered + Step, visit.Ended - (Step / 4), status, map.Items, broken ? map.Items / 8 : 0),
            };
        });
        var withRun = execution with { Visits = visits.ToList() };
        return withRun.MapRun is { Status: "FAILED" } run
            ? withRun with
            {
                Error = "States.ExceedToleratedFailureThreshold",
                Cause = "The specified tolerated failure threshold was exceeded: " +
                    string.Create(CultureInfo.InvariantCulture, $"{run.Failed} of {run.Total} items failed."),
            }
            : withRun;
    }
}
