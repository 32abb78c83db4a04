using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Connection;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Endpoints.Health;

namespace MlMonitor.Commands;

/// <summary>Looks for what is wrong with endpoints: in their status, metrics, alarms and capture.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MlEndpointHealth")] // No default set: it would be tried first, and take a piped object with a name for text.
[OutputType(typeof(MlEndpointFinding), typeof(bool))]
public sealed partial class TestMlEndpointHealthCommand : MlAwsCommand
{
    private const string NameSet = "Name";
    private const string EndpointSet = "Endpoint";

    /// <summary>As many as the engine reads together: with ten metrics each they fill four calls of 500.</summary>
    private const int Together = 200;

    private readonly EndpointBatches _batches = new();
    private readonly Dictionary<IReadOnlyList<AwsConnection>, EndpointHealthMonitor> _monitors = [];

    /// <summary>The endpoints' names; wildcards choose among all.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] EndpointName { get; set; } = [];

    /// <summary>Endpoints, as Get-MlEndpoint gives them; without them and without names, all there are.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = EndpointSet)]
    [OnlyOfType(typeof(MlEndpoint))]
    public MlEndpoint[]? InputObject { get; set; }

    /// <summary>What to look for.</summary>
    [Parameter]
    public MlEndpointCheck[]? Check { get; set; }

    /// <summary>Gives one Boolean for each endpoint instead.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var endpoint in InputObject ?? [])
            if (Connect([endpoint.Region]) is { Count: > 0 } place && _batches.Add(place, endpoint) >= Together)
                Judge(place);
        string[] names = ParameterSetName == NameSet ? EndpointName : InputObject is null && !MyInvocation.ExpectingInput ? ["*"] : [];
        if (names.Length > 0 && Connect(Region) is { Count: > 0 } connections)
            _batches.Add(connections, names);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var connections in _batches.Places)
            Judge(connections);
        base.EndProcessing();
    }

    private void Judge(IReadOnlyList<AwsConnection> connections)
    {
        var (choice, thresholds, checks) = (_batches.Take(connections), Thresholds(), new HashSet<MlEndpointCheck>(Check ?? []));
        if (!_monitors.TryGetValue(connections, out var monitor))
            _monitors[connections] = monitor = new EndpointHealthMonitor(connections, Clock);
        var query = new EndpointHealthQuery { Checks = checks, Thresholds = thresholds };
        // Those asked for by name or object come in that order, and one that is nowhere is not well.
        var healthy = new List<(string Name, bool IsWell)>();
        WriteEach(monitor.ReadAsync(choice, query, Sink, StopToken), evidence =>
        {
            RunspaceState.Current.EndpointNames.TryAdd(evidence.Endpoint.EndpointName, 0);
            var findings = EndpointTest.Judge(evidence, thresholds, checks);
            healthy.Add((evidence.Endpoint.EndpointName, findings.All(f => f.Severity < MlSeverity.Warning)));
            if (!Quiet)
                WriteObject(findings, enumerateCollection: true);
        });
        if (Quiet)
            WriteObject(Answers(choice, healthy.ToLookup(h => h.Name, h => h.IsWell, StringComparer.Ordinal)), enumerateCollection: true);
    }

    private static IEnumerable<bool> Answers(EndpointChoice choice, ILookup<string, bool> healthy)
    {
        string[] asked = [.. choice.Read.Select(e => e.EndpointName), .. choice.Query?.Names ?? []];
        foreach (var name in asked)
            yield return healthy.Contains(name) && healthy[name].All(isWell => isWell);
        foreach (var found in healthy.Where(h => !asked.Contains(h.Key, StringComparer.Ordinal)))
            yield return found.All(isWell => isWell);
    }
}
