using System.Management.Automation;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Writes a non-terminating error.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = "Message")]
public sealed class WriteErrorCommand : PSCmdlet
{
    [Parameter(ParameterSetName = "Message", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Msg")]
    [AllowEmptyString]
    public string Message { get; set; } = "";

    [Parameter(ParameterSetName = "Exception", Mandatory = true)]
    public Exception? Exception { get; set; }

    [Parameter(ParameterSetName = "ErrorRecord", Mandatory = true)]
    public ErrorRecord? ErrorRecord { get; set; }

    [Parameter(ParameterSetName = "Message")]
    [Parameter(ParameterSetName = "Exception")]
    public string ErrorId { get; set; } = "Microsoft.PowerShell.Commands.WriteErrorException";

    [Parameter(ParameterSetName = "Message")]
    [Parameter(ParameterSetName = "Exception")]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    [Parameter(ParameterSetName = "Message")]
    [Parameter(ParameterSetName = "Exception")]
    public object? TargetObject { get; set; }

    protected override void ProcessRecord()
    {
        ErrorRecord error = ErrorRecord is null
            ? new ErrorRecord(Exception ?? new RuntimeException(Message), ErrorId, Category, TargetObject)
            : new ErrorRecord(ErrorRecord, ErrorRecord.Exception);
        WriteError(error);
    }
}
