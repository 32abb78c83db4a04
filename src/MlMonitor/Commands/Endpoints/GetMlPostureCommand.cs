using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Connection;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Endpoints.Posture;

namespace MlMonitor.Commands;

/// <summary>Tells of each endpoint who watches it, with what, and what is missing, the worst first.</summary>
[Cmdlet(VerbsCommon.Get, "MlPosture", DefaultParameterSetName = NameSet)]
[OutputType(typeof(MlPosture))]
public sealed class GetMlPostureCommand : MlAwsCommand
{
    private const string NameSet = "Name";
    private const string EndpointSet = "Endpoint";
    private static readonly PostureOptions Usual = new();

    private readonly List<MlPosture> _rows = [];
    private readonly List<MlEndpoint> _endpoints = [];
    private PostureMonitor? _monitor;

    /// <summary>The endpoints' names; wildcards choose among all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? EndpointName { get; set; }

    /// <summary>Endpoints, as Get-MlEndpoint gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = EndpointSet)]
    [OnlyOfType(typeof(MlEndpoint))]
    public MlEndpoint[] InputObject { get; set; } = [];

    /// <summary>The tag that names the owner.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string OwnerTag { get; set; } = Usual.OwnerTag;

    /// <summary>How old the newest capture file may be.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 10 * 366 * 86_400.0)]
    public TimeSpan MaximumCaptureAge { get; set; } = Usual.MaximumCaptureAge;

    /// <summary>How old the baseline may be.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 10 * 366 * 86_400.0)]
    public TimeSpan MaximumBaselineAge { get; set; } = Usual.MaximumBaselineAge;

    /// <summary>How old the newest labels may be.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 10 * 366 * 86_400.0)]
    public TimeSpan MaximumLabelAge { get; set; } = Usual.MaximumLabelAge;

    private PostureMonitor Monitor => _monitor ??= new PostureMonitor(
        new PostureOptions { OwnerTag = OwnerTag, MaximumCaptureAge = MaximumCaptureAge, MaximumBaselineAge = MaximumBaselineAge, MaximumLabelAge = MaximumLabelAge },
        Clock, Sink);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == EndpointSet)
        {
            _endpoints.AddRange(InputObject);
            return;
        }

        var connections = Connect(Region);
        if (connections.Count == 0)
            return;
        var names = new NamePatterns(EndpointName);
        var query = new EndpointQuery { Names = names.Exact, Matches = names.Matches, NameContains = names.CommonPart };
        WriteEach(Monitor.ReadAsync(connections, query, StopToken), Keep);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var place in _endpoints.GroupBy(e => (e.Region, e.ProfileName)))
        {
            // Where an endpoint was read is where the rest of it is.
            ProfileName = place.Key.ProfileName is { } profile ? [profile] : [];
            foreach (var connection in Connect([place.Key.Region]))
                WriteEach(Monitor.ReadAsync(connection, [.. place], StopToken), Keep);
        }

        // The worst first: what could not be judged after what is surely bad.
        foreach (var row in _rows.OrderBy(r => Rank(r.Severity)).ThenBy(r => r.Region, StringComparer.Ordinal).ThenBy(r => r.EndpointName, StringComparer.Ordinal))
            WriteObject(row);
        base.EndProcessing();
    }

    private void Keep(MlPosture row)
    {
        RunspaceState.Current.EndpointNames.TryAdd(row.EndpointName, 0);
        _rows.Add(row);
    }

    private static int Rank(MlSeverity severity) => severity switch
    {
        MlSeverity.Critical => 0,
        MlSeverity.Warning => 1,
        MlSeverity.NoData => 2,
        _ => 3,
    };
}
