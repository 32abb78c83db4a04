using System.Management.Automation;
using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Commands;

/// <summary>Waits until jobs have ended, and gives them as they ended.</summary>
[Cmdlet(VerbsLifecycle.Wait, "MlJob")]
[OutputType(typeof(MlJob))]
public sealed class WaitMlJobCommand : MlAwsCommand
{
    private readonly List<AwaitedJob> _jobs = [];

    /// <summary>The jobs' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    public string[] JobName { get; set; } = [];

    /// <summary>The kind of the jobs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public MlJobType Type { get; set; }

    /// <summary>How long to wait at most.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(0, 366 * 86_400)]
    public TimeSpan? Timeout { get; set; }

    /// <summary>How long to let pass between two looks at a job.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(1, 86_400)]
    public TimeSpan PollingInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var connection in Connect(Region))
            foreach (var name in JobName)
                _jobs.Add(new AwaitedJob(connection, Type, name));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var wait = new JobWait(Timeout, PollingInterval, Clock, new Random(Environment.ProcessId));
        WriteEach(wait.UntilEndedAsync(_jobs, Sink, StopToken), WriteObject);
        base.EndProcessing();
    }
}
