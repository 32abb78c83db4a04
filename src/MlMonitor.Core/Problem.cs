namespace MlMonitor.Core;

/// <summary>
/// One thing that could not be done: which, why, and what to do about it. The engine reports it and goes on; a cmdlet makes
/// one non-terminating error of it.
/// </summary>
/// <param name="Id">What kind of problem it is.</param>
/// <param name="Exception">What went wrong, in words, with what AWS said.</param>
/// <param name="Target">The thing that failed: a region, a pipeline, a topic.</param>
/// <param name="RecommendedAction">What to do about it.</param>
public sealed record Problem(ProblemId Id, MlMonitorException Exception, object? Target, string RecommendedAction)
{
    /// <summary>What went wrong, in words.</summary>
    public string Message => Exception.Message;

    /// <summary>Whether nothing else can be had through the same connection either, so that saying it once is enough.</summary>
    public bool ConcernsWholeConnection => Id
        is ProblemId.CredentialExpired or ProblemId.CredentialInvalid or ProblemId.CredentialMissing or ProblemId.EndpointUnreachable
        or ProblemId.CallBudgetSpent;

    /// <summary>Makes a problem that no answer of AWS is behind.</summary>
    /// <param name="id">What kind of problem it is.</param>
    /// <param name="message">What went wrong, in words.</param>
    /// <param name="target">The thing that failed.</param>
    /// <param name="recommendedAction">What to do about it.</param>
    /// <returns>The problem.</returns>
    public static Problem Of(ProblemId id, string message, object? target, string recommendedAction) =>
        new(id, new MlMonitorException(message), target, recommendedAction);
}
