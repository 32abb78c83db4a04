using System.Management.Automation;
using MlMonitor.Connection;
using MlMonitor.Core;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Watching;
using MlMonitor.Core.Watching.Configuration;
using MlMonitor.Watching;

namespace MlMonitor.Commands;

/// <summary>Runs the watches of a configuration that are due, tells topics what is new, and ends with what it did.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "MlMonitor", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(MlFinding), typeof(MlAlertDecision), typeof(MlMonitorRun))]
public sealed partial class InvokeMlMonitorCommand : MlAwsCommand
{
    private const string ClockVariable = "MlMonitorClock";

    /// <summary>The configuration.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("FullName", "PSPath", "Path")]
    [ValidateNotNullOrEmpty]
    public string? Config { get; set; }

    /// <summary>The watches to run, due or not; wildcards choose.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Only { get; set; }

    /// <summary>Where the state is kept: a file or an s3:// address.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    /// <summary>How long to wait for another run that has the state.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 86_400)]
    public TimeSpan Wait { get; set; }

    /// <summary>Ends with an error where the run is at least so bad.</summary>
    [Parameter]
    [ValidateSet("Warning", "Critical")]
    public MlSeverity? FailOn { get; set; }

    /// <summary>Gives what was decided of each alert, too.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Gives nothing but what the run did.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Publishes a sign of life, whatever was found.</summary>
    [Parameter]
    public SwitchParameter Heartbeat { get; set; }

    /// <summary>The clock of the schedule and the alerts. Another can be laid into the session, to try what happens later.</summary>
    private TimeProvider RunClock => (SessionState.PSVariable.GetValue(ClockVariable) is PSObject wrapped ? wrapped.BaseObject : SessionState.PSVariable.GetValue(ClockVariable)) as TimeProvider ?? Clock;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = ConfigFile.Resolve(this, Config);
        var read = ConfigFile.Read(path, RunClock.GetUtcNow(), Sink);
        Sink.Flush();
        if (read is not var (config, mistakes) || !IsUsable(path, config, mistakes))
            return;
        var place = StatePath ?? config.StatePath ?? Path.ChangeExtension(path, ".state.json");
        if (Store(place, path) is not { } store)
            return;
        // One lease for the whole run: a second run beside it would look at the same things, and tell of them again.
        var really = ShouldProcess(path, "Run watches, send alerts, and remember both");
        var lease = really ? Await(() => store.OpenAsync(Wait, Sink, StopToken)) : null;
        var ledger = lease?.Ledger ?? (really ? null : Await(() => store.ReadAsync(Sink, StopToken)));
        if (ledger is null)
            return;
        try
        {
            var ended = Watch(path, config, ledger, lease, store, place);
            WriteObject(ended);
            if (FailOn is { } worst && ended.Severity >= worst)
                Report(ProblemId.RunFailed, $"The run is {ended.Severity}: {ended}.", path, "Look at its findings.");
        }
        finally
        {
            if (lease is not null)
                lease.DisposeAsync().AsTask().Wait(StopToken.IsCancellationRequested ? LastMoment : TimeSpan.FromSeconds(5), CancellationToken.None);
        }
    }

    private MlMonitorRun Watch(string path, MonitorConfig config, AlertLedger ledger, AlertLedgerLease? lease, IAlertStore store, string place)
    {
        var (now, began) = (RunClock.GetUtcNow(), Clock.GetTimestamp());
        var wanted = config.Watches.Where(w => Only is null || Only.Any(o => new WildcardPattern(o, WildcardOptions.IgnoreCase).IsMatch(w.Name))).ToList();
        var plan = WatchSchedule.Plan(wanted, Only is not null, Asked(path), ledger, now);
        var run = new WatchRun(plan, Runner(config, path), RunClock);
        WriteEach(run.ExecuteAsync(lease, Sink, StopToken), result =>
        {
            if (!Quiet && result.Watch.Judged(result.Found.ToAlertSubject().Severity) != MlSeverity.Ok)
                WriteObject(result.Found);
        });
        var stages = new AlertStages(config.Alerts, store, Sender(config));
        var observed = run.Observed(config.Watches.Select(w => w.Name));
        var decisions = lease is null
            ? Await(() => stages.PreviewAsync(observed, Sink, StopToken))
            : Await(() => stages.RunAsync(observed, lease, Sink, StopToken));
        Sink.Flush();
        if (PassThru)
            WriteObject(decisions, enumerateCollection: true);
        var counts = run.Count();
        var ended = new MlMonitorRun
        {
            Checked = counts.Values.Sum(),
            Ok = counts.GetValueOrDefault(MlSeverity.Ok),
            Warning = counts.GetValueOrDefault(MlSeverity.Warning),
            Critical = counts.GetValueOrDefault(MlSeverity.Critical),
            NoData = counts.GetValueOrDefault(MlSeverity.NoData),
            CouldNotCheck = run.CouldNotCheck,
            Watch = [.. plan.Due.Select(w => w.Name).Except(run.Left)],
            Resumed = [.. plan.Resumed.Select(r => r.Watch)],
            Left = [.. run.Left],
            NotDue = [.. wanted.Except(plan.Due).Select(w => w.Name).Except(plan.Resumed.Select(r => r.Watch))],
            Decision = [.. decisions],
            Calls = Meter.Total,
            BilledMetrics = Meter.BilledMetrics,
            Started = now,
            Duration = Clock.GetElapsedTime(began),
            StatePath = place,
        };
        if (Heartbeat && lease is not null)
            Beat(config, ended);
        return ended;
    }
}
