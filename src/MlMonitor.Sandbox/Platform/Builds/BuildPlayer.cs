namespace MlMonitor.Sandbox.Platform.Builds;

/// <summary>Lays a build's phases out between its start and its end.</summary>
internal static class BuildPlayer
{
    // All that a build goes through, with the seconds each part may take; BUILD takes what is left.
    private static readonly (string Type, double Shortest, double Longest)[] Course =
    [
        ("SUBMITTED", 0, 0.3), ("QUEUED", 1, 25), ("PROVISIONING", 7, 32), ("DOWNLOAD_SOURCE", 1, 8), ("INSTALL", 4, 40),
        ("PRE_BUILD", 1, 9), ("BUILD", 0, 0), ("POST_BUILD", 0, 3), ("UPLOAD_ARTIFACTS", 0, 5), ("FINALIZING", 1, 3),
    ];

    // Before this one a failure ends the build; from it on, CodeBuild still runs POST_BUILD and uploads what there is.
    private static readonly string[] RunsToTheEnd = ["BUILD", "POST_BUILD", "UPLOAD_ARTIFACTS", "FINALIZING"];

    public static IReadOnlyList<BuildPhase> Phases(DateTimeOffset start, DateTimeOffset? end, DateTimeOffset now, BuildFailure? failure, Dice dice)
    {
        var course = CourseOf(end is null, failure);
        var drawn = course.Select(part => dice.Between(TimeSpan.FromSeconds(part.Shortest), TimeSpan.FromSeconds(part.Longest))).ToList();
        var total = (end ?? now) - start;
        var rest = course.FindIndex(part => part.Type == (failure?.Phase ?? "BUILD"));
        drawn[rest] = TimeSpan.Zero;

        // In a short build everything takes less, so that its main phase keeps most of the time.
        var overhead = drawn.Aggregate(TimeSpan.Zero, (sum, each) => sum + each);
        var scale = Math.Min(1, total * 0.6 / (overhead + TimeSpan.FromMilliseconds(1)));
        drawn = drawn.ConvertAll(each => each * scale);
        drawn[rest] = total - (overhead * scale);

        var phases = new List<BuildPhase>();
        var at = start;
        for (var index = 0; index < course.Count; index++)
        {
            var open = end is null && index == course.Count - 1;
            var failed = failure is not null && index == rest;
            phases.Add(new BuildPhase(
                course[index].Type,
                open ? null : failed ? failure!.Status : "SUCCEEDED",
                at,
                open ? null : at + drawn[index],
                failed ? failure!.StatusCode : "",
                failed ? failure!.Message : ""));
            at += drawn[index];
        }

        if (end is { } done)
            phases.Add(new BuildPhase("COMPLETED", null, done, null));
        return phases;
    }

    private static List<(string Type, double Shortest, double Longest)> CourseOf(bool inProgress, BuildFailure? failure)
    {
        if (inProgress)
            return Course.TakeWhile(part => part.Type != "POST_BUILD").ToList();
        // Only a command that fails in BUILD, or later, lets the rest of the course go on.
        if (failure is null || (failure.Status == "FAILED" && RunsToTheEnd.Contains(failure.Phase)))
            return [.. Course];
        var reached = Course.ToList().FindIndex(part => part.Type == failure.Phase);
        return [.. Course[..(reached + 1)], Course[^1]];
    }
}
