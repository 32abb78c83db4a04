using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class GetMlTrainingLogTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "GetMlTrainingLog";
    private const string Job = "churn-xgboost-baseline";

    [Theory]
    [InlineData($"Get-MlTrainingLog {Job}, credit-scorecard-train -Tail 3")]
    [InlineData($"'{Job}', 'credit-scorecard-train' | Get-MlTrainingLog -Tail 3")]
    [InlineData($"[pscustomobject]@{{ JobName = '{Job}' }}, [pscustomobject]@{{ JobName = 'credit-scorecard-train'; Type = 'Training' }} | Get-MlTrainingLog -Tail 3")]
    [InlineData($"Get-MlJob {Job}, credit-scorecard-train | Get-MlTrainingLog -Tail 3")]
    public void Jobs_come_as_argument_by_value_and_by_property(string script)
    {
        var result = Run(script);

        Assert.Empty(result.Errors);
        Assert.Equal([Job, Job, Job, "credit-scorecard-train", "credit-scorecard-train", "credit-scorecard-train"], result.Values("JobName"));
        Assert.Equal("ValueError: bins of income_bracket are not monotonic", result.Values("Message")[^1]);
    }

    [Theory]
    [InlineData("features-daily-build", "algo-1")]
    [InlineData("churn-score-batch", "i-0f3a6c1d2e4b5a697")]
    [InlineData("defect-boxes-labeling", null)]
    public void Jobs_of_other_kinds_bring_their_kind_along(string job, string? node)
    {
        var result = Run($"Get-MlJob {job} | Get-MlTrainingLog -Tail 2");

        Assert.Empty(result.Errors);
        Assert.Equal([job, job], result.Values("JobName"));
        Assert.All(result.Values("Node"), n => Assert.Equal(node, n));
    }

    [Fact]
    public void The_tail_is_the_end_of_the_whole_and_After_Pattern_and_Node_choose()
    {
        var all = Run("$all = Get-MlTrainingLog fraud-gnn-spot; $all");
        var times = all.Values("Time").Cast<DateTimeOffset>().ToList();
        var last = times[^200];

        Assert.Equal(["algo-1", "algo-2"], all.Values("Node").Distinct().Order());
        Assert.Equal(times.Order(), times);
        Assert.Equal(all.Values("Message").Where(m => ((string)m!).Contains("rank 1", StringComparison.OrdinalIgnoreCase)), Run("$all | Where-Object Message -Match 'RANK 1' | ForEach-Object Message").Output.Select(o => o.BaseObject));
        AssertBegins(all, m => ((string)m.Properties["Message"].Value).Contains("rank 1", StringComparison.OrdinalIgnoreCase), Run("Get-MlTrainingLog fraud-gnn-spot -Pattern 'RANK 1'"));
        AssertBegins(all, m => m.Properties["Node"].Value is "algo-2", Run("Get-MlTrainingLog fraud-gnn-spot -Node *-2"));
        AssertBegins(all, m => (DateTimeOffset)m.Properties["Time"].Value >= last, Run($"Get-MlTrainingLog fraud-gnn-spot -After '{last:O}'"));
        Assert.Equal(5, Run("Get-MlTrainingLog fraud-gnn-spot -Tail 5 -Pattern 'rank 1'").Values("Message").Count(m => ((string)m!).Contains("rank 1", StringComparison.Ordinal)));

        // The job goes on meanwhile: what is read later has what was read earlier, and may have more.
        static void AssertBegins(HostResult all, Func<PSObject, bool> chosen, HostResult read)
        {
            var expected = all.Output.Where(chosen).Select(m => $"{m.Properties["Time"].Value:O} {m.Properties["Message"].Value}").ToList();
            Assert.NotEmpty(expected);
            Assert.Equal(expected, read.Output.Select(m => $"{m.Properties["Time"].Value:O} {m.Properties["Message"].Value}").Take(expected.Count));
        }
    }

    [Fact]
    public void Following_a_job_that_has_ended_ends()
    {
        Assert.Equal(Run($"Get-MlTrainingLog {Job}").Values("Message"), Run($"Get-MlTrainingLog {Job} -Follow").Values("Message"));
    }

    [Fact]
    public void Following_a_job_that_runs_gives_new_lines_until_who_asked_has_enough()
    {
        var before = Run("Get-MlTrainingLog churn-xgboost-nightly").Output.Count;
        var result = Run("Get-MlTrainingLog churn-xgboost-nightly -Follow -Tail 0 | Select-Object -First 2");

        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Output.Count);
        // They are the ones that follow on what was there, each once.
        var after = Run("Get-MlTrainingLog churn-xgboost-nightly").Values("Message");
        var at = after.ToList().IndexOf(result.Values("Message")[0]);
        Assert.InRange(at, before, before + 30);
        Assert.Equal(after[at + 1], result.Values("Message")[1]);
    }

    [Fact]
    public void A_job_that_died_before_it_logged_says_why_in_a_warning()
    {
        var result = Run("Get-MlTrainingLog audio-tagger-train, llm-lora-finetune");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        Assert.Contains("exit code: 139", result.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("CapacityError", result.Warnings[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_with_escape_sequences_and_other_scripts_are_safe_to_show()
    {
        using var host = Open(Server.SessionEnvironment, 100);
        var spot = host.Run("Get-MlTrainingLog ranker-lambdamart-spot");
        var shown = spot.Rendered;
        var ocr = host.Run("Get-MlTrainingLog ocr-multilingual-train").Values("Message");

        Assert.All(spot.Values("Message").Concat(ocr), m => Assert.DoesNotContain((string)m!, c => char.IsControl(c) && c != '\t'));
        Assert.Contains("==> LambdaMART Loading 1204551 rows", spot.Values("Message"));
        Assert.DoesNotContain('\u001b', shown);
        Assert.All(shown.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains(ocr, m => ((string)m!).Any(c => c > 0x3000));
    }

    [Fact]
    public void A_kind_that_writes_no_log_is_an_error_and_the_next_is_read()
    {
        var result = Run($"Get-MlJob fraud-mlp-tuning, {Job} | Get-MlTrainingLog -Tail 1");

        AssertError(Assert.Single(result.Errors), "JobHasNoLog", ErrorCategory.InvalidType, "fraud-mlp-tuning", Command);
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_job_that_is_nowhere_is_one_error_and_the_next_is_read()
    {
        var result = Run($"Get-MlTrainingLog nonesuch, {Job} -Tail 1 -Region eu-west-1, us-east-1");

        AssertError(Assert.Single(result.Errors), "JobNotFound", ErrorCategory.ObjectNotFound, "nonesuch", Command);
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_pattern_that_is_none_ends_the_command() =>
        AssertError(Assert.Single(Run($"Get-MlTrainingLog {Job} -Pattern '('").Errors), "PatternInvalid", ErrorCategory.InvalidArgument, "(", Command);

    [Theory]
    [InlineData("logs:DescribeLogStreams", FaultKind.Denied, "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData("logs:GetLogEvents", FaultKind.Denied, "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData("logs:GetLogEvents", FaultKind.Error500, "ServiceFault", ErrorCategory.ResourceUnavailable)]
    public void A_log_that_cannot_be_read_is_an_error_and_no_note_that_there_is_none(string operation, FaultKind fault, string id, ErrorCategory category)
    {
        With();
        Break(fault, operation);
        var result = Run($"Get-MlTrainingLog {Job}");

        var error = Assert.Single(result.Errors);
        AssertError(error, id, category, error.TargetObject.ToString()!, Command);
        Assert.StartsWith($"/aws/sagemaker/TrainingJobs/{Job}", error.TargetObject.ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Warnings);
    }
}
