namespace MlMonitor.Core.Scheduling;

/// <summary>Has tasks started by something of the system.</summary>
public interface ITaskScheduler
{
    /// <summary>Why a task cannot be said in the words of this scheduler; null where it can.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The reason.</returns>
    string? WhyNot(WatchTask task);

    /// <summary>What registering a task does.</summary>
    /// <param name="task">The task.</param>
    /// <param name="next">When it is first due, local time.</param>
    /// <returns>The plan.</returns>
    TaskPlan Plan(WatchTask task, DateTimeOffset next);

    /// <summary>What removing a task does.</summary>
    /// <param name="name">The task.</param>
    /// <returns>The plan.</returns>
    TaskPlan PlanRemoval(string name);

    /// <summary>Registers a task, in the place of the one of its name.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What kept it from being registered; null where nothing did.</returns>
    Task<Problem?> RegisterAsync(TaskPlan plan, CancellationToken cancellationToken);

    /// <summary>Removes a task.</summary>
    /// <param name="plan">What is to be done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What kept it from being removed; null where nothing did.</returns>
    Task<Problem?> RemoveAsync(TaskPlan plan, CancellationToken cancellationToken);
}
