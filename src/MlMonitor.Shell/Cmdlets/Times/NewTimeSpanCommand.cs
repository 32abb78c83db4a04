using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Makes a span of time.</summary>
[Cmdlet(VerbsCommon.New, "TimeSpan")]
[OutputType(typeof(TimeSpan))]
public sealed class NewTimeSpanCommand : PSCmdlet
{
    [Parameter]
    public int Days { get; set; }

    [Parameter]
    public int Hours { get; set; }

    [Parameter]
    public int Minutes { get; set; }

    [Parameter]
    public int Seconds { get; set; }

    protected override void ProcessRecord() => WriteObject(new TimeSpan(Days, Hours, Minutes, Seconds));
}
