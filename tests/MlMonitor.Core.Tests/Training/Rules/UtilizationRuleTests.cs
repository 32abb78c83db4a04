using MlMonitor.Core.Training.Rules;
using static MlMonitor.Core.Tests.Training.Rules.HandMade;

namespace MlMonitor.Core.Tests.Training.Rules;

public sealed class UtilizationRuleTests
{
    private static readonly TrainingEvidence Job = Of(Running) with { CardCount = 4, CoreCount = 48 };

    [Theory]
    [InlineData(59.9, true)]
    [InlineData(60.1, false)]
    public void A_gpu_is_idle_below_15_percent_of_each_card(double summed, bool isIdle)
    {
        var found = (Job with { Utilization = [Load("GPUUtilization", Now, Flat(30, summed))] }).Found(MlTrainingCheck.IdleGpu);

        Assert.Equal(isIdle, found.Length == 1);
        if (isIdle)
        {
            Assert.Equal((MlSeverity.Warning, 15, "%", "GPUUtilization", "Median", 30), (found[0].Severity, found[0].Threshold!.Value, found[0].Unit, found[0].MetricName!, found[0].Method, found[0].PointCount));
            Assert.Equal(summed / 4, found[0].Value!.Value, 1e-9);
            Assert.Equal("The GPU of algo-1 is 15 % busy", found[0].Reason);
            Assert.Equal(new MlWindow(Now.AddMinutes(-29), Now), found[0].Window);
        }
    }

    [Fact]
    public void A_gpu_whose_cards_or_time_of_training_are_not_known_is_not_judged()
    {
        var idle = Job with { Utilization = [Load("GPUUtilization", Now, Flat(30, 1))] };

        Assert.Single(idle.Found(MlTrainingCheck.IdleGpu));
        Assert.Empty((idle with { CardCount = null }).Found(MlTrainingCheck.IdleGpu));
        Assert.Empty((idle with { CardCount = 0 }).Found(MlTrainingCheck.IdleGpu));
        Assert.Empty((idle with { Job = Running with { SecondaryStatus = "Downloading" } }).Found(MlTrainingCheck.IdleGpu));
        Assert.Contains("not judged: the GPU (unknown how many cards)", TrainingTest.Judge(idle with { CardCount = null })[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(39, 91, true)]
    [InlineData(41, 91, false)]
    [InlineData(39, 89, false)]
    [InlineData(5, 91, true)]
    public void A_gpu_waits_for_the_cpu_where_it_is_below_40_percent_and_the_cores_above_90(double card, double core, bool isBound)
    {
        var load = Job with { Utilization = [Load("GPUUtilization", Now, Flat(30, 4 * card)), Load("CPUUtilization", Now, Flat(30, 48 * core))] };

        var found = load.Found(MlTrainingCheck.CpuBoundGpu);

        Assert.Equal(isBound, found.Length == 1);
        if (isBound)
        {
            Assert.Equal($"The GPU of algo-1 is {card} % busy while its CPU is {core} % busy", found[0].Reason);
            Assert.Equal((MlSeverity.Warning, card, 40), (found[0].Severity, Math.Round(found[0].Value!.Value, 9), found[0].Threshold!.Value));
            Assert.Empty(load.Found(MlTrainingCheck.IdleGpu));
            Assert.Empty((load with { CoreCount = null }).Found(MlTrainingCheck.CpuBoundGpu));
        }
    }

    [Fact]
    public void The_idlest_node_is_told_of_and_its_own_cores_are_looked_at()
    {
        var found = TrainingTest.Judge(Job with
        {
            Utilization =
            [
                Load("GPUUtilization", Now, Flat(30, 40), "algo-1"), Load("CPUUtilization", Now, Flat(30, 480), "algo-1"),
                Load("GPUUtilization", Now, Flat(30, 20), "algo-2"), Load("CPUUtilization", Now, Flat(30, 480), "algo-2"),
                Load("GPUUtilization", Now, Flat(30, 8), "algo-3"), Load("CPUUtilization", Now, Flat(30, 4800), "algo-3"),
            ],
        });

        Assert.Equal(
            ["The GPU of algo-2 is 5 % busy", "The GPU of algo-3 is 2 % busy while its CPU is 100 % busy"],
            found.Select(f => f.Reason).Order());
    }

    [Theory]
    [InlineData(89.9, null)]
    [InlineData(90, MlSeverity.Warning)]
    [InlineData(96.9, MlSeverity.Warning)]
    [InlineData(97, MlSeverity.Critical)]
    public void Memory_is_near_full_from_90_percent_and_critical_from_97(double percent, MlSeverity? severity) =>
        NearFull(MlTrainingCheck.MemoryNearFull, "MemoryUtilization", "memory", percent, severity, 90, 97);

    [Theory]
    [InlineData(84.9, null)]
    [InlineData(85, MlSeverity.Warning)]
    [InlineData(94.9, MlSeverity.Warning)]
    [InlineData(95, MlSeverity.Critical)]
    public void A_disk_is_near_full_from_85_percent_and_critical_from_95(double percent, MlSeverity? severity) =>
        NearFull(MlTrainingCheck.DiskNearFull, "DiskUtilization", "disk", percent, severity, 85, 95);

    [Fact]
    public void The_fullest_node_is_told_of()
    {
        var found = (Job with { Utilization = [Load("DiskUtilization", Now, Flat(20, 88), "algo-1"), Load("DiskUtilization", Now, Flat(20, 93), "algo-2")] })
            .Found(MlTrainingCheck.DiskNearFull);

        Assert.Equal("The disk of algo-2 is 93 % full", Assert.Single(found).Reason);
    }

    [Fact]
    public void A_short_peak_does_not_count_and_neither_do_points_that_are_not_numbers()
    {
        var peak = Flat(30, 50).Select((v, i) => i % 3 == 0 ? 100 : v).ToArray();
        var gaps = Flat(30, 99).Select((v, i) => i < 21 ? double.NaN : v).ToArray();

        Assert.Empty((Job with { Utilization = [Load("MemoryUtilization", Now, peak)] }).Found(MlTrainingCheck.MemoryNearFull));
        Assert.Empty((Job with { Utilization = [Load("MemoryUtilization", Now, gaps)] }).Found(MlTrainingCheck.MemoryNearFull));
    }

    [Fact]
    public void Only_the_last_half_hour_counts_and_nine_points_are_too_few()
    {
        var before = Flat(100, 99).Select((v, i) => i < 70 ? v : 20).ToArray();
        var nine = Load("MemoryUtilization", Now, Flat(9, 99));
        var ten = Load("MemoryUtilization", Now, Flat(10, 99));

        Assert.Empty((Job with { Utilization = [Load("MemoryUtilization", Now, before)] }).Found(MlTrainingCheck.MemoryNearFull));
        Assert.Empty((Job with { Utilization = [nine] }).Found(MlTrainingCheck.MemoryNearFull));
        Assert.Equal(10, Assert.Single((Job with { Utilization = [ten] }).Found(MlTrainingCheck.MemoryNearFull)).PointCount);
        Assert.Empty((Job with { Utilization = [Load("MemoryUtilization", Now.AddMinutes(-31), Flat(60, 99))] }).Found(MlTrainingCheck.MemoryNearFull));
        Assert.Single((Job with { Utilization = [nine] }).Found(MlTrainingCheck.MemoryNearFull, new TrainingThresholds { UtilizationMinimumPoints = 9 }));
    }

    [Fact]
    public void What_was_before_training_began_does_not_count()
    {
        var late = Job with
        {
            Transitions = [new("Starting", Start), new("Downloading", Start.AddMinutes(5)), new("Training", Now.AddMinutes(-8))],
            Utilization = [Load("GPUUtilization", Now, Flat(30, 0))],
        };

        Assert.Empty(late.Found(MlTrainingCheck.IdleGpu));
        Assert.Equal(9, Assert.Single(late.Found(MlTrainingCheck.IdleGpu, new TrainingThresholds { UtilizationMinimumPoints = 9 })).PointCount);
    }

    [Fact]
    public void The_gpu_of_an_ended_job_is_judged_by_all_of_its_training_and_the_disk_by_its_end()
    {
        var gpu = Flat(110, 5).Select((v, i) => i < 80 ? 380 : v).ToArray();
        var disk = Flat(110, 96).Select((v, i) => i < 80 ? 20 : v).ToArray();
        var ended = Job with { Job = Ended, Utilization = [Load("GPUUtilization", Now, gpu), Load("DiskUtilization", Now, disk)], Now = Now.AddDays(2) };

        Assert.Empty(ended.Found(MlTrainingCheck.IdleGpu));
        Assert.Single(ended.Found(MlTrainingCheck.DiskNearFull));
        Assert.Single((ended with { Job = Running, Now = Now }).Found(MlTrainingCheck.IdleGpu));
    }

    private static void NearFull(MlTrainingCheck check, string metric, string what, double percent, MlSeverity? severity, double warning, double critical)
    {
        var found = (Job with { Utilization = [Load(metric, Now, Flat(30, percent))] }).Found(check);

        Assert.Equal(severity is not null, found.Length == 1);
        if (severity is not null)
        {
            Assert.Equal((severity.Value, percent, severity == MlSeverity.Critical ? critical : warning), (found[0].Severity, found[0].Value!.Value, found[0].Threshold!.Value));
            Assert.Equal((metric, "%", "Median", 30), (found[0].MetricName!, found[0].Unit, found[0].Method, found[0].PointCount));
            Assert.StartsWith($"The {what} of algo-1 is ", found[0].Reason, StringComparison.Ordinal);
            Assert.Equal(new MlWindow(Now.AddMinutes(-29), Now), found[0].Window);
        }
    }
}
