using System.Collections;
using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Connection;
using MlMonitor.Core.Pipelines;

namespace MlMonitor.Commands;

/// <summary>Gets the state of pipelines: what the newest execution did, where it stands, why, and since when.</summary>
[Cmdlet(VerbsCommon.Get, "MlPipelineStatus")]
[OutputType(typeof(MlPipelineStatus))]
public sealed class GetMlPipelineStatusCommand : MlAwsCommand
{
    /// <summary>From how many pipelines on their histories are no longer read unasked: one call each adds up.</summary>
    private const int FewNames = 2;

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

    /// <summary>The statuses wanted.</summary>
    [Parameter]
    public MlStatus[]? Status { get; set; }

    /// <summary>Tags the pipelines must have.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <summary>Reads each pipeline's history too.</summary>
    [Parameter]
    public SwitchParameter IncludeHistory { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var connections = Connect(Region);
        if (connections.Count == 0)
            return;

        var names = new NamePatterns(Name);
        var query = new PipelineQuery
        {
            Names = names.Exact,
            Matches = names.Matches,
            Sources = new HashSet<MlPipelineSource>(Source ?? []),
            Statuses = new HashSet<MlStatus>(Status ?? []),
            Tags = (Tag ?? []).Cast<DictionaryEntry>().ToDictionary(t => $"{t.Key}", t => $"{t.Value}", StringComparer.Ordinal),
            IncludeHistory = IncludeHistory || (!MyInvocation.ExpectingInput && names.Matches is null && names.Exact.Length <= FewNames),
        };
        WriteEach(new PipelineMonitor(connections, Clock).ReadStatusAsync(query, Sink, StopToken), status =>
        {
            RunspaceState.Current.PipelineNames.TryAdd(status.PipelineName, 0);
            WriteObject(status);
        });
    }
}
