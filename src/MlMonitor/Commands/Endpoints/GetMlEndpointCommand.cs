using System.Collections;
using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Connection;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints;

namespace MlMonitor.Commands;

/// <summary>Gets endpoints of SageMaker: status, variants, capture, autoscaling, the deployment under way.</summary>
[Cmdlet(VerbsCommon.Get, "MlEndpoint")]
[OutputType(typeof(MlEndpoint))]
public sealed class GetMlEndpointCommand : MlAwsCommand
{
    private IReadOnlyList<AwsConnection>? _connections;
    private EndpointMonitor? _monitor;

    /// <summary>The endpoints' names; wildcards choose among all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? EndpointName { get; set; }

    /// <summary>The statuses wanted.</summary>
    [Parameter]
    public MlStatus[]? Status { get; set; }

    /// <summary>Tags the endpoints must have.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var connections = Connect(Region);
        if (connections.Count == 0)
            return;

        var names = new NamePatterns(EndpointName);
        var query = new EndpointQuery
        {
            Names = names.Exact,
            Matches = names.Matches,
            NameContains = names.CommonPart,
            Statuses = new HashSet<MlStatus>(Status ?? []),
            Tags = (Tag ?? []).Cast<DictionaryEntry>().ToDictionary(t => $"{t.Key}", t => $"{t.Value}", StringComparer.Ordinal),
            IncludeTags = names.Matches is null,
        };
        WriteEach(MonitorOf(connections).ReadAsync(query, Sink, StopToken), endpoint =>
        {
            RunspaceState.Current.EndpointNames.TryAdd(endpoint.EndpointName, 0);
            WriteObject(endpoint);
        });
    }

    /// <summary>One monitor for all names that come down the pipeline: what it cannot know it says once.</summary>
    private EndpointMonitor MonitorOf(IReadOnlyList<AwsConnection> connections)
    {
        if (_monitor is null || !ReferenceEquals(_connections, connections))
            (_connections, _monitor) = (connections, new EndpointMonitor(connections, Clock));
        return _monitor;
    }
}
