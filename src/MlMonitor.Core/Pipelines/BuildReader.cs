using System.Runtime.CompilerServices;
using Amazon.CodeBuild;
using Amazon.CodeBuild.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;

namespace MlMonitor.Core.Pipelines;

/// <summary>Reads builds of CodeBuild through one connection: ids a hundred a call, then the builds a hundred a call.</summary>
internal sealed class BuildReader(AwsCaller caller, TimeProvider clock)
{
    private const string Service = "CodeBuild";
    private const int PerCall = 100;

    /// <summary>Builds of a project, newest first; ids of builds kept for a year could be many thousands.</summary>
    private const int MostBuilds = 10_000;

    public async IAsyncEnumerable<MlBuild> ReadAsync(
        BuildQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var ids in query.BuildIds.Chunk(PerCall))
            foreach (var build in (await GetAsync(ids, missing, cancellationToken).ConfigureAwait(false)).Where(b => HasWantedStatus(b, query)))
                yield return await CompleteAsync(build, query.LogLines, cancellationToken).ConfigureAwait(false);

        await foreach (var project in ProjectsAsync(query, cancellationToken).ConfigureAwait(false))
            await foreach (var build in OfProjectAsync(project, query, missing, cancellationToken).ConfigureAwait(false))
                yield return await CompleteAsync(build, query.LogLines, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One build with the end of its log; null where it is not there.</summary>
    public async Task<MlBuild?> FindAsync(string buildId, int logLines, CancellationToken cancellationToken)
    {
        var builds = await GetAsync([buildId], (_, problem) => caller.Sink.Detail(problem.Message), cancellationToken).ConfigureAwait(false);
        return builds is [var build, ..] ? await CompleteAsync(build, logLines, cancellationToken).ConfigureAwait(false) : null;
    }

    private IAmazonCodeBuild Client => caller.Clients.CodeBuild(caller.Connection);

    private async IAsyncEnumerable<Build> OfProjectAsync(
        string project, BuildQuery query, Action<string, Problem> missing, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = 0;
        var read = 0;
        var page = new List<string>();
        var size = Math.Clamp(query.First ?? PerCall, 1, PerCall);
        var ids = caller.ListAsync(Service, "codebuild:ListBuildsForProject",
            (token, t) => Client.ListBuildsForProjectAsync(new ListBuildsForProjectRequest { ProjectName = project, SortOrder = SortOrderType.DESCENDING, NextToken = token }, t),
            p => p.NextToken, p => p.Ids, cancellationToken, project, (e, call) => missing(project, NotFound($"There is no project '{project}' in {caller.Connection}.", project, e, call)));
        await foreach (var id in ids.ConfigureAwait(false))
        {
            if (++read > MostBuilds)
            {
                caller.Sink.Warn($"Only the newest {MostBuilds} builds of {project} were read; the window reaches further. Narrow -After and -Before, or give -First.");
                break;
            }

            page.Add(id);
            if (page.Count < size)
                continue;
            foreach (var build in await GetAsync(page, missing, cancellationToken).ConfigureAwait(false))
            {
                if (AwsTime.Utc(build.StartTime) < query.Window.After)
                    yield break;
                if (!IsWanted(build, query))
                    continue;
                yield return build;
                if (++given == query.First)
                    yield break;
            }

            page.Clear();
            size = PerCall;
        }

        foreach (var build in page.Count == 0 ? [] : await GetAsync(page, missing, cancellationToken).ConfigureAwait(false))
        {
            if (AwsTime.Utc(build.StartTime) < query.Window.After || given == query.First)
                yield break;
            if (!IsWanted(build, query))
                continue;
            yield return build;
            given++;
        }
    }

    private static bool IsWanted(Build build, BuildQuery query) =>
        (AwsTime.Utc(build.StartTime) is not { } started || started < query.Window.Before)
        && HasWantedStatus(build, query);

    private static bool HasWantedStatus(Build build, BuildQuery query) =>
        query.Statuses.Count == 0 || query.Statuses.Contains(StatusMap.CodeBuild(build.BuildStatus?.Value));

    /// <summary>The builds in the order of their ids: AWS gives them in any.</summary>
    private async Task<IReadOnlyList<Build>> GetAsync(IReadOnlyCollection<string> ids, Action<string, Problem> missing, CancellationToken cancellationToken)
    {
        var reply = await caller.TryAsync(Service, "codebuild:BatchGetBuilds", ids.First(),
            t => Client.BatchGetBuildsAsync(new BatchGetBuildsRequest { Ids = [.. ids] }, t), cancellationToken).ConfigureAwait(false);
        foreach (var id in reply?.BuildsNotFound ?? [])
            missing(id, Problem.Of(ProblemId.BuildNotFound, $"There is no build '{id}' in {caller.Connection}.", id,
                "Check the id and the region; CodeBuild keeps builds for a year."));
        var found = reply?.Builds ?? [];
        return [.. ids.Select(id => found.Find(b => b.Id == id || b.Arn == id)).OfType<Build>()];
    }

    private async Task<MlBuild> CompleteAsync(Build build, int logLines, CancellationToken cancellationToken)
    {
        var result = CodeBuildState.Describe(build, caller.Connection, clock.GetUtcNow());
        if (build.ReportArns is { Count: > 0 } reports)
            result = result with { Reports = await ReportsAsync(build.Id, reports, cancellationToken).ConfigureAwait(false) };
        if (logLines > 0 && result is { LogGroup: { } group, LogStream: { } stream })
            result = result with { Log = new MlList<MlLogLine>(await new LogTail(caller).ReadAsync(group, stream, logLines, cancellationToken).ConfigureAwait(false)) };
        return result;
    }

    private async Task<MlList<MlBuildReport>> ReportsAsync(string buildId, List<string> arns, CancellationToken cancellationToken)
    {
        var reply = await caller.TryAsync(Service, "codebuild:BatchGetReports", buildId,
            t => Client.BatchGetReportsAsync(new BatchGetReportsRequest { ReportArns = [.. arns.Take(PerCall)] }, t), cancellationToken).ConfigureAwait(false);
        return new MlList<MlBuildReport>([.. (reply?.Reports ?? []).Select(CodeBuildState.Report)]);
    }

    private async IAsyncEnumerable<string> ProjectsAsync(BuildQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var project in query.Projects)
            yield return project;
        if (query.Matches is not { } matches)
            yield break;
        var listed = caller.ListAsync(Service, "codebuild:ListProjects",
            (token, t) => Client.ListProjectsAsync(new ListProjectsRequest { SortBy = ProjectSortByType.NAME, SortOrder = SortOrderType.ASCENDING, NextToken = token }, t),
            page => page.NextToken, page => page.Projects, cancellationToken);
        await foreach (var project in listed.ConfigureAwait(false))
            if (matches(project) && !query.Projects.Contains(project))
                yield return project;
    }

    private static Problem NotFound(string message, string target, Exception e, AwsCall call) =>
        AwsProblems.NotFound(ProblemId.BuildProjectNotFound, message, e, call, target,
            "Check the name and the region: Get-MlBuild without -ProjectName lists the builds of all projects.");
}
