using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace MlMonitor.Sandbox.Tests;

/// <summary>PutMetricData turns down what CloudWatch does, and then keeps nothing of the call.</summary>
public sealed class MetricPuttingTests : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);
    private SandboxServer _sandbox = null!;
    private SignedClient _client = null!;

    public static TheoryData<string, string> Wrong => new()
    {
        { "a namespace of AWS", """{ "Namespace": "AWS/x", "MetricData": [{ "MetricName": "m", "Value": 1 }] }""" },
        { "a namespace that begins with a colon", """{ "Namespace": ":x", "MetricData": [{ "MetricName": "m", "Value": 1 }] }""" },
        { "a number above 2^360", One("\"Value\": 2.4e108") },
        { "a number below -2^360", One("\"Values\": [1, -2.4e108]") },
        { "no value", One("\"Unit\": \"None\"") },
        { "a unit there is not", One("\"Value\": 1, \"Unit\": \"Hours\"") },
        { "a time two weeks and a minute ago", One($"\"Value\": 1, \"Timestamp\": {Now.AddDays(-14).AddMinutes(-1).ToUnixTimeSeconds()}") },
        { "a time two hours and a minute ahead", One($"\"Value\": 1, \"Timestamp\": {Now.AddMinutes(121).ToUnixTimeSeconds()}") },
        { "a dimension that is not ASCII", One("\"Value\": 1, \"Dimensions\": [{ \"Name\": \"d\", \"Value\": \"größe\" }]") },
        { "a dimension without a value", One("\"Value\": 1, \"Dimensions\": [{ \"Name\": \"d\", \"Value\": \"\" }]") },
        { "31 dimensions", One($"\"Value\": 1, \"Dimensions\": [{string.Join(',', Enumerable.Range(0, 31).Select(n => $"{{ \"Name\": \"d{n}\", \"Value\": \"v\" }}"))}]") },
        { "151 values", One($"\"Values\": [{string.Join(',', Enumerable.Range(0, 151))}]") },
        { "1001 metrics", $$"""{ "Namespace": "x", "MetricData": [{{string.Join(',', Enumerable.Range(0, 1001).Select(n => $"{{ \"MetricName\": \"m{n}\", \"Value\": 1 }}"))}}] }""" },
    };

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions { Clock = new FakeTimeProvider(Now) });
        _client = new SignedClient(_sandbox.Address);
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_CloudWatch_refuses_is_refused_and_not_kept(string what, string body)
    {
        var (status, _) = await PutAsync(body);

        Assert.True(status == HttpStatusCode.BadRequest, what);
        Assert.Empty((await _client.MetricsAsync("ListMetrics", new { Namespace = "x" }))["Metrics"]!.AsArray());
    }

    [Fact]
    public async Task More_than_a_megabyte_is_refused() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PutAsync(One($"\"Value\": 1, \"Unused\": \"{new string('x', 1024 * 1024)}\""))).Status);

    [Fact]
    public async Task What_is_at_its_limits_is_taken()
    {
        var (status, body) = await PutAsync(One($"\"Value\": 2.3485425827738332e108, \"Timestamp\": {Now.AddMinutes(120).ToUnixTimeSeconds()}, \"Unit\": \"Percent\""));

        Assert.True(status == HttpStatusCode.OK, $"{body}");
    }

    private static string One(string members) => $$"""{ "Namespace": "x", "MetricData": [{ "MetricName": "good", "Value": 1 }, { "MetricName": "m", {{members}} }] }""";

    private Task<(HttpStatusCode Status, JsonNode Body)> PutAsync(string body) =>
        _client.JsonAsync("monitoring", "GraniteServiceVersion20100801.PutMetricData", JsonNode.Parse(body));
}
