using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core.Endpoints.Monitoring;

namespace MlMonitor.Commands;

/// <summary>Gets executions of Model Monitor: status, and what the report found.</summary>
[Cmdlet(VerbsCommon.Get, "MlMonitorExecution")]
[OutputType(typeof(MlMonitorExecution))]
public sealed class GetMlMonitorExecutionCommand : MlAwsCommand
{
    /// <summary>A day: what most look at in the morning.</summary>
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(24);

    /// <summary>The endpoints that are watched.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? EndpointName { get; set; }

    /// <summary>The schedules' names; wildcards choose among all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? MonitoringScheduleName { get; set; }

    /// <summary>What is watched.</summary>
    [Parameter]
    public MlMonitoringType[]? Type { get; set; }

    /// <summary>The statuses wanted.</summary>
    [Parameter]
    public MlStatus[]? Status { get; set; }

    /// <summary>Returns executions scheduled since then.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>Returns at most so many executions of each schedule, the newest.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var connections = Connect(Region);
        if (connections.Count == 0)
            return;
        var names = new NamePatterns(MonitoringScheduleName);
        var query = new MonitorQuery
        {
            Names = names.Exact,
            Matches = names.Matches,
            NameContains = names.CommonPart,
            Types = new HashSet<MlMonitoringType>(Type ?? []),
            Statuses = new HashSet<MlStatus>(Status ?? []),
            After = this.Window(After, null, UsualWindow, Clock.GetUtcNow()).After,
            First = First,
        };
        var monitor = new ExecutionMonitor(connections, Clock);
        foreach (var endpoint in EndpointName ?? [null!])
            WriteEach(monitor.ReadAsync(query with { EndpointName = endpoint }, Sink, StopToken), WriteObject);
    }
}
