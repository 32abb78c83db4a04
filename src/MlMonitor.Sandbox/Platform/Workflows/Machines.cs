using System.Globalization;
using MlMonitor.Sandbox.Platform.Changes;

namespace MlMonitor.Sandbox.Platform.Workflows;

/// <summary>The state machines of a region: those of the catalogue, those that batch pipelines start, and more in a large platform.</summary>
internal sealed class Machines
{
    private const int LargeCount = 100;
    private const int History = 20;

    private readonly Dictionary<string, Machine> _byName;

    private Machines(IEnumerable<Machine> machines)
    {
        All = machines.OrderBy(machine => machine.Name, StringComparer.Ordinal).ToList();
        _byName = All.ToDictionary(machine => machine.Name);
    }

    public IReadOnlyList<Machine> All { get; }

    public static Machines Of(RegionPlatform home, int seed, SandboxSize size)
    {
        var ofPipelines =
            from pipeline in home.Pipelines
            from stage in pipeline.Stages
            from action in stage.Actions
            where action.Provider == "StepFunctions"
            select TransformWorkflow.Of(pipeline, action, seed);
        var plans = MachineCatalogue.Plans.Concat(size == SandboxSize.Large ? More(seed) : []).Where(plan => plan.Region == home.Region);
        return new Machines([.. ofPipelines, .. plans.Select(plan => Make(plan, home, seed))]);
    }

    public Machine? Find(string nameOrArn) => _byName.GetValueOrDefault(nameOrArn[(nameOrArn.LastIndexOf(':') + 1)..]);

    /// <summary>The execution of that ARN.</summary>
    public WorkflowExecution? FindExecution(string arn) => arn.Split(':') is [.., "execution", var machine, var name]
        ? Find(machine)?.Executions.FirstOrDefault(execution => execution.Name == name)
        : null;

    private static Machine Make(MachinePlan plan, RegionPlatform home, int seed)
    {
        var dice = new Dice(seed, $"machine/{plan.Region}/{plan.Name}");
        var created = home.Now - dice.Between(TimeSpan.FromDays(60), TimeSpan.FromDays(500));
        return new Machine(machine => plan switch
        {
            { Express: true } or { Latest: null, StartedBy: null } => [],
            { StartedBy: { } parent } => home.Machines.Find(parent)!.Executions
                .SelectMany(execution => execution.Attempts)
                .Where(attempt => attempt.Child?.Machine == machine)
                .Select(attempt => attempt.Child!)
                .OrderByDescending(execution => execution.Start)
                .ToList(),
            _ => HistoryOf(machine, plan, seed),
        })
        {
            Home = home,
            Name = plan.Name,
            Created = created,
            Modified = RecentChanges.To(plan.Name, home.Now) ?? created + dice.Between(TimeSpan.FromDays(1), TimeSpan.FromDays(25)),
            States = plan.States,
            Typical = plan.Typical,
            Limit = plan.Limit,
            Express = plan.Express,
        };
    }

    private static List<WorkflowExecution> HistoryOf(Machine machine, MachinePlan plan, int seed)
    {
        var dice = new Dice(seed, $"executions/{plan.Region}/{plan.Name}");
        var executions = new List<WorkflowExecution>();
        var latest = machine.Home.Now - plan.Ago;
        for (var back = History; back > 0; back--)
        {
            var start = latest - (TimeSpan.FromHours(24) * back) - dice.Between(TimeSpan.Zero, TimeSpan.FromHours(6));
            var broken = dice.Chance(0.1) && back > 2;
            var at = machine.States[dice.Number(0, machine.States.Count)];
            executions.Add(new ExecutionPlayer(machine, seed, dice.Guid()).Play(start, broken ? ExecutionEnd.FailedAt(at.Name) : ExecutionEnd.Succeeded));
        }

        var end = plan.Latest!;
        var player = new ExecutionPlayer(machine, seed, dice.Guid());
        TimeSpan? total = end.Status == "RUNNING" ? plan.Ago : end.Status == "TIMED_OUT" ? plan.Limit : null;
        executions.Add(player.Play(latest, end, total));
        executions.Reverse();
        return executions;
    }

    private static IEnumerable<MachinePlan> More(int seed)
    {
        var dice = new Dice(seed, "large/machines");
        for (var number = MachineCatalogue.Plans.Count + 2; number < LargeCount; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{dice.Pick(["churn", "fraud", "ranking", "demand", "pricing"])}-flow-{number:000}");
            var end = dice.Number(0, 100) switch
            {
                < 10 => ExecutionEnd.FailedAt("Train"),
                < 16 => ExecutionEnd.RunningIn("Train"),
                _ => ExecutionEnd.Succeeded,
            };
            yield return new MachinePlan(
                dice.Chance(0.75) ? SamplePlatform.HomeRegion : SamplePlatform.SecondRegion, name, TimeSpan.FromMinutes(50),
                dice.Between(TimeSpan.FromHours(2), TimeSpan.FromHours(20)), end,
                new TaskState("Prepare", TaskKind.Invoke, name + "-prepare", 1), new TaskState("Train", TaskKind.TrainingJob, name, 9));
        }
    }
}
