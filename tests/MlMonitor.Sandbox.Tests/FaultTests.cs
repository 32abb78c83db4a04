using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using MlMonitor.Sandbox.Faults;

namespace MlMonitor.Sandbox.Tests;

public sealed class FaultTests : IAsyncLifetime, IDisposable
{
    private SandboxServer _sandbox = null!;
    private SignedClient _client = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        _client = new SignedClient(_sandbox.Address);
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task A_throttle_is_spent_after_its_times()
    {
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.Throttle, Operation = "codepipeline:List.*", Times = 2 });

        var codes = new List<string?>();
        for (var call = 0; call < 3; call++)
            codes.Add((string?)(await _client.PipelineAsync("ListPipelines")).Body["__type"]);

        Assert.Equal(["ThrottlingException", "ThrottlingException", null], codes);
        Assert.Empty(_sandbox.Faults.Current);
    }

    [Fact]
    public async Task A_throttle_can_say_when_to_come_back()
    {
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.Throttle, RetryAfterSeconds = 7 });

        using var response = await SendAsync();

        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_fault_keeps_to_its_operation_and_region()
    {
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.Error500, Operation = "codepipeline:ListPipelines", Region = "us-.*" });
        using var east = new SignedClient(_sandbox.Address) { Region = "us-east-1" };

        Assert.Equal(HttpStatusCode.OK, (await _client.PipelineAsync("ListPipelines")).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await east.PipelineAsync("ListPipelines")).Status);
        Assert.Equal(HttpStatusCode.OK, (await east.PipelineAsync("ListPipelineExecutions", new { pipelineName = "anomaly-detector-train" })).Status);
    }

    [Theory]
    [InlineData(FaultKind.Denied, "AccessDeniedException")]
    [InlineData(FaultKind.Expired, "ExpiredTokenException")]
    [InlineData(FaultKind.Error500, "InternalServerException")]
    public async Task An_error_comes_in_the_shape_of_the_protocol(FaultKind kind, string code)
    {
        _sandbox.Faults.Add(new Fault { Kind = kind });

        Assert.Equal(code, (string?)(await _client.PipelineAsync("ListPipelines")).Body["__type"]);
    }

    [Fact]
    public async Task Html_and_nothing_come_as_they_are()
    {
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.Html503, Times = 1 }, new Fault { Kind = FaultKind.EmptyBody, Times = 1 });

        using var html = await SendAsync();
        using var empty = await SendAsync();

        Assert.Equal("text/html", html.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, empty.StatusCode);
        Assert.Empty(await empty.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_cut_connection_gives_no_answer()
    {
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.Cut });

        await Assert.ThrowsAsync<HttpRequestException>(SendAsync);
        Assert.Contains(_sandbox.Calls, call => call.Statuses.ContainsKey(0));
    }

    [Fact]
    public async Task A_hanging_call_does_not_hold_up_the_end()
    {
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.Hang });
        var hanging = SendAsync();
        await Task.Delay(200);
        Assert.False(hanging.IsCompleted);

        var watch = Stopwatch.StartNew();
        await _sandbox.DisposeAsync();

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Fact]
    public async Task A_slow_answer_is_right_and_late()
    {
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.Slow, DelayMilliseconds = 300 });
        var watch = Stopwatch.StartNew();

        var (status, _) = await _client.PipelineAsync("ListPipelines");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(watch.ElapsedMilliseconds >= 290);
    }

    [Fact]
    public async Task A_probability_strikes_about_that_share_and_the_same_each_time()
    {
        async Task<int> CountAsync()
        {
            await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Faults = Fault.Parse("throttle,probability=0.3") });
            using var client = new SignedClient(sandbox.Address);
            var struck = 0;
            for (var call = 0; call < 200; call++)
                struck += (await client.PipelineAsync("ListPipelines", new { maxResults = 1 })).Status == HttpStatusCode.OK ? 0 : 1;
            return struck;
        }

        var first = await CountAsync();

        Assert.InRange(first, 40, 80);
        Assert.Equal(first, await CountAsync());
    }

    [Fact]
    public async Task Faults_can_be_set_and_lifted_over_http()
    {
        using var set = await _client.Http.PostAsJsonAsync("/_sandbox/faults", new[] { new { kind = "throttle", operation = "sns:.*", times = 1 } });
        var listed = await _client.Http.GetStringAsync("/_sandbox/faults");
        using var bad = await _client.Http.PostAsJsonAsync("/_sandbox/faults", new { kind = "flood" });
        using var lifted = await _client.Http.DeleteAsync("/_sandbox/faults");

        Assert.Contains("\"throttle\"", listed, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (set.StatusCode, bad.StatusCode));
        Assert.Empty(_sandbox.Faults.Current);
    }

    [Fact]
    public void Faults_can_be_read_from_text()
    {
        var faults = Fault.Parse("throttle,operation=codepipeline:List.*,times=2; slow,delayMilliseconds=500,region=us-east-1");

        Assert.Equal(
            [
                new Fault { Kind = FaultKind.Throttle, Operation = "codepipeline:List.*", Times = 2 },
                new Fault { Kind = FaultKind.Slow, DelayMilliseconds = 500, Region = "us-east-1" },
            ],
            faults);
        Assert.Throws<FormatException>(() => Fault.Parse("flood"));
        Assert.Throws<FormatException>(() => Fault.Parse("slow,depth=3"));
    }

    [Fact]
    public async Task Calls_are_counted_by_status()
    {
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.Throttle, Times = 1 });
        await _client.PipelineAsync("ListPipelines");
        await _client.PipelineAsync("ListPipelines");

        var count = Assert.Single(_sandbox.Calls);

        Assert.Equal(("codepipeline", "ListPipelines", "eu-west-1", 2), (count.Service, count.Operation, count.Region, count.Count));
        Assert.Equal(new Dictionary<int, int> { [200] = 1, [400] = 1 }, count.Statuses.ToDictionary());
    }

    private Task<HttpResponseMessage> SendAsync() =>
        _client.SendAsync("codepipeline", "{}", "application/x-amz-json-1.1", "CodePipeline_20150709.ListPipelines");
}
