using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Tests;

/// <summary>A raw caller of the sandbox: plain HTTP with a signature, so that the tests see the wire itself.</summary>
internal sealed class SignedClient(Uri address) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };

    public string AccessKey { get; init; } = AccessKeys.Operator;

    public string Secret { get; init; } = AccessKeys.Secret;

    public string Region { get; init; } = "eu-west-1";

    public DateTimeOffset SignedAt { get; init; } = TimeProvider.System.GetUtcNow();

    public HttpClient Http => _http;

    public Task<(HttpStatusCode Status, JsonNode Body)> PipelineAsync(string operation, object? input = null) =>
        JsonAsync("codepipeline", "CodePipeline_20150709." + operation, input);

    public async Task<JsonNode> BuildAsync(string operation, object? input = null) =>
        (await JsonAsync("codebuild", "CodeBuild_20161006." + operation, input)).Body;

    public async Task<JsonNode> WorkflowAsync(string operation, object? input = null) =>
        (await JsonAsync("states", "AWSStepFunctions." + operation, input)).Body;

    public async Task<JsonNode> SageMakerAsync(string operation, object? input = null) =>
        (await JsonAsync("sagemaker", "SageMaker." + operation, input)).Body;

    public async Task<JsonNode> LogsAsync(string operation, object? input = null) =>
        (await JsonAsync("logs", "Logs_20140328." + operation, input)).Body;

    public async Task<JsonNode> MetricsAsync(string operation, object? input = null) =>
        (await JsonAsync("monitoring", "GraniteServiceVersion20100801." + operation, input)).Body;

    public async Task<JsonNode> LookupEventsAsync(object? input = null) =>
        (await JsonAsync("cloudtrail", "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents", input)).Body;

    public async Task<(HttpStatusCode Status, JsonNode Body)> JsonAsync(string service, string target, object? input = null)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(input ?? new { });
        using var response = await SendAsync(service, body, "application/x-amz-json-1.1", target);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }

    public async Task<(HttpStatusCode Status, XElement Body)> SnsAsync(string action, params (string Key, string Value)[] members)
    {
        using var form = new FormUrlEncodedContent(
            members.Prepend(("Version", "2010-03-31")).Prepend(("Action", action)).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
        using var response = await SendAsync("sns", await form.ReadAsStringAsync(), "application/x-www-form-urlencoded; charset=utf-8", null);
        return (response.StatusCode, XElement.Parse(await response.Content.ReadAsStringAsync()));
    }

    public async Task<JsonNode> BatchGetMetricsAsync(object input)
    {
        var body = System.Text.Json.JsonSerializer.Serialize(input);
        using var response = await SendAsync("sagemaker", body, "application/json", null, path: "/BatchGetMetrics");
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public async Task<HttpResponseMessage> SendAsync(string service, string body, string contentType, string? target, bool sign = true, string path = "/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (target is not null)
            request.Headers.Add("X-Amz-Target", target);
        if (sign)
            Sign(request, service, body, path);
        return await _http.SendAsync(request);
    }

    public void Dispose() => _http.Dispose();

    public void Sign(HttpRequestMessage request, string service, string body, string path)
    {
        var stamp = SignedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{stamp[..8]}/{Region}/{service}/aws4_request";
        request.Headers.Add("X-Amz-Date", stamp);
        var canonical = $"{request.Method}\n{path}\n\nhost:{request.Headers.Host ?? _http.BaseAddress!.Authority}\nx-amz-date:{stamp}\n\nhost;x-amz-date\n{Hash(body)}";
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var signature = Convert.ToHexStringLower(
            HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{Hash(canonical)}")));
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={AccessKey}/{scope}, SignedHeaders=host;x-amz-date, Signature={signature}");
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
