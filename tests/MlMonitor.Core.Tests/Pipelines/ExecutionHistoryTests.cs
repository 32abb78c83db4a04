using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using MlMonitor.Core.Pipelines;

namespace MlMonitor.Core.Tests.Pipelines;

public sealed class ExecutionHistoryTests
{
    [Fact]
    public void The_failing_state_is_the_one_entered_last_on_the_branch_of_the_failure()
    {
        var history = new ExecutionHistory(
        [
            Event(1, 0, "ExecutionStarted"),
            Entered(2, 0, "ParallelStateEntered", "Both"),
            Entered(3, 2, "TaskStateEntered", "Left"),
            Entered(4, 2, "TaskStateEntered", "Right"),
            Event(5, 3, "TaskScheduled"),
            Event(6, 4, "TaskScheduled"),
            Failed(7, 5, "States.TaskFailed", "left broke"),
            Event(8, 7, "ParallelStateFailed"),
            Ended(9, 8, "States.TaskFailed", "left broke"),
        ]);

        var failure = history.Failure();

        Assert.Equal("Left", failure!.Name);
        Assert.Equal("left broke", failure.Reason);
        Assert.Equal("States.TaskFailed", history.Ending().Error);
    }

    [Fact]
    public void A_retry_that_failed_first_is_not_the_one_that_is_told()
    {
        var history = new ExecutionHistory(
        [
            Entered(1, 0, "TaskStateEntered", "Call"), Failed(2, 1, "E", "first"), Failed(3, 2, "E", "second"), Ended(4, 3, "E", "second"),
        ]);

        Assert.Equal("second", history.Failure()!.Reason);
    }

    [Fact]
    public void A_failure_without_its_state_in_the_part_read_still_tells_its_reason()
    {
        var failure = new ExecutionHistory([Failed(900, 899, "E", "words"), Ended(901, 900, "E", "words")]).Failure();

        Assert.Null(failure!.Name);
        Assert.Equal("words", failure.Reason);
    }

    [Fact]
    public void The_steps_come_in_the_order_of_their_entering_each_with_its_end()
    {
        var steps = new ExecutionHistory(
        [
            Event(1, 0, "ExecutionStarted"),
            Entered(2, 1, "PassStateEntered", "Prepare"),
            Exited(3, 2, "PassStateExited", "Prepare"),
            Entered(4, 3, "MapStateEntered", "Each"),
            Entered(5, 4, "TaskStateEntered", "Score"),
            Exited(6, 5, "TaskStateExited", "Score"),
            Exited(7, 6, "MapStateExited", "Each"),
            Entered(8, 7, "TaskStateEntered", "Publish"),
            Failed(9, 8, "E", "no topic"),
            Ended(10, 9, "E", "no topic"),
        ]).Steps().ToList();

        Assert.Equal(["Prepare", "Each", "Score", "Publish"], steps.Select(s => s.Name));
        Assert.Equal([MlStatus.Succeeded, MlStatus.Succeeded, MlStatus.Succeeded, MlStatus.Failed], steps.Select(s => s.Status));
        Assert.Equal("E: no topic", steps[3].Reason);
    }

    [Fact]
    public void A_running_execution_is_in_the_state_it_entered_last()
    {
        var current = new ExecutionHistory([Event(1, 0, "ExecutionStarted"), Entered(2, 1, "TaskStateEntered", "Train"), Event(3, 2, "TaskScheduled")]).Current();

        Assert.Equal("Train", current!.Value.State);
        Assert.Equal(At(2), current.Value.Entered);
    }

    private static DateTimeOffset At(long id) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(id);

    private static HistoryEvent Event(long id, long previous, string type) =>
        new() { Id = id, PreviousEventId = previous, Type = new HistoryEventType(type), Timestamp = At(id).UtcDateTime };

    private static HistoryEvent Entered(long id, long previous, string type, string state)
    {
        var e = Event(id, previous, type);
        e.StateEnteredEventDetails = new StateEnteredEventDetails { Name = state };
        return e;
    }

    private static HistoryEvent Exited(long id, long previous, string type, string state)
    {
        var e = Event(id, previous, type);
        e.StateExitedEventDetails = new StateExitedEventDetails { Name = state };
        return e;
    }

    private static HistoryEvent Failed(long id, long previous, string error, string cause)
    {
        var e = Event(id, previous, "TaskFailed");
        e.TaskFailedEventDetails = new TaskFailedEventDetails { Error = error, Cause = cause, ResourceType = "lambda" };
        return e;
    }

    private static HistoryEvent Ended(long id, long previous, string error, string cause)
    {
        var e = Event(id, previous, "ExecutionFailed");
        e.ExecutionFailedEventDetails = new ExecutionFailedEventDetails { Error = error, Cause = cause };
        return e;
    }
}
