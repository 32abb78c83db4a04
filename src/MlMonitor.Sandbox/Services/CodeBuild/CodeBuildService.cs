using MlMonitor.Sandbox.Platform.Builds;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.CodeBuild;

/// <summary>https://docs.aws.amazon.com/codebuild/latest/APIReference/</summary>
internal sealed class CodeBuildService : JsonService
{
    private const int PageSize = 100;

    public CodeBuildService()
        : base("codebuild", "codebuild", "CodeBuild_20161006")
    {
        Operation("ListProjects", ListProjects);
        Operation("BatchGetProjects", BatchGetProjects);
        Operation("ListBuilds", ListBuilds);
        Operation("ListBuildsForProject", ListBuildsForProject);
        Operation("BatchGetBuilds", BatchGetBuilds);
        Operation("ListBuildBatchesForProject", ListBuildBatchesForProject);
        Operation("BatchGetBuildBatches", BatchGetBuildBatches);
        Operation("ListReportsForReportGroup", ListReportsForReportGroup);
        Operation("BatchGetReports", BatchGetReports);
    }

    protected override string ValidationCode => "InvalidInputException";

    public override string ResourceOf(AwsCall call) =>
        call.Platform.Arn("codebuild", "project/" + (Peek(call, "projectName") ?? "*"));

    private static object ListProjects(JsonCall call)
    {
        var by = call.Input.OptionalEnum("sortBy", "NAME", "CREATED_TIME", "LAST_MODIFIED_TIME");
        var projects = by switch
        {
            "CREATED_TIME" => call.Platform.Projects.All.OrderBy(project => project.Created),
            "LAST_MODIFIED_TIME" => call.Platform.Projects.All.OrderBy(project => project.Modified),
            _ => call.Platform.Projects.All.OrderBy(project => project.Name, StringComparer.Ordinal),
        };
        var names = projects.Select(project => project.Name).ToList();
        if (Order(call, "ASCENDING") == "DESCENDING")
            names.Reverse();
        var page = PageOf(call, names, $"ListProjects/{by}/{Order(call, "ASCENDING")}");
        return new { projects = page.Items, nextToken = page.NextToken };
    }

    private static object BatchGetProjects(JsonCall call)
    {
        var (found, missing) = Find(call, "names", call.Platform.Projects.Find);
        return new { projects = found.Select(BuildViews.Project), projectsNotFound = missing };
    }

    private static object ListBuilds(JsonCall call)
    {
        var builds = call.Platform.Projects.All.SelectMany(project => project.Builds).OrderByDescending(build => build.Start);
        return Ids(call, builds, "ListBuilds");
    }

    private static object ListBuildsForProject(JsonCall call)
    {
        var project = FindProject(call);
        return Ids(call, project.Builds, "ListBuildsForProject/" + project.Name);
    }

    private static object BatchGetBuilds(JsonCall call)
    {
        var (found, missing) = Find(call, "ids", call.Platform.Projects.FindBuild);
        return new { builds = found.Select(BuildViews.Build), buildsNotFound = missing };
    }

    // Nobody here builds in batches.
    private static object ListBuildBatchesForProject(JsonCall call)
    {
        _ = FindProject(call);
        return new { ids = Array.Empty<string>() };
    }

    private static object BatchGetBuildBatches(JsonCall call) =>
        new { buildBatches = Array.Empty<object>(), buildBatchesNotFound = call.Input.RequiredStrings("ids", PageSize) };

    private static object ListReportsForReportGroup(JsonCall call)
    {
        var group = call.Input.RequiredString("reportGroupArn");
        var size = call.Input.OptionalInt("maxResults", 1, PageSize) ?? PageSize;
        var status = call.Input.Structure("filter")?.OptionalEnum("status", "GENERATING", "SUCCEEDED", "FAILED", "INCOMPLETE", "DELETING");
        var project = call.Platform.Projects.All.FirstOrDefault(each => each.ReportsTests && each.ReportGroupArn == group)
            ?? throw new AwsError("ResourceNotFoundException", $"Report group {group} does not exist");
        var arns = project.Builds
            .Select(build => build.Report)
            .Where(report => report is not null && (status is null || BuildViews.StatusOf(report) == status))
            .Select(report => report!.Arn)
            .ToList();
        if (Order(call, "DESCENDING") == "ASCENDING")
            arns.Reverse();
        var page = PageOf(call, arns, $"ListReports/{group}/{status}/{Order(call, "DESCENDING")}", size);
        return new { reports = page.Items, nextToken = page.NextToken };
    }

    private static object BatchGetReports(JsonCall call)
    {
        var (found, missing) = Find(call, "reportArns", arn => arn.Split('/') is [_, var name]
            && name.Split(':') is [var group, var uuid]
            && group.EndsWith("-tests", StringComparison.Ordinal)
                ? call.Platform.Projects.FindBuild($"{group[..^"-tests".Length]}:{uuid}")?.Report
                : null);
        return new { reports = found.Select(BuildViews.Report), reportsNotFound = missing };
    }

    private static object Ids(JsonCall call, IEnumerable<Build> newestFirst, string listing)
    {
        var ids = newestFirst.Select(build => build.Id).ToList();
        var order = Order(call, "DESCENDING");
        if (order == "ASCENDING")
            ids.Reverse();
        var page = PageOf(call, ids, $"{listing}/{order}");
        return new { ids = page.Items, nextToken = page.NextToken };
    }

    private static (List<T> Found, List<string> Missing) Find<T>(JsonCall call, string member, Func<string, T?> find)
        where T : class
    {
        var asked = call.Input.RequiredStrings(member, PageSize).Distinct().Select(id => (Id: id, Item: find(id))).ToList();
        return (asked.Where(each => each.Item is not null).Select(each => each.Item!).ToList(),
            asked.Where(each => each.Item is null).Select(each => each.Id).ToList());
    }

    private static BuildProject FindProject(JsonCall call)
    {
        var name = call.Input.RequiredString("projectName");
        return call.Platform.Projects.Find(name) ?? throw new AwsError(
            "ResourceNotFoundException", $"The provided project {call.Platform.Arn("codebuild", "project/" + name)} does not exist");
    }

    private static string Order(JsonCall call, string usual) => call.Input.OptionalEnum("sortOrder", "ASCENDING", "DESCENDING") ?? usual;

    private static Page<string> PageOf(JsonCall call, IReadOnlyList<string> all, string listing, int size = PageSize) => Page.Of(
        all, $"{call.Region}/{listing}", call.Input.OptionalString("nextToken"), size,
        () => new AwsError("InvalidInputException", "Invalid nextToken"));
}
