using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core.Pipelines;

namespace MlMonitor.Commands;

/// <summary>Measures how pipelines did over a window: success rate, failures in a row, durations, time to recover, frequency.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "MlPipeline", DefaultParameterSetName = NameSet)]
[OutputType(typeof(MlPipelineMeasure))]
public sealed class MeasureMlPipelineCommand : MlAwsCommand
{
    private const string NameSet = "Name";
    private const string RunSet = "Run";
    private static readonly TimeSpan UsualWindow = TimeSpan.FromDays(30);
    private readonly List<MlPipelineRun> _runs = [];

    /// <summary>The pipelines' names; wildcards choose among all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    [Alias("PipelineName")]
    [ArgumentCompleter(typeof(PipelineCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>Executions that were read already, as Get-MlPipelineRun gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = RunSet)]
    [OnlyOfType(typeof(MlPipelineRun))]
    public MlPipelineRun InputObject { get; set; } = null!;

    /// <summary>The engines to look at.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = NameSet)]
    public MlPipelineSource[]? Source { get; set; }

    /// <summary>The beginning of the window.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>The end of the window.</summary>
    [Parameter]
    public DateTime? Before { get; set; }

    /// <summary>The least success rate, in percent.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double? MinimumSuccessRate { get; set; }

    /// <summary>The most failures in a row.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? MaximumFailureStreak { get; set; }

    /// <summary>The longest 95th percentile of durations.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 366 * 86_400.0)]
    public TimeSpan? MaximumDuration { get; set; }

    /// <summary>The fewest runs a day.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double? MinimumRunsPerDay { get; set; }

    private MlWindow? Window { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Window ??= this.Window(After, Before, UsualWindow, Clock.GetUtcNow());
        if (ParameterSetName == RunSet)
        {
            if (InputObject.Started >= Window.After && InputObject.Started < Window.Before)
                _runs.Add(InputObject);
            return;
        }

        var connections = Connect(Region);
        if (connections.Count == 0)
            return;
        var names = new NamePatterns(Name);
        var query = new PipelineRunQuery
        {
            Names = names.Exact,
            Matches = names.Matches,
            Sources = new HashSet<MlPipelineSource>(Source ?? []),
            Window = Window,
        };
        WriteEach(new PipelineMonitor(connections, Clock).ReadRunsAsync(query, Sink, StopToken), _runs.Add);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var thresholds = new PipelineThresholds
        {
            MinimumSuccessRatePercent = MinimumSuccessRate,
            MaximumFailureStreak = MaximumFailureStreak,
            MaximumDuration = MaximumDuration,
            MinimumRunsPerDay = MinimumRunsPerDay,
        };
        foreach (var pipeline in _runs.GroupBy(r => (r.Source, r.Account, r.Region, r.PipelineName)))
            WriteObject(PipelineMeasurement.Of([.. pipeline], Window!, thresholds));
        base.EndProcessing();
    }
}
