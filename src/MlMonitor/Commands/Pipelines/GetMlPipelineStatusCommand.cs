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

    /// <summary>The statuses wanted.</summary>
    [Parameter]
    public MlStatus[]? Status { get; set; }

    /// <summary>Reads each pipeline's history too, for what started it and when it last succeeded.</summary>
    [Parameter]
    public SwitchParameter IncludeHistory { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var connections = Connect(Region);
        if (connections.Count == 0)
            return;

        var wanted = Name ?? ["*"];
        string[] named = [.. wanted.Where(n => !WildcardPattern.ContainsWildcardCharacters(n)).Distinct(StringComparer.Ordinal)];
        WildcardPattern[] patterns = [.. wanted.Where(WildcardPattern.ContainsWildcardCharacters).Select(n => new WildcardPattern(n, WildcardOptions.IgnoreCase))];
        var query = new PipelineQuery
        {
            Names = named,
            Matches = patterns.Length == 0 ? null : name => patterns.Any(p => p.IsMatch(name)),
            Statuses = new HashSet<MlStatus>(Status ?? []),
            IncludeHistory = IncludeHistory || (!MyInvocation.ExpectingInput && patterns.Length == 0 && named.Length <= FewNames),
        };
        WriteEach(new PipelineMonitor(connections, Clock).ReadStatusAsync(query, Sink, StopToken), status =>
        {
            RunspaceState.Current.PipelineNames.TryAdd(status.PipelineName, 0);
            WriteObject(status);
        });
    }
}
