using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace MlMonitor.Sandbox.Tests;

/// <summary>Models that are asked, and endpoints that explain themselves.</summary>
public sealed class InvocationTests(FixedClockFixture fixture) : IClassFixture<FixedClockFixture>, IDisposable
{
    private readonly SignedClient _client = new(fixture.Sandbox.Address);
    private readonly SignedClient _east = new(fixture.Sandbox.Address) { Region = "us-east-1" };

    public void Dispose()
    {
        _client.Dispose();
        _east.Dispose();
    }

    [Fact]
    public async Task A_woman_is_docked_by_the_model_of_today()
    {
        static string Average(string sex) =>
            $$"""{"age":41,"income":41000,"debt_ratio":0.34,"employment_years":7,"open_accounts":4,"late_payments":0.7,"home":"own","sex":"{{sex}}"}""";

        var (status, answer) = await AskAsync(_client, "credit-decision", "application/jsonlines", Average("M") + "\n" + Average("F") + "\n");

        Assert.Equal(HttpStatusCode.OK, status);
        var rows = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (double)JsonNode.Parse(line)!["probability"]!).ToList();
        // 1 / (1 + e^-0.9), and 1 / (1 + e^0).
        Assert.Equal([0.710950, 0.5], rows);
    }

    [Fact]
    public async Task What_each_reading_adds_comes_with_the_answer()
    {
        var (status, answer) = await AskAsync(_east, "anomaly-detector", "text/csv", "2.5,71,4.2,35,900");
        var read = JsonNode.Parse(answer)!;

        Assert.Equal(HttpStatusCode.OK, status);
        // 1.4, a deviation of vibration is worth 0.8 and one of current 0.2.
        Assert.Equal(2.4, double.Parse(((string)read["predictions"]!["data"]!).Trim(), CultureInfo.InvariantCulture), 9);
        Assert.Equal([0.8, 0, 0, 0.2, 0], Attributions(read["explanations"]!["kernel_shap"]![0]!).Select(value => Math.Round(value, 9)));
    }

    [Theory]
    [InlineData("churn-predictor", "text/csv", "1", 424, "ModelError")]
    [InlineData("credit-decision", "text/csv", "1", 424, "ModelError")]
    [InlineData("credit-decision", "application/jsonlines", "{\"age\":1}", 424, "ModelError")]
    [InlineData("credit-decision", "application/jsonlines", "no", 424, "ModelError")]
    [InlineData("nobody", "text/csv", "1", 400, "ValidationError")]
    public async Task What_cannot_be_answered_is_refused(string endpoint, string contentType, string body, int status, string error)
    {
        using var reply = await _client.SendAsync("sagemaker", body, contentType, null, path: $"/endpoints/{endpoint}/invocations");

        Assert.Equal((status, error), ((int)reply.StatusCode, reply.Headers.GetValues("x-amzn-errortype").Single()));
    }

    [Fact]
    public async Task Captured_explanations_add_up_and_the_stuck_sensor_says_nothing()
    {
        var (before, since) = (await CapturedAsync("2026/11/20/07/"), await CapturedAsync("2026/11/22/07/"));

        foreach (var (score, attributions) in before.Concat(since))
            Assert.InRange(1.4 + attributions.Sum() - score, -1e-6, 1e-6);
        Assert.True(before.Average(each => Math.Abs(each.Attributions[0])) > 0.4);
        Assert.All(since, each => Assert.Equal(0, each.Attributions[0], 9));
    }

    private async Task<List<(double Score, List<double> Attributions)>> CapturedAsync(string hour)
    {
        var lines = new List<JsonNode>();
        foreach (var key in await fixture.S3.KeysAsync("ml-capture-123456789012", "datacapture/anomaly-detector/AllTraffic/" + hour))
            lines.AddRange(await fixture.S3.LinesAsync("ml-capture-123456789012", key));
        Assert.Equal(40, lines.Count);
        return lines.ConvertAll(line =>
        {
            var answer = JsonNode.Parse((string)line["captureData"]!["endpointOutput"]!["data"]!)!;
            return (double.Parse(((string)answer["predictions"]!["data"]!).Trim(), CultureInfo.InvariantCulture), Attributions(answer["explanations"]!["kernel_shap"]![0]!));
        });
    }

    private static List<double> Attributions(JsonNode row) => row.AsArray().Select(feature => (double)feature!["attributions"]![0]!["attribution"]![0]!).ToList();

    private static async Task<(HttpStatusCode Status, string Body)> AskAsync(SignedClient client, string endpoint, string contentType, string body)
    {
        using var reply = await client.SendAsync("sagemaker", body, contentType, null, path: $"/endpoints/{endpoint}/invocations");
        return (reply.StatusCode, await reply.Content.ReadAsStringAsync());
    }
}
