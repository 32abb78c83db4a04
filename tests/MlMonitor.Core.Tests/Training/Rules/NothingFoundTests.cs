using MlMonitor.Core.Training.Rules;
using static MlMonitor.Core.Tests.Training.Rules.HandMade;

namespace MlMonitor.Core.Tests.Training.Rules;

public sealed class NothingFoundTests
{
    [Fact]
    public void Nothing_to_judge_by_is_no_data_and_not_health()
    {
        var finding = Assert.Single(TrainingTest.Judge(Of(Running)));

        Assert.Equal((MlTrainingCheck.All, MlSeverity.NoData, "No metric, log or utilization to judge by; the job is InProgress"), (finding.Check, finding.Severity, finding.Reason));
        Assert.Equal(MlSeverity.NoData, Assert.Single(TrainingTest.Judge(Of(Running, ("train:loss", [])) with { LogRead = true, Now = Start })).Severity);
    }

    [Fact]
    public void What_was_looked_at_is_said_where_nothing_is_wrong()
    {
        var all = Of(Running, ("train:loss", [.. Enumerable.Range(0, 20).Select(i => 1 - (0.04 * i))])) with
        {
            Utilization = [Load("MemoryUtilization", Now, Flat(12, 40))],
            Tuning = new TuningEvidence { Direction = MlMetricDirection.Minimize, Trials = [new("t1", MlStatus.InProgress, null, null)] },
            LastLogEvent = Now,
        };

        var finding = Assert.Single(TrainingTest.Judge(all));

        Assert.Equal((MlSeverity.Ok, "Nothing wrong in 1 metric of 20 points, 12 points of utilization, 1 trial, the log", 32), (finding.Severity, finding.Reason, finding.PointCount));
        Assert.Equal("Nothing wrong in the log", Assert.Single(TrainingTest.Judge(Of(Running) with { LastLogEvent = Now })).Reason);
    }

    [Fact]
    public void The_gravest_comes_first_and_every_finding_names_the_job()
    {
        var found = TrainingTest.Judge(Of(Running with { MaximumRuntimeSeconds = 8000 }, ("train:loss", [1, double.NaN])) with { Transitions = [new("Interrupted", Start), new("Training", Start)] });

        Assert.Equal([MlTrainingCheck.LossNotFinite, MlTrainingCheck.NearMaximumRuntime, MlTrainingCheck.SpotInterruption], found.Select(f => f.Check));
        Assert.Equal([MlSeverity.Critical, MlSeverity.Warning, MlSeverity.Warning], found.Select(f => f.Severity));
        Assert.All(found, f => Assert.Equal(("churn-xgb-1", "eu-central-1", Running.Arn), (f.JobName, f.Region, f.Arn)));
    }
}
