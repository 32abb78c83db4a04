using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using MlMonitor.Core.Aws;

namespace MlMonitor.Connection;

/// <summary>
/// What the module keeps between commands: clients, credentials, names seen. One for each runspace, so that
/// <c>ForEach-Object -Parallel</c> shares nothing.
/// </summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> States = [];

    public static RunspaceState Current => States.GetValue(Runspace.DefaultRunspace, _ => new RunspaceState());

    public AwsConnector Connector { get; private init; } = new();

    /// <summary>Counts the calls of all commands of a run; null where none is under way.</summary>
    public AwsCallMeter? Whole { get; private init; }

    /// <summary>
    /// Gives a runspace that a run has made the clients of the run's own, so that all keep one pace and one count of calls.
    /// </summary>
    public void LendTo(Runspace runspace, AwsCallMeter whole) => States.Add(runspace, new RunspaceState { Connector = Connector, Whole = whole });

    /// <summary>The pipelines seen, for completion.</summary>
    public ConcurrentDictionary<string, byte> PipelineNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The endpoints seen, for completion.</summary>
    public ConcurrentDictionary<string, byte> EndpointNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The silences seen, for completion.</summary>
    public ConcurrentDictionary<string, byte> SilenceIds { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The metrics of training jobs seen, for completion.</summary>
    public ConcurrentDictionary<string, byte> MetricNames { get; } = new(StringComparer.OrdinalIgnoreCase);
}
