using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace MlMonitor.Sandbox.Tests;

/// <summary>Jobs of every type, as lists, descriptions and searches show them.</summary>
public sealed class JobTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SignedClient _client = new(fixture.Sandbox.Address);

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("llm-lora-finetune", "CapacityError: Unable to provision requested ML compute capacity")]
    [InlineData("forecast-prophet-train", "ClientError: Cannot pull")]
    [InlineData("churn-features-train", "AccessDenied")]
    [InlineData("uplift-tlearner-train", "No S3 objects found under S3 URL")]
    [InlineData("fraud-xgboost-wide", "more memory")]
    [InlineData("credit-scorecard-train", "ValueError: bins of income_bracket are not monotonic")]
    public async Task What_failed_says_why(string name, string reason)
    {
        var job = await TrainingAsync(name);

        Assert.Equal("Failed", (string?)job["TrainingJobStatus"]);
        Assert.Contains(reason, (string?)job["FailureReason"], StringComparison.Ordinal);
        Assert.Contains("sandbox-secret-value", job["HyperParameters"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_longest_reason_has_lines_and_other_scripts()
    {
        var reason = (string)(await TrainingAsync("ocr-multilingual-train"))["FailureReason"]!;

        Assert.Equal(1024, reason.Length);
        Assert.Contains("无法", reason, StringComparison.Ordinal);
        Assert.Contains('\n', reason);
    }

    [Fact]
    public async Task Spot_saves_and_is_taken_away()
    {
        var done = await TrainingAsync("ranker-lambdamart-spot");
        var running = await TrainingAsync("fraud-gnn-spot");

        Assert.True((int)done["BillableTimeInSeconds"]! < 0.4 * (int)done["TrainingTimeInSeconds"]!);
        Assert.Equal("InProgress", (string?)running["TrainingJobStatus"]);
        Assert.Equal(2, running["SecondaryStatusTransitions"]!.AsArray().Count(each => (string?)each!["Status"] == "Interrupted"));
    }

    [Fact]
    public async Task A_limit_is_near_for_one_and_passed_by_another()
    {
        var near = await TrainingAsync("demand-deepar-train");
        var passed = await TrainingAsync("anomaly-autoencoder-train");

        var trained = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - (double)near["TrainingStartTime"]!;
        Assert.InRange(trained / (double)near["StoppingCondition"]!["MaxRuntimeInSeconds"]!, 0.945, 0.955);
        Assert.Equal(("Stopped", "MaxRuntimeExceeded"), ((string?)passed["TrainingJobStatus"], (string?)passed["SecondaryStatus"]));
    }

    [Theory]
    [InlineData("churn-xgboost-tuning", "InProgress", 40, 11, 3, 0)]
    [InlineData("search-ranker-tuning", "InProgress", 60, 40, 2, 0)]
    [InlineData("fraud-mlp-tuning", "Completed", 30, 18, 0, 12)]
    public async Task A_tuning_job_counts_its_trials(string name, string status, int planned, int completed, int running, int failed)
    {
        var job = await _client.SageMakerAsync("DescribeHyperParameterTuningJob", new { HyperParameterTuningJobName = name });
        var counters = job["TrainingJobStatusCounters"]!;

        Assert.Equal(status, (string?)job["HyperParameterTuningJobStatus"]);
        Assert.Equal(planned, (int)job["HyperParameterTuningJobConfig"]!["ResourceLimits"]!["MaxNumberOfTrainingJobs"]!);
        Assert.Equal(
            (completed, running, failed),
            ((int)counters["Completed"]!, (int)counters["InProgress"]!, (int)counters["NonRetryableError"]!));
    }

    [Fact]
    public async Task One_tuning_job_improves_and_another_has_stopped_to()
    {
        var improving = await SinceBestAsync("churn-xgboost-tuning");
        var level = await SinceBestAsync("search-ranker-tuning");

        Assert.InRange(improving, 0, 3);
        Assert.InRange(level, 30, 40);
    }

    [Fact]
    public async Task Labeling_and_automl_say_how_far_they_are()
    {
        var labeling = (await _client.SageMakerAsync("DescribeLabelingJob", new { LabelingJobName = "defect-boxes-labeling" }))["LabelCounters"]!;
        var auto = await _client.SageMakerAsync("DescribeAutoMLJobV2", new { AutoMLJobName = "churn-automl" });

        Assert.Equal((340, 12, 648), ((int)labeling["TotalLabeled"]!, (int)labeling["FailedNonRetryableError"]!, (int)labeling["Unlabeled"]!));
        Assert.Equal(0.874, (double)auto["BestCandidate"]!["FinalAutoMLJobObjectiveMetric"]!["Value"]!);
    }

    [Fact]
    public async Task A_page_is_cut_first_and_filtered_then()
    {
        var (shown, pages, shortPages) = (0, 0, 0);
        string? token = null;
        do
        {
            var page = await PacedAsync("ListTrainingJobs", new { StatusEquals = "Failed", MaxResults = 20, SortOrder = "Descending", NextToken = token });
            var count = page["TrainingJobSummaries"]!.AsArray().Count;
            token = (string?)page["NextToken"];
            (shown, pages, shortPages) = (shown + count, pages + 1, shortPages + (count < 20 && token is not null ? 1 : 0));
        }
        while (token is not null && pages < 8);

        Assert.True(shown > 0);
        Assert.True(shortPages > 2, $"{shortPages} of {pages} pages were short");
    }

    [Fact]
    public async Task A_page_holds_ten_unless_more_are_asked_for()
    {
        Assert.Equal(10, (await PacedAsync("ListTrainingJobs", new { }))["TrainingJobSummaries"]!.AsArray().Count);
        Assert.Equal("ValidationException", (string?)(await PacedAsync("ListTrainingJobs", new { MaxResults = 101 }))["__type"]);
    }

    [Fact]
    public async Task Lists_of_jobs_share_two_calls_a_second()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        using var client = new SignedClient(sandbox.Address);
        await client.SageMakerAsync("ListPipelines");

        var codes = new List<string?>();
        foreach (var kind in new[] { "Training", "Processing", "Transform", "Labeling" })
            codes.Add((string?)(await client.SageMakerAsync($"List{kind}Jobs"))["__type"]);

        Assert.Null(codes[0]);
        Assert.Contains("ThrottlingException", codes);
    }

    [Fact]
    public async Task A_large_platform_has_three_thousand_jobs_of_the_last_day_on_thirty_pages()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = SandboxSize.Large, Clock = clock });
        var since = clock.GetUtcNow().AddDays(-1).ToUnixTimeSeconds();
        using var client = new SignedClient(sandbox.Address);
        var (pages, statuses) = (0, new List<string>());
        foreach (var kind in new[] { "Training", "Processing", "Transform", "HyperParameterTuning", "Labeling", "AutoML" })
        {
            string? token = null;
            do
            {
                await Task.Delay(500);
                var page = await client.SageMakerAsync($"List{kind}Jobs", new { MaxResults = 100, CreationTimeAfter = since, NextToken = token });
                var found = page[kind == "Labeling" ? "LabelingJobSummaryList" : kind + "JobSummaries"]!.AsArray();
                statuses.AddRange(found.Select(job => (string)job![kind + "JobStatus"]!));
                token = (string?)page["NextToken"];
                pages++;
            }
            while (token is not null);
        }

        Assert.Equal((3000, 30), (statuses.Count, pages));
        Assert.InRange(statuses.Count(status => status == "Failed"), 120, 260);
        Assert.InRange(statuses.Count(status => status == "InProgress"), 50, 150);
    }

    private async Task<int> SinceBestAsync(string name) =>
        (int)(await _client.SageMakerAsync("DescribeHyperParameterTuningJob", new { HyperParameterTuningJobName = name }))
            ["TuningJobCompletionDetails"]!["NumberOfTrainingJobsObjectiveNotImproving"]!;

    private Task<JsonNode> TrainingAsync(string name) => _client.SageMakerAsync("DescribeTrainingJob", new { TrainingJobName = name });

    private async Task<JsonNode> PacedAsync(string operation, object input)
    {
        await Task.Delay(550);
        return await _client.SageMakerAsync(operation, input);
    }
}
