using System.Management.Automation;
using MlMonitor.Core.Alerting;

namespace MlMonitor.Commands;

/// <summary>Tells which alerts the scheduled watch remembers, and what became of them.</summary>
[Cmdlet(VerbsCommon.Get, "MlAlert")]
[OutputType(typeof(MlAlertState))]
public sealed class GetMlAlertCommand : MlStateCommand
{
    /// <summary>The things; wildcards * and ? choose among all.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Resource { get; set; }

    /// <summary>The services or checks that speak; wildcards * and ? choose among all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Source { get; set; }

    /// <summary>The severities.</summary>
    [Parameter]
    public MlSeverity[] Severity { get; set; } = [];

    /// <summary>The phases.</summary>
    [Parameter]
    public MlAlertPhase[] Phase { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Book() is not { } book)
            return;
        var matcher = new AlertMatcher { Resource = Resource, Source = Source, Severity = Severity };
        foreach (var alert in Await(() => book.AlertsAsync(matcher, Sink, StopToken)))
            if (Phase.Length == 0 || Phase.Contains(alert.Phase))
                WriteObject(alert);
    }
}
