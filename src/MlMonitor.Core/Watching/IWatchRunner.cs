using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Core.Watching;

/// <summary>Runs one watch.</summary>
public interface IWatchRunner
{
    /// <summary>Whether the run has made as many calls as it may.</summary>
    bool IsSpent { get; }

    /// <summary>Runs it.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What it finds, and what it could not check, as it comes.</returns>
    IAsyncEnumerable<WatchResult> RunAsync(Watch watch, CancellationToken cancellationToken);
}

/// <summary>One result of a watch.</summary>
/// <param name="Watch">The watch.</param>
/// <param name="Found">What it found; a <see cref="MlUncheckedFinding"/> where it could not check.</param>
/// <param name="Problem">What kept it from checking; null where nothing did.</param>
public sealed record WatchResult(Watch Watch, IMlAlertable Found, ProblemId? Problem = null)
{
    /// <summary>Makes a finding of what could not be checked.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="problem">What kept it from checking.</param>
    /// <returns>The result.</returns>
    public static WatchResult Unchecked(Watch watch, Problem problem) => new(watch, new MlUncheckedFinding
    {
        Severity = MlSeverity.NoData,
        Reason = $"Could not be checked: {problem.Message}",
        Watch = watch.Name,
        Target = problem.Target as string ?? watch.Name,
        ErrorId = problem.Id.ToString(),
        RecommendedAction = problem.RecommendedAction,
        Region = problem.Exception.Region ?? "",
        ProfileName = problem.Exception.ProfileName,
    }, problem.Id);
}
