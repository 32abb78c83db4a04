using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core;
using MlMonitor.Core.Alerting;

namespace MlMonitor.Commands;

/// <summary>Publishes an alert to an SNS topic, about an object of this module or with words of one's own.</summary>
[Cmdlet(VerbsCommunications.Send, "MlAlert", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium, DefaultParameterSetName = ObjectSet)]
[OutputType(typeof(MlAlert))]
public sealed class SendMlAlertCommand : MlAwsCommand
{
    private const string ObjectSet = "Object";
    private const string MessageSet = "Message";

    /// <summary>What to alert about.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ObjectSet)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The subject, where the words are one's own.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MessageSet)]
    [ValidateNotNullOrEmpty]
    public string Subject { get; set; } = null!;

    /// <summary>The message, where the words are one's own.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MessageSet)]
    [ValidateNotNullOrEmpty]
    public string Message { get; set; } = null!;

    /// <summary>The topic.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string TopicArn { get; set; } = null!;

    /// <summary>How much it matters.</summary>
    [Parameter]
    public MlSeverity? Severity { get; set; }

    /// <summary>The form of the body.</summary>
    [Parameter]
    public MlAlertFormat Format { get; set; }

    /// <summary>Returns what became of each alert.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The topic's region. Not taken from piped objects: theirs is where they were seen.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public override string[]? Region { get; set; }

    /// <summary>The credential profile. Not taken from piped objects: theirs is who saw them.</summary>
    [Parameter]
    [Alias("AWSProfileName", "StoredCredentials")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public override string[]? ProfileName { get; set; }

    private TopicArn? Topic { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        Topic = Core.Alerting.TopicArn.Parse(TopicArn);
        if (Topic is null)
            ThrowTerminatingError(Streams.Errors.Record(Problem.Of(ProblemId.TopicArnInvalid, $"'{TopicArn}' is no ARN of an SNS topic.", TopicArn,
                "Give one such as arn:aws:sns:eu-west-1:123456789012:ml-alerts.")));
        if (Region is { } regions && (regions.Length != 1 || regions[0] != Topic!.Region))
            ThrowTerminatingError(Streams.Errors.Record(Problem.Of(ProblemId.TopicInOtherRegion,
                $"The topic is in {Topic!.Region}, and -Region says {string.Join(", ", regions)}.", TopicArn,
                "Leave -Region out: the topic's ARN tells it.")));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Content() is not { } content)
            return;
        var message = AlertMessage.Compose(content, Format);
        if (message.TruncatedBytes > 0)
            WriteWarning($"The alert '{content.Title}' is too long for SNS: {message.TruncatedBytes} bytes of its text were cut off.");
        var result = Deliver(message);
        if (PassThru && result is not null)
            WriteObject(result);
    }

    private MlAlert? Deliver(AlertMessage message)
    {
        if (ParameterSetName == ObjectSet && Severity is null && message.Content.About.Severity == MlSeverity.Ok)
        {
            Sink.WriteDetail($"Not sent, nothing is wrong: {message.Content.Title}");
            return SnsPublisher.Result(TopicArn, message, MlAlertReason.SeverityOk);
        }

        if (!ShouldProcess(TopicArn, $"Publish alert \"{message.Content.Title}\""))
            return SnsPublisher.Result(TopicArn, message, MlAlertReason.WhatIf);
        var connections = Connect([Topic!.Region]);
        return connections.Count == 0
            ? SnsPublisher.Result(TopicArn, message, MlAlertReason.PublishFailed)
            : Await(() => new SnsPublisher(Topic, connections[0], Clock).PublishAsync(message, Sink, StopToken));
    }

    private AlertContent? Content()
    {
        if (ParameterSetName == MessageSet)
            return AlertContent.Written(Subject, Message, Severity ?? MlSeverity.Warning);
        if (InputObject.BaseObject is IMlAlertable alertable)
            return AlertContent.Of(alertable, Severity);
        WriteError(Streams.Errors.Record(Problem.Of(ProblemId.NotAlertable,
            $"Nothing can be alerted of a {InputObject.BaseObject.GetType().Name}: '{InputObject}'.", InputObject.BaseObject,
            "Pipe objects of this module as they come, without Select-Object or Format-Table in between, or give -Subject and -Message.")));
        return null;
    }
}
