using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;

namespace MlMonitor.Sandbox.Tests;

/// <summary>Captured requests and late labels, as they lie in S3, and the truth that was planted in them.</summary>
public sealed partial class CaptureTests(FixedClockFixture fixture) : IClassFixture<FixedClockFixture>
{
    private const string Captures = "ml-capture-123456789012";
    private const string Labels = "ml-labels-123456789012";

    private static readonly DateTimeOffset Now = FixedClockFixture.Now;

    private readonly S3Reader _s3 = fixture.S3;

    [Fact]
    public async Task A_file_lies_under_the_hour_of_its_requests()
    {
        foreach (var key in await _s3.KeysAsync(Captures, "datacapture/churn-predictor/AllTraffic/2026/11/22/08/"))
        {
            Assert.Matches(KeyForm(), key);
            var times = (await _s3.LinesAsync(Captures, key)).Select(line => (DateTimeOffset)line["eventMetadata"]!["inferenceTime"]!);
            Assert.All(times, time => Assert.Equal((22, 8), (time.Day, time.Hour)));
        }
    }

    [Fact]
    public async Task A_day_has_four_hundred_requests_an_hour()
    {
        var rows = await ChurnAsync(Now.AddHours(-24), Now);

        // One was cut in the middle.
        Assert.InRange(rows.Count, 9_597, 9_600);
        Assert.Equal(rows.Count, rows.Select(row => row.EventId).Distinct().Count());
    }

    [Fact]
    public async Task The_input_of_the_last_day_has_changed_as_planted()
    {
        var (before, since) = (await ChurnAsync(Now.AddHours(-48), Now.AddHours(-24)), await ChurnAsync(Now.AddHours(-24), Now));

        // Half of the standard deviation of 54.5; the error of a mean of 9,600 is 0.6.
        Assert.InRange(Mean(since, "day_minutes") - Mean(before, "day_minutes"), 27.25 - 2.4, 27.25 + 2.4);
        Assert.InRange(Mean(before, "customer_service_calls"), 1.5, 1.62);
        Assert.InRange(Mean(since, "customer_service_calls"), 2.33, 2.47);
        Assert.InRange(Share(before, "data_usage_gb", ""), 0.006, 0.014);
        Assert.InRange(Share(since, "data_usage_gb", ""), 0.08, 0.1);
        Assert.Equal(0, Share(before, "payment_method", "mobile-wallet"));
        Assert.InRange(Share(since, "payment_method", "mobile-wallet"), 0.015, 0.025);
    }

    [Fact]
    public async Task All_else_is_as_it_was_at_training()
    {
        var since = await ChurnAsync(Now.AddHours(-24), Now);
        var training = await TrainingAsync();

        foreach (var column in training.Keys.Except(["churn", "day_minutes", "customer_service_calls", "data_usage_gb", "payment_method"]))
        {
            // The largest distance that 9,600 and 2,000 of one distribution keep 19 times of 20: 1.36 times the root of 1/n + 1/m.
            var limit = 1.36 * Math.Sqrt((1.0 / since.Count) + (1.0 / training[column].Count));
            Assert.True(Distance(since.Select(row => row[column]), training[column]) < limit, column);
        }
    }

    [Fact]
    public async Task One_file_is_packed_and_one_is_torn()
    {
        var keys = await _s3.KeysAsync(Captures, "datacapture/churn-predictor/AllTraffic/2026/11/22/");
        var packed = Assert.Single(await _s3.KeysAsync(Captures, "datacapture/churn-predictor/"), key => key.EndsWith(".gz", StringComparison.Ordinal));
        var torn = 0;
        foreach (var key in keys)
        {
            if ((await _s3.TextAsync(Captures, key)).Split('\n').Any(line => line.Length > 0 && !IsJson(line)))
                torn++;
        }

        Assert.Equal(1, torn);
        Assert.Equal(100, (await _s3.LinesAsync(Captures, packed)).Count);
    }

    [Fact]
    public async Task What_an_hour_holds_is_the_same_at_another_time_of_day()
    {
        await using var later = await SandboxServer.StartAsync(new SandboxOptions { Clock = new FakeTimeProvider(Now.AddHours(5)) });
        using var s3 = new S3Reader(later.Address);

        var one = await _s3.LinesAsync(Captures, (await _s3.KeysAsync(Captures, "datacapture/fraud-scorer/AllTraffic/2026/11/22/07/"))[0]);
        var other = await s3.LinesAsync(Captures, (await s3.KeysAsync(Captures, "datacapture/fraud-scorer/AllTraffic/2026/11/22/12/"))[0]);

        Assert.Equal(one.Select(Payload), other.Select(Payload));

        static string Payload(JsonNode line) => line["captureData"]!.ToJsonString();
    }

    [Theory]
    [InlineData("price-optimizer", 21)]
    [InlineData("store-forecaster", 9)]
    [InlineData("fraud-scorer", 0)]
    [InlineData("product-recommender", 0)]
    public async Task Captures_end_when_they_are_planted_to(string endpoint, int daysAgo)
    {
        var newest = (await _s3.ObjectsAsync(Captures, $"datacapture/{endpoint}/")).Max(each => each.LastModified!.Value.ToUniversalTime());

        Assert.Equal(daysAgo, (Now.UtcDateTime - newest).TotalDays, 0.01);
    }

    [Fact]
    public async Task An_endpoint_that_nobody_has_called_has_none() =>
        Assert.Empty(await _s3.KeysAsync(Captures, "datacapture/demand-forecaster/"));

    [Fact]
    public async Task What_the_capture_was_not_told_of_is_kept_as_base64()
    {
        var key = (await _s3.KeysAsync(Captures, "datacapture/price-optimizer/"))[0];
        var input = (await _s3.LinesAsync(Captures, key))[0]["captureData"]!["endpointInput"]!;

        Assert.Equal("BASE64", (string?)input["encoding"]);
        Assert.Equal(3, Encoding.UTF8.GetString(Convert.FromBase64String((string)input["data"]!)).Split(',').Length);
    }

    [Fact]
    public async Task Women_are_thought_less_of_since_five_days_and_pay_back_as_often()
    {
        var (before, since) = (await CreditAsync(Now.AddDays(-7), Now.AddDays(-5)), await CreditAsync(Now.AddDays(-4), Now.AddDays(-2)));

        Assert.InRange(Gap(before, row => row.Approved), -0.06, 0.06);
        Assert.InRange(Gap(since, row => row.Approved), 0.15, 0.3);
        Assert.InRange(Gap(since, row => row.Repaid), -0.06, 0.06);

        static double Gap(IReadOnlyList<Applicant> rows, Func<Applicant, bool> what) =>
            rows.Where(row => row.Sex == "M").Average(row => what(row) ? 1.0 : 0) - rows.Where(row => row.Sex == "F").Average(row => what(row) ? 1.0 : 0);
    }

    [Fact]
    public async Task A_tenth_of_applicants_goes_to_the_challenger()
    {
        var (champion, challenger) = (await CountAsync("champion"), await CountAsync("challenger"));

        Assert.Equal((90, 10), (champion, challenger));

        async Task<int> CountAsync(string variant)
        {
            var count = 0;
            foreach (var key in await _s3.KeysAsync(Captures, $"datacapture/credit-decision/{variant}/2026/11/22/07/"))
                count += (await _s3.LinesAsync(Captures, key)).Count;
            return count;
        }
    }

    [Fact]
    public async Task Labels_come_hours_later_most_of_them_some_twice_and_some_of_nobody()
    {
        var captured = (await ChurnAsync(Now.AddHours(-24), Now)).ToDictionary(row => row.EventId, row => row.Time);
        var ids = new List<string>();
        foreach (var file in await _s3.ObjectsAsync(Labels, "churn-predictor/"))
        {
            if (file.LastModified!.Value.ToUniversalTime() < Now.UtcDateTime.AddHours(-24))
                continue;
            foreach (var line in await _s3.LinesAsync(Labels, file.Key))
            {
                var id = (string)line["eventMetadata"]!["eventId"]!;
                ids.Add(id);
                if (captured.TryGetValue(id, out var time))
                    Assert.InRange((file.LastModified!.Value.ToUniversalTime() - time.UtcDateTime).TotalHours, 6, 12.3);
            }
        }

        var old = captured.Where(each => each.Value < Now.AddHours(-12.3)).Select(each => each.Key).ToList();
        Assert.InRange(old.Count(ids.ToHashSet().Contains) / (double)old.Count, 0.93, 0.97);
        Assert.DoesNotContain(captured, each => each.Value > Now.AddHours(-6) && ids.Contains(each.Key));
        Assert.True(ids.Distinct().Count() < ids.Count);
        Assert.Contains(ids, id => id.StartsWith("nobody-", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<Customer>> ChurnAsync(DateTimeOffset from, DateTimeOffset to)
    {
        var names = (await _s3.TextAsync("ml-baselines-123456789012", "churn-predictor/train.csv")).Split('\n')[0].Split(',').Skip(1).ToList();
        return (await BetweenAsync("churn-predictor/AllTraffic", from, to))
            .Select(line => new Customer(
                (string)line["eventMetadata"]!["eventId"]!,
                (DateTimeOffset)line["eventMetadata"]!["inferenceTime"]!,
                names.Zip(((string)line["captureData"]!["endpointInput"]!["data"]!).Split(',')).ToDictionary(pair => pair.First, pair => pair.Second)))
            .ToList();
    }

    private async Task<IReadOnlyList<Applicant>> CreditAsync(DateTimeOffset from, DateTimeOffset to)
    {
        var repaid = new Dictionary<string, bool>();
        foreach (var key in await _s3.KeysAsync(Labels, "credit-decision/"))
        {
            foreach (var line in await _s3.LinesAsync(Labels, key))
                repaid[(string)line["eventMetadata"]!["eventId"]!] = (string?)line["groundTruthData"]!["data"] == "1";
        }

        return (await BetweenAsync("credit-decision/champion", from, to))
            .Where(line => repaid.ContainsKey((string)line["eventMetadata"]!["inferenceId"]!))
            .Select(line => new Applicant(
                (string)JsonNode.Parse((string)line["captureData"]!["endpointInput"]!["data"]!)!["sex"]!,
                (double)JsonNode.Parse((string)line["captureData"]!["endpointOutput"]!["data"]!)!["probability"]! > 0.5,
                repaid[(string)line["eventMetadata"]!["inferenceId"]!]))
            .ToList();
    }

    private async Task<IEnumerable<JsonNode>> BetweenAsync(string folder, DateTimeOffset from, DateTimeOffset to)
    {
        var lines = new List<JsonNode>();
        for (var hour = from.AddMinutes(-from.Minute); hour < to; hour = hour.AddHours(1))
        {
            foreach (var key in await _s3.KeysAsync(Captures, string.Create(CultureInfo.InvariantCulture, $"datacapture/{folder}/{hour:yyyy/MM/dd/HH}/")))
                lines.AddRange(await _s3.LinesAsync(Captures, key));
        }

        return lines.Where(line => (DateTimeOffset)line["eventMetadata"]!["inferenceTime"]! is var time && time >= from && time < to);
    }

    private async Task<Dictionary<string, IReadOnlyList<string>>> TrainingAsync()
    {
        var rows = (await _s3.TextAsync("ml-baselines-123456789012", "churn-predictor/train.csv"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        return rows[0].Select((name, at) => (name, at)).ToDictionary(
            each => each.name, each => (IReadOnlyList<string>)rows.Skip(1).Select(row => row[each.at]).ToList());
    }

    // Kolmogorov and Smirnov's, of numbers; of words, in the order of the alphabet.
    private static double Distance(IEnumerable<string> one, IEnumerable<string> other)
    {
        var (first, second) = (Counts(one), Counts(other));
        var (left, right, largest) = (0.0, 0.0, 0.0);
        foreach (var value in first.Keys.Union(second.Keys).OrderBy(Number).ThenBy(value => value, StringComparer.Ordinal))
        {
            left += first.GetValueOrDefault(value);
            right += second.GetValueOrDefault(value);
            largest = Math.Max(largest, Math.Abs(left - right));
        }

        return largest;

        static double Number(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;

        static Dictionary<string, double> Counts(IEnumerable<string> values)
        {
            var all = values.ToList();
            return all.GroupBy(value => value).ToDictionary(group => group.Key, group => group.Count() / (double)all.Count);
        }
    }

    private static double Mean(IReadOnlyList<Customer> rows, string column) => rows.Average(row => double.Parse(row[column], CultureInfo.InvariantCulture));

    private static double Share(IReadOnlyList<Customer> rows, string column, string value) => rows.Count(row => row[column] == value) / (double)rows.Count;

    private static bool IsJson(string line)
    {
        try
        {
            return JsonNode.Parse(line) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex("^datacapture/churn-predictor/AllTraffic/2026/11/22/08/[0-9]{2}-[0-9]{2}-[0-9]{3}-[0-9a-f-]{36}[.]jsonl$")]
    private static partial Regex KeyForm();

    private sealed record Customer(string EventId, DateTimeOffset Time, Dictionary<string, string> Values)
    {
        public string this[string column] => Values[column];
    }

    private sealed record Applicant(string Sex, bool Approved, bool Repaid);
}
