using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using MlMonitor.AwsClients.Tests.Support;

namespace MlMonitor.AwsClients.Tests;

/// <summary>
/// Every operation of every client, several times, with random valid inputs and random valid replies. The server says what was
/// wrong with a request; what a reply holds is compared with the object that came out of it, member by member.
/// </summary>
public sealed class StrictAwsTests(StrictAws server) : IClassFixture<StrictAws>
{
    private const int Rounds = 6;

    public static TheoryData<string> Services =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Clients"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [StrictAwsTheory]
    [MemberData(nameof(Services))]
    public async Task Every_operation_writes_a_valid_request_and_reads_the_whole_reply(string service)
    {
        var model = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Clients", service + ".json"))).RootElement;
        var @namespace = model.GetProperty("service").GetProperty("namespace").GetString()!;
        var protocol = model.GetProperty("service").GetProperty("protocol").GetString();
        var operations = model.GetProperty("operations").EnumerateObject().Select(o => o.Name).ToList();
        var recorder = new ReplyRecorder();
        using var client = Clients.Create(Clients.Shipped, @namespace, server.Url, config => config.HttpClientFactory = recorder);
        var wrong = new List<string>();
        var called = new HashSet<string>();

        foreach (var (operation, input) in StrictAws.Requests(service, operations, Rounds))
        {
            called.Add(operation);
            wrong.AddRange((await CallAsync(client, @namespace, protocol!, operation, input, recorder)).Select(w => $"{operation}: {w}"));
        }

        wrong.AddRange(await server.TakeFindingsAsync());
        Assert.True(wrong.Count == 0, string.Join("\n", wrong.Take(20)));
        // strict_aws does not speak for these; ReadingTests, moto and the sandbox have their operations.
        Assert.Equal(service is "sagemaker-metrics" or "application-autoscaling" or "resourcegroupstaggingapi" ? [] : operations, called.Order(StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<string>> CallAsync(
        AmazonServiceClient client, string @namespace, string protocol, string operation, JsonElement input, ReplyRecorder recorder)
    {
        var request = Clients.CreateRequest(Clients.Shipped, @namespace, operation);
        ModelObjects.Fill(request, input);
        try
        {
            var response = await Clients.CallAsync(client, operation, request);
            return protocol switch
            {
                "json" when recorder.LastBody.Length == 0 => [],
                "json" => ModelObjects.Missing(response, JsonDocument.Parse(recorder.LastBody).RootElement, "reply"),
                "query" => ModelObjects.Missing(response, FromXml(recorder.LastBody, operation), "reply"),
                _ => MissingOfRest(response, recorder.LastBody),
            };
        }
        catch (AmazonServiceException exception) when (exception.GetType().Namespace!.EndsWith(".Model", StringComparison.Ordinal))
        {
            // A modeled error, such as a rule that random values do not keep to. What was badly written is among the findings.
            return [];
        }
        catch (AmazonServiceException exception) when (exception.Message.StartsWith("strict_aws:", StringComparison.Ordinal))
        {
            // The server has made up an answer that its own check does not let out.
            return [];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return [$"{exception.GetType().Name} {exception.Message} for {input}"];
        }
    }

    private static IEnumerable<string> MissingOfRest(AmazonWebServiceResponse response, byte[] body) =>
        response is Amazon.SageMakerRuntime.Model.InvokeEndpointResponse invoked
            ? invoked.Body.ToArray().AsSpan().SequenceEqual(body) ? [] : ["the body differs"]
            : ModelObjects.Missing(response, JsonDocument.Parse(body).RootElement, "reply");

    /// <summary>Turns a Query reply into JSON in the model's names.</summary>
    private static JsonElement FromXml(byte[] body, string operation)
    {
        var root = XDocument.Load(new MemoryStream(body), LoadOptions.PreserveWhitespace).Root!;
        var result = root.Elements().FirstOrDefault(e => e.Name.LocalName == operation + "Result");
        return JsonSerializer.SerializeToElement(result == null ? new JsonObject() : Node(result) as JsonObject ?? []);
    }

    private static JsonNode? Node(XElement element)
    {
        var children = element.Elements().ToList();
        return children.FirstOrDefault()?.Name.LocalName switch
        {
            null => element.Value is "true" or "false" ? JsonValue.Create(element.Value == "true") : JsonValue.Create(element.Value),
            "member" => new JsonArray([.. children.Select(Node)]),
            "entry" => new JsonObject(children.Select(e => KeyValuePair.Create(e.Elements().First().Value, Node(e.Elements().Last())))),
            _ => new JsonObject(children.Select(e => KeyValuePair.Create(e.Name.LocalName, Node(e)))),
        };
    }
}
