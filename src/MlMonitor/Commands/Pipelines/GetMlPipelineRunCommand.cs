using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core.Pipelines;

namespace MlMonitor.Commands;

/// <summary>Gets the executions of pipelines, each pipeline's newest first.</summary>
[Cmdlet(VerbsCommon.Get, "MlPipelineRun")]
[OutputType(typeof(MlPipelineRun))]
public sealed class GetMlPipelineRunCommand : MlAwsCommand
{
    private static readonly TimeSpan UsualWindow = TimeSpan.FromDays(7);

    /// <summary>The pipelines' names; wildcards choose among all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PipelineName")]
    [ArgumentCompleter(typeof(PipelineCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The engines to look at.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public MlPipelineSource[]? Source { get; set; }

    /// <summary>The earliest start.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>The latest start.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>The statuses wanted.</summary>
    [Parameter]
    public MlStatus[]? Status { get; set; }

    /// <summary>How many of each pipeline at most.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Reads the steps of each execution too.</summary>
    [Parameter]
    public SwitchParameter IncludeStep { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var window = this.Window(After, Before, UsualWindow, Clock.GetUtcNow());
        var connections = Connect(Region);
        if (connections.Count == 0)
            return;

        var names = new NamePatterns(Name);
        var query = new PipelineRunQuery
        {
            Names = names.Exact,
            Matches = names.Matches,
            Sources = new HashSet<MlPipelineSource>(Source ?? []),
            Statuses = new HashSet<MlStatus>(Status ?? []),
            Window = window,
            First = First,
            IncludeStep = IncludeStep,
        };
        WriteEach(new PipelineMonitor(connections, Clock).ReadRunsAsync(query, Sink, StopToken), WriteObject);
    }
}
