using System.Text;
using System.Text.Json;
using System.Web;
using Amazon.SageMakerRuntime;
using Amazon.SageMakerRuntime.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using MlMonitor.AwsClients.Tests.Support;

namespace MlMonitor.AwsClients.Tests;

/// <summary>
/// Requests that botocore has written and signed, and ours for the same input. The clients sign more headers than botocore
/// does and write JSON without spaces, so the signatures differ: ours are checked by the code that reproduces botocore's.
/// </summary>
public sealed class SignedRequestTests
{
    private static readonly Dictionary<string, string> Namespaces = new()
    {
        ["application-autoscaling"] = "ApplicationAutoScaling",
        ["cloudtrail"] = "CloudTrail",
        ["cloudwatch"] = "CloudWatch",
        ["codebuild"] = "CodeBuild",
        ["codepipeline"] = "CodePipeline",
        ["events"] = "EventBridge",
        ["logs"] = "CloudWatchLogs",
        ["resourcegroupstaggingapi"] = "ResourceGroupsTaggingAPI",
        ["sagemaker"] = "SageMaker",
        ["sagemaker-metrics"] = "SageMakerMetrics",
        ["sagemaker-runtime"] = "SageMakerRuntime",
        ["sns"] = "SimpleNotificationService",
        ["stepfunctions"] = "StepFunctions",
    };

    private static readonly Dictionary<string, (RecordedRequest Request, string Host)> Samples = ReadSamples();

    public static TheoryData<string> All => [.. Samples.Keys];

    public static TheoryData<string> Json => [.. Samples.Where(s => s.Value.Request.Text.StartsWith('{') && !s.Key.StartsWith("sqs", StringComparison.Ordinal)).Select(s => s.Key)];

    [Theory]
    [MemberData(nameof(All))]
    public void Our_check_of_signatures_reproduces_botocores(string sample) => SigV4.AssertValid(Samples[sample].Request);

    [Theory]
    [MemberData(nameof(Json))]
    public async Task A_request_has_the_headers_and_the_body_that_botocore_sends_and_a_valid_signature(string sample)
    {
        var expected = Samples[sample].Request;
        var (service, operation) = Split(sample);
        using var server = new LoopbackServer(Reply.Json("{}"));
        using var client = Clients.Create(Clients.Shipped, Namespaces[service], server.Url);
        var request = Clients.CreateRequest(Clients.Shipped, Namespaces[service], operation);
        ModelObjects.Fill(request, expected.Json);

        await Clients.CallAsync(client, operation, request);

        AssertSame(expected, server.Last);
        Assert.True(JsonElement.DeepEquals(expected.Json, server.Last.Json), server.Last.Text);
    }

    [Fact]
    public async Task Publish_sends_the_form_that_botocore_sends_and_a_valid_signature()
    {
        var expected = Samples["sns.publish"].Request;
        using var server = new LoopbackServer(Reply.Xml("<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>"));
        using var client = Clients.Create(Clients.Shipped, "SimpleNotificationService", server.Url);
        var request = new PublishRequest
        {
            TopicArn = "arn:aws:sns:eu-west-1:123456789012:t",
            Subject = "[FAILED] job",
            Message = "{\"a\":\"b c+é\"}",
            MessageAttributes = new() { ["severity"] = new() { DataType = "String", StringValue = "Critical" } },
        };

        var response = await ((IAmazonSimpleNotificationService)client).PublishAsync(request);

        Assert.Equal("m", response.MessageId);
        AssertSame(expected, server.Last);
        Assert.Equal(Form(expected), Form(server.Last));
    }

    [Fact]
    public async Task InvokeEndpoint_sends_the_body_as_it_is_and_a_valid_signature()
    {
        var expected = Samples["sagemaker-runtime.invoke_endpoint"].Request;
        using var server = new LoopbackServer(new Reply(200, "0.5", ("Content-Type", "text/csv"), ("x-Amzn-Invoked-Production-Variant", "AllTraffic")));
        using var client = Clients.Create(Clients.Shipped, "SageMakerRuntime", server.Url);
        var request = new InvokeEndpointRequest
        {
            EndpointName = "e",
            ContentType = "text/csv",
            InferenceId = "id-1",
            Body = new MemoryStream("1,2,3"u8.ToArray()),
        };

        var response = await ((IAmazonSageMakerRuntime)client).InvokeEndpointAsync(request);

        AssertSame(expected, server.Last);
        Assert.Equal(expected.Body, server.Last.Body);
        Assert.Equal("0.5", Encoding.UTF8.GetString(response.Body.ToArray()));
        Assert.Equal("AllTraffic", response.InvokedProductionVariant);
        Assert.Equal("text/csv", response.ContentType);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_request_goes_to_the_host_that_botocore_finds(string sample)
    {
        var (service, operation) = Split(sample);
        if (service == "sqs")
        {
            return;
        }

        var (@namespace, assembly) = (Namespaces[service], Clients.Shipped);
        using var client = Clients.Create(assembly, @namespace, "", c => c.RegionEndpoint = Amazon.RegionEndpoint.EUWest1);
        var endpoint = ((Runtime.ModeledServiceClient)client).DetermineServiceOperationEndpoint(
            (Amazon.Runtime.AmazonWebServiceRequest)Clients.CreateRequest(assembly, @namespace, operation));

        Assert.Equal(Samples[sample].Host, new Uri(endpoint.URL).Host);
    }

    private static void AssertSame(RecordedRequest expected, RecordedRequest actual)
    {
        Assert.Equal((expected.Method, expected.Target), (actual.Method, actual.Target));
        foreach (var name in expected.Headers.Keys.Except(["Authorization", "Content-Length", "X-Amz-Date", "host"], StringComparer.OrdinalIgnoreCase))
        {
            Assert.Equal(expected.Headers[name], actual.Headers[name]);
        }

        var (theirs, ours) = (SigV4.Fields(expected), SigV4.Fields(actual));
        Assert.Equal(Scope(theirs), Scope(ours));
        Assert.Subset(ours["SignedHeaders"].Split(';').ToHashSet(), theirs["SignedHeaders"].Split(';').ToHashSet());
        SigV4.AssertValid(actual);
    }

    /// <summary>The key, region and service of a signature, without its day.</summary>
    private static string Scope(Dictionary<string, string> fields) =>
        string.Join('/', fields["Credential"].Split('/').Where((_, i) => i != 1));

    private static string[] Form(RecordedRequest request)
    {
        var form = HttpUtility.ParseQueryString(request.Text);
        return [.. form.AllKeys.Select(k => $"{k}={form[k]}").Order(StringComparer.Ordinal)];
    }

    private static (string Service, string Operation) Split(string sample)
    {
        var parts = sample.Split('.');
        return (parts[0], string.Concat(parts[1].Split('_').Select(w => char.ToUpperInvariant(w[0]) + w[1..])));
    }

    private static Dictionary<string, (RecordedRequest, string)> ReadSamples()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", "signed-requests.txt"));
        return text.Split("--- ", StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToDictionary(s => s.Name, s => (s.Request, s.Host));
    }

    private static (string Name, RecordedRequest Request, string Host) Parse(string sample)
    {
        var (head, body) = sample.Split("\n\n", 2) switch { var parts => (parts[0].Split('\n'), parts[1].TrimEnd('\n')) };
        var request = head[1].Split(' ');
        var url = new Uri(request[1]);
        var headers = head.Skip(2).Select(l => l.Split(": ", 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);
        headers["host"] = url.Host;
        return (head[0], new RecordedRequest(request[0], url.AbsolutePath, headers, Encoding.UTF8.GetBytes(body)), url.Host);
    }
}
