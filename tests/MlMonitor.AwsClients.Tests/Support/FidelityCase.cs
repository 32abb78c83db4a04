using System.Text.Json;

namespace MlMonitor.AwsClients.Tests.Support;

/// <summary>An input and a reply for an operation of SSM or SQS.</summary>
internal sealed record FidelityCase(string Service, string Operation, string Input, string Reply)
{
    public JsonElement InputJson => JsonDocument.Parse(Input).RootElement;

    public static readonly Dictionary<string, FidelityCase> All = new FidelityCase[]
    {
        new("SimpleSystemsManagement", "GetParameter", """{"Name":"/a","WithDecryption":true}""",
            """{"Parameter":{"Name":"/a","Type":"SecureString","Value":"","Version":9007199254740993,"LastModifiedDate":1767225600.125,"ARN":"arn","DataType":null}}"""),
        new("SimpleSystemsManagement", "SendCommand",
            """{"DocumentName":"d","Targets":[{"Key":"k","Values":["a","ü\"\\\u0001<>&'+"]},{}],"Parameters":{"commands":["x","y"],"none":[]},"TimeoutSeconds":30,"NotificationConfig":{"NotificationEvents":["All","New"],"NotificationType":"Command"},"CloudWatchOutputConfig":{"CloudWatchOutputEnabled":false}}""",
            """{"Command":{"CommandId":"c","Parameters":{"commands":["x",null],"none":[]},"RequestedDateTime":1.7672256E9,"Status":"NewStatus","TargetCount":3,"Unknown":{"a":[{}]},"NotificationConfig":null,"Targets":[]}}"""),
        new("SimpleSystemsManagement", "PutComplianceItems",
            """{"ResourceId":"r","ResourceType":"t","ComplianceType":"c","ExecutionSummary":{"ExecutionTime":1767225600.75,"ExecutionId":"e"},"Items":[{"Severity":"HIGH","Status":"COMPLIANT","Details":{"k":"v"}}],"UploadType":"PARTIAL"}""",
            "{}"),
        new("SimpleSystemsManagement", "UpdateOpsItem",
            """{"OpsItemId":"o","OperationalData":{"k":{"Value":"v","Type":"String"}},"OperationalDataToDelete":[],"Priority":2,"ActualStartTime":1767225600.5,"PlannedEndTime":1767225601.5}""",
            ""),
        new("SimpleSystemsManagement", "GetInventory",
            """{"Filters":[{"Key":"k","Values":["v"],"Type":"Equal"}],"Aggregators":[{"Expression":"e","Aggregators":[{"Expression":"f"}]}],"MaxResults":5}""",
            """{"Entities":[{"Id":"i","Data":{"AWS:Application":{"TypeName":"t","Content":[{"a":"b"},{}]},"empty":{}}},null],"NextToken":"n"}"""),
        new("SimpleSystemsManagement", "DescribeInstanceInformation",
            """{"Filters":[{"Key":"PingStatus","Values":["Online"]}]}""",
            """{"InstanceInformationList":[{"InstanceId":"i","PingStatus":"Online","LastPingDateTime":1767225600,"IsLatestVersion":null,"AssociationOverview":{"DetailedStatus":"d","InstanceAssociationStatusAggregatedCount":{"Success":2,"Failed":0}}}]}"""),
        new("SimpleSystemsManagement", "StartAutomationExecution",
            """{"DocumentName":"d","TargetMaps":[{"a":["1","2"]},{"b":[]}],"Parameters":{},"Mode":"Auto","ClientToken":"12345678-1234-1234-1234-123456789012"}""",
            """{"AutomationExecutionId":"a"}"""),
        new("SQS", "SendMessageBatch",
            """{"QueueUrl":"http://q/1","Entries":[{"Id":"1","MessageBody":"b","DelaySeconds":0,"MessageAttributes":{"a":{"DataType":"Binary","BinaryValue":"AQID/w=="},"s":{"DataType":"String","StringValue":"x"}}}]}""",
            """{"Failed":[{"Id":"1","SenderFault":true,"Code":"c","Message":"m"}]}"""),
        new("SQS", "GetQueueAttributes", """{"QueueUrl":"http://q/1","AttributeNames":["All"]}""", """{"Attributes":{"QueueArn":"arn","VisibilityTimeout":"30"}}"""),
        new("SQS", "ReceiveMessage",
            """{"QueueUrl":"http://q/1","MaxNumberOfMessages":10,"WaitTimeSeconds":0,"MessageAttributeNames":["All"],"MessageSystemAttributeNames":["All"]}""",
            """{"Messages":[{"MessageId":"m","ReceiptHandle":"h","MD5OfBody":"92eb5ffee6ae2fec3ad71c777531578f","Body":"b","Attributes":{"SentTimestamp":"1"},"MessageAttributes":{"a":{"DataType":"Binary","BinaryValue":"AQID/w=="}}}]}"""),
        new("SQS", "ListQueues", "{}", """{"QueueUrls":["http://q/1"],"NextToken":null}"""),
    }.ToDictionary(c => $"{c.Service}.{c.Operation}");
}
