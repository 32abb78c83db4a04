namespace MlMonitor.Core.Storage;

/// <summary>What S3 gave, or what kept it from giving it. Nothing has been reported: whoever asked knows whether it matters.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
/// <param name="Value">What was given; null where nothing was.</param>
/// <param name="Problem">What kept it from being given; null where nothing did.</param>
internal readonly record struct S3Answer<T>(T? Value, Problem? Problem)
    where T : class
{
    /// <summary>Whether there is no such object, or nothing under such a prefix, for certain.</summary>
    public bool IsAbsent => Value is null && Problem?.Id is null or ProblemId.ObjectNotFound;
}
