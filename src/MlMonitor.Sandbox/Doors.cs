using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Platform;
using MlMonitor.Sandbox.Platform.Topics;

namespace MlMonitor.Sandbox;

/// <summary>The sandbox's own doors, beside those of AWS: what is here, what was called, what was sent, what goes wrong.</summary>
internal static class Doors
{
    public const string Root = "/_sandbox";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static async Task HandleAsync(HttpContext http, SandboxState state)
    {
        switch (http.Request.Method, http.Request.Path.Value?.TrimEnd('/'))
        {
            case ("GET", Root):
                await AnswerAsync(http, Overview(state)).ConfigureAwait(false);
                break;
            case ("GET", Root + "/calls"):
                await AnswerAsync(http, state.Calls.Counts).ConfigureAwait(false);
                break;
            case ("GET", Root + "/published"):
                await AnswerAsync(http, Published(state)).ConfigureAwait(false);
                break;
            case ("GET", Root + "/faults"):
                await AnswerAsync(http, state.Faults.Current).ConfigureAwait(false);
                break;
            case ("POST", Root + "/faults"):
                await AddFaultsAsync(http, state).ConfigureAwait(false);
                break;
            case ("DELETE", Root + "/faults"):
                state.Faults.Clear();
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            case ("POST", Root + "/mend"):
                http.Response.StatusCode = Mend(state, http.Request.Query["pipeline"].ToString())
                    ? StatusCodes.Status204NoContent
                    : StatusCodes.Status404NotFound;
                break;
            case ("POST", Root + "/reset"):
                state.Reset();
                http.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }

    public static IReadOnlyList<PublishedMessage> Published(SandboxState state)
    {
        var all = new List<PublishedMessage>();
        foreach (var region in state.Platform.Known)
        {
            lock (region.Topics.Gate)
                all.AddRange(region.Topics.Published);
        }

        return all.OrderBy(message => message.Time).ToList();
    }

    /// <summary>Runs a pipeline of CodePipeline once more, well.</summary>
    public static bool Mend(SandboxState state, string name)
    {
        var pipeline = new[] { SamplePlatform.HomeRegion, SamplePlatform.SecondRegion }.Select(state.Platform.In)
            .SelectMany(region => region.Pipelines).FirstOrDefault(each => each.Name == name);
        pipeline?.Mend(state.Options.Seed);
        return pipeline is not null;
    }

    private static object Overview(SandboxState state) => new
    {
        account = SamplePlatform.Account,
        seed = state.Options.Seed,
        size = state.Options.Size,
        services = state.Services.Select(service => service.Name),
        accessKeys = new[] { Protocol.AccessKeys.Operator, Protocol.AccessKeys.Expired, Protocol.AccessKeys.Denied },
        regions = new[] { SamplePlatform.HomeRegion, SamplePlatform.SecondRegion }
            .Select(state.Platform.In)
            .Select(region => new
            {
                region = region.Region,
                madeAt = region.Now,
                pipelines = region.Pipelines.Select(pipeline => pipeline.Name),
                buildProjects = region.Projects.All.Select(project => project.Name),
                stateMachines = region.Machines.All.Select(machine => machine.Name),
                modelPipelines = region.ModelPipelines.All.Select(pipeline => pipeline.Name),
                topics = region.Topics.Topics.Keys,
            }),
        doors = new[]
        {
            "GET /_sandbox", "GET /_sandbox/calls", "GET /_sandbox/published", "GET /_sandbox/faults", "POST /_sandbox/faults",
            "DELETE /_sandbox/faults", "POST /_sandbox/mend?pipeline=NAME", "POST /_sandbox/reset",
        },
    };

    private static async Task AddFaultsAsync(HttpContext http, SandboxState state)
    {
        try
        {
            // One fault or a list of them.
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body, Json, http.RequestAborted).ConfigureAwait(false);
            var faults = body.ValueKind == JsonValueKind.Array
                ? body.Deserialize<Fault[]>(Json)!
                : [body.Deserialize<Fault>(Json)!];
            state.Faults.Add(faults);
            await AnswerAsync(http, state.Faults.Current).ConfigureAwait(false);
        }
        catch (Exception error) when (error is JsonException or RegexParseException)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync(error.Message, http.RequestAborted).ConfigureAwait(false);
        }
    }

    private static Task AnswerAsync(HttpContext http, object body) =>
        http.Response.WriteAsJsonAsync(body, body.GetType(), Json, http.RequestAborted);
}
