using System.Management.Automation;
using MlMonitor.Core.Pipelines;

namespace MlMonitor.Commands;

/// <summary>Gets builds of CodeBuild, by project, by id, or from the pipeline action that ran them.</summary>
[Cmdlet(VerbsCommon.Get, "MlBuild", DefaultParameterSetName = ProjectSet)]
[OutputType(typeof(MlBuild))]
public sealed class GetMlBuildCommand : MlAwsCommand
{
    private const string ProjectSet = "Project";
    private const string IdSet = "Id";
    private static readonly TimeSpan UsualWindow = TimeSpan.FromDays(7);

    /// <summary>The projects; wildcards choose among all.</summary>
    [Parameter(Position = 0, ParameterSetName = ProjectSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? ProjectName { get; set; }

    /// <summary>The builds' ids. Binds to what a pipeline's action ran.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = IdSet)]
    [Alias("ExternalExecutionId", "ExternalId", "Id")]
    [AllowNull]
    [AllowEmptyCollection]
    public string[]? BuildId { get; set; }

    /// <summary>The earliest start.</summary>
    [Parameter(ParameterSetName = ProjectSet)]
    public DateTime? After { get; set; }

    /// <summary>The latest start.</summary>
    [Parameter(ParameterSetName = ProjectSet)]
    public DateTime? Before { get; set; }

    /// <summary>The statuses wanted.</summary>
    [Parameter]
    public MlStatus[]? Status { get; set; }

    /// <summary>How many of each project at most.</summary>
    [Parameter(ParameterSetName = ProjectSet)]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>How many of the last log lines to read with each build.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int Log { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Actions of other providers, and those that never ran, are no builds; they are passed over where they are piped.
        string[] ids = ParameterSetName == IdSet ? [.. (BuildId ?? []).Where(IsBuildId)] : [];
        if (ParameterSetName == IdSet && ids.Length == 0)
            return;
        var window = this.Window(After, Before, UsualWindow, Clock.GetUtcNow());
        var connections = Connect(Region);
        if (connections.Count == 0)
            return;

        var projects = new NamePatterns(ProjectName);
        var query = new BuildQuery
        {
            BuildIds = ids,
            Projects = ParameterSetName == IdSet ? [] : projects.Exact,
            Matches = ParameterSetName == IdSet ? null : projects.Matches,
            Window = window,
            Statuses = new HashSet<MlStatus>(Status ?? []),
            First = First,
            LogLines = Log,
        };
        WriteEach(new BuildMonitor(connections, Clock).ReadAsync(query, Sink, StopToken), WriteObject);
    }

    private bool IsBuildId(string id)
    {
        var project = id.LastIndexOf(':');
        if (!MyInvocation.ExpectingInput || (project > 0 && Guid.TryParse(id.AsSpan(project + 1), out _)))
            return true;
        Sink.WriteDetail($"'{id}' is no build.");
        return false;
    }
}
