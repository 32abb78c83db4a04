using System.Globalization;
using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.Workflows;

/// <summary>A state machine and every execution of it.</summary>
internal sealed class Machine(Func<Machine, IReadOnlyList<WorkflowExecution>> history)
{
    private readonly Lock _making = new();
    private IReadOnlyList<WorkflowExecution>? _executions;

    public required RegionPlatform Home { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    /// <summary>The states in the order of a good execution.</summary>
    public required IReadOnlyList<WorkflowState> States { get; init; }

    /// <summary>How long an execution ordinarily takes.</summary>
    public required TimeSpan Typical { get; init; }

    /// <summary>The execution's own limit; null for none.</summary>
    public TimeSpan? Limit { get; init; }

    public bool Express { get; init; }

    public string Arn => Home.Arn("states", "stateMachine:" + Name);

    public string RoleArn => $"arn:{Home.Partition}:iam::{SamplePlatform.Account}:role/{Name}-role";

    public IEnumerable<TaskState> Tasks => States.OfType<TaskState>().Concat(States.OfType<MapState>().Select(map => map.Inner));

    /// <summary>The executions, newest first. Made when first asked for.</summary>
    public IReadOnlyList<WorkflowExecution> Executions
    {
        get
        {
            lock (_making)
                return _executions ??= history(this);
        }
    }
}

internal sealed record WorkflowExecution
{
    public required Machine Machine { get; init; }

    public required string Name { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset Start { get; init; }

    public DateTimeOffset? Stop { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    public required IReadOnlyList<StateVisit> Visits { get; init; }

    public string Arn => ArnOf(Machine, Name);

    public string Input => WorkflowJson.Text(new { date = Start.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), window_days = 90 });

    public string? Output => Status == "SUCCEEDED" ? WorkflowJson.Text(new { status = "done", rows = 1_204_551 }) : null;

    public IEnumerable<Attempt> Attempts => Visits.SelectMany(visit => visit.Attempts.Concat(visit.Iterations));

    public MapRun? MapRun => Visits.Select(visit => visit.MapRun).FirstOrDefault(run => run is not null);

    public IEnumerable<Attempt> AttemptsOf(TaskState task) => Attempts.Where(attempt => attempt.Task == task);

    public static string ArnOf(Machine machine, string name) => machine.Home.Arn("states", $"execution:{machine.Name}:{name}");
}

/// <summary>A state that an execution came to; it has not ended when the execution never left it.</summary>
internal sealed record StateVisit(WorkflowState State, DateTimeOffset Entered, DateTimeOffset? Ended)
{
    /// <summary>A task's tries, the first one first.</summary>
    public IReadOnlyList<Attempt> Attempts { get; init; } = [];

    /// <summary>A map's items in order, each tried once.</summary>
    public IReadOnlyList<Attempt> Iterations { get; init; } = [];

    public MapRun? MapRun { get; init; }
}

/// <summary>A try of a task, and the work that it started.</summary>
internal sealed record Attempt(TaskState Task, DateTimeOffset Scheduled, DateTimeOffset? Ended)
{
    /// <summary>The name or id of the work: the job, the build, the execution, the request.</summary>
    public required string WorkId { get; init; }

    public Job? Job { get; init; }

    public WorkflowExecution? Child { get; init; }

    public TaskError? Failure { get; init; }

    /// <summary>What Step Functions got back; null while it waits or when the task failed.</summary>
    public string? Output { get; init; }
}

internal sealed record TaskError(string Error, string Cause);

internal sealed record MapRun(string Arn, WorkflowExecution Execution, DateTimeOffset Start, DateTimeOffset? Stop, string Status, int Total, int Failed);
