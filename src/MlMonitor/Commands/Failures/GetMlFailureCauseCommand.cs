using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Failures;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>Gets why something failed: the way down to the root, what the root says, and its last log lines.</summary>
[Cmdlet(VerbsCommon.Get, "MlFailureCause")]
[OutputType(typeof(MlFailureCause))]
public sealed class GetMlFailureCauseCommand : MlAwsCommand
{
    /// <summary>The failed object, as the other commands of this module give it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>How many of the root's last log lines to read.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int Log { get; set; } = 10;

    /// <summary>Asks CloudTrail who changed a thing on the way last.</summary>
    [Parameter]
    public SwitchParameter IncludeChange { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var failed = InputObject.BaseObject;
        if (!FailureInvestigator.Takes(failed))
        {
            WriteError(Errors.Record(Problem.Of(ProblemId.NotAFailure, $"'{InputObject}' is no failure that can be looked into.", failed,
                "Pipe what failed, such as Get-MlPipelineStatus | Where-Object IsFailure | Get-MlFailureCause.")));
            return;
        }

        foreach (var connection in Connect(Region))
            WriteObject(Await(() => new FailureInvestigator(connection, Sink, Clock)
                .InvestigateAsync(failed, new FailureInquiry(Log, IncludeChange), StopToken)));
    }
}
