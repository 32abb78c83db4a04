using MlMonitor.Core.Tests.Support;
using MlMonitor.Core.Training.Evidence;
using MlMonitor.Core.Training.Rules;

namespace MlMonitor.Core.Tests.Training.Evidence;

public sealed class TuningEvidenceTests : IDisposable
{
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();
    private readonly ScriptedJobs _server;
    private readonly RecordingSink _sink = new();

    public TuningEvidenceTests() => _server = new ScriptedJobs(_now, _now.AddHours(-30)) { TuningConfig = Config("Minimize") };

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Trials_of_all_pages_are_read_with_their_objective_as_it_was_meant()
    {
        _server.TrialSummaries = [.. Enumerable.Range(0, 150).Select(i => Trial(i, i % 50 == 7 ? "Failed" : "Completed", i % 50 == 7 ? null : 0.861f))];

        var tuning = Assert.Single(await ReadAsync()).Tuning!;

        Assert.Equal((150, MlMetricDirection.Minimize, 200), (tuning.Trials.Count, tuning.Direction, tuning.MaximumTrials));
        Assert.Equal(3, tuning.Trials.Count(t => t.Status == MlStatus.Failed && t.Objective is null));
        Assert.All(tuning.Trials.Where(t => t.Objective is not null), t => Assert.Equal(0.861, t.Objective));
        Assert.Equal(2, _server.Aws.CallsTo("ListTrainingJobsForHyperParameterTuningJob").Count);
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public async Task A_search_near_its_own_time_limit_is_said_so_and_the_limit_of_its_trials_is_not_its()
    {
        _server.TrialSummaries = [Trial(0, "Completed", 0.5f)];

        var finding = Assert.Single(TrainingTest.Judge(Assert.Single(await ReadAsync())));

        Assert.Equal(MlTrainingCheck.NearMaximumRuntime, finding.Check);
        // Thirty of thirty-two hours.
        Assert.Equal(93.75, finding.Value!.Value, 0.1);
    }

    [Fact]
    public async Task Objectives_of_several_algorithms_cannot_be_compared()
    {
        _server.TuningConfig = new { Strategy = "Bayesian", ResourceLimits = new { MaxParallelTrainingJobs = 2 } };
        _server.Aws.On("DescribeHyperParameterTuningJob", _ => new
        {
            HyperParameterTuningJobName = "search",
            HyperParameterTuningJobStatus = "InProgress",
            CreationTime = ScriptedAws.Seconds(_server.Begun),
            TrainingJobDefinitions = new[]
            {
                new { TuningObjective = new { Type = "Maximize", MetricName = "validation:auc" } }, new { TuningObjective = new { Type = "Maximize", MetricName = "test:f1" } },
            },
        });

        Assert.Equal(MlMetricDirection.Unknown, Assert.Single(await ReadAsync()).Tuning!.Direction);
    }

    [Fact]
    public async Task Trials_that_may_not_be_listed_are_a_gap_and_no_share_is_taken_of_a_part()
    {
        _server.TrialSummaries = [.. Enumerable.Range(0, 150).Select(i => Trial(i, "Failed", null))];
        var calls = 0;
        var second = new ScriptedError("AccessDeniedException", "no more");
        _server.Aws.On("ListTrainingJobsForHyperParameterTuningJob", _ => ++calls == 1
            ? new { TrainingJobSummaries = _server.TrialSummaries.Take(100), NextToken = "100" }
            : throw second);

        var evidence = Assert.Single(await ReadAsync());
        var findings = TrainingTest.Judge(evidence, null, new HashSet<MlTrainingCheck> { MlTrainingCheck.FailedTrial });

        Assert.Null(evidence.Tuning);
        Assert.Equal(MlSeverity.NoData, Assert.Single(findings).Severity);
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_sink.Problems).Id);
    }

    private static object Config(string direction) => new
    {
        Strategy = "Bayesian",
        HyperParameterTuningJobObjective = new { Type = direction, MetricName = "validation:logloss" },
        ResourceLimits = new { MaxNumberOfTrainingJobs = 200, MaxParallelTrainingJobs = 2, MaxRuntimeInSeconds = 32 * 3600 },
    };

    private object Trial(int index, string status, float? objective) => new
    {
        TrainingJobName = $"search-{index:000}",
        TrainingJobArn = $"arn:aws:sagemaker:eu-west-1:123456789012:training-job/search-{index:000}",
        CreationTime = ScriptedAws.Seconds(_server.Begun.AddMinutes(index)),
        TrainingEndTime = ScriptedAws.Seconds(_server.Begun.AddMinutes(index + 5)),
        TrainingJobStatus = status,
        TunedHyperParameters = new { api_key = "secret" },
        FinalHyperParameterTuningJobObjectiveMetric = objective is null ? null : new { Type = "Minimize", MetricName = "validation:logloss", Value = objective },
    };

    private Task<List<TrainingEvidence>> ReadAsync() =>
        new TrainingEvidenceMonitor([TestAws.Connection(_server.Aws.Url)], TimeProvider.System)
            .ReadAsync([new TestedJob(MlJobType.Tuning, "search")], new TrainingEvidenceQuery(), _sink, default)
            .ToListAsync();
}
