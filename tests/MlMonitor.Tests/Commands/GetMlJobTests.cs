using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Protocol;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class GetMlJobTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "GetMlJob";

    [Fact]
    public void Jobs_of_every_kind_come_with_no_secret_on_them()
    {
        var result = Run("$all = Get-MlJob; $all; $text = $all | Format-List * | Out-String");

        Assert.Empty(result.Errors);
        Assert.Equal(["AutoML", "Labeling", "Processing", "Training", "Transform", "Tuning"], result.Values("Type").Select(t => t!.ToString()).Distinct().Order());
        Assert.All(result.Values("Region"), r => Assert.Equal("eu-west-1", r));
        Assert.All(result.Values("Created"), c => Assert.InRange((DateTimeOffset)c!, DateTimeOffset.UtcNow.AddDays(-1.01), DateTimeOffset.UtcNow));
        Assert.DoesNotContain("sandbox-secret", Run("$text").Single.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-MlJob churn-xgboost-baseline, fraud-gnn-spot")]
    [InlineData("'churn-xgboost-baseline', 'fraud-gnn-spot' | Get-MlJob")]
    [InlineData("[pscustomobject]@{ JobName = 'churn-xgboost-baseline'; Type = 'Training' }, [pscustomobject]@{ Name = 'fraud-gnn-spot'; Region = 'eu-west-1' } | Get-MlJob")]
    [InlineData("Get-MlJob -Type Training -Name churn-xgboost-baseline, fraud-gnn-spot | Get-MlJob")]
    public void Names_come_as_argument_by_value_and_by_property(string script)
    {
        var result = Run(script);

        Assert.Empty(result.Errors);
        Assert.Equal(["churn-xgboost-baseline", "fraud-gnn-spot"], result.Values("JobName"));
        Assert.Equal(0, CallsTo("Search") + CallsTo("ListTrainingJobs"));
    }

    [Theory]
    [InlineData("fraud-*train", 0)]
    [InlineData("CHURN-XGBOOST-[bn]*", 2)]
    [InlineData("*-lambdamart-????", 1)]
    public void Wildcards_choose_whatever_the_case(string pattern, int count)
    {
        var result = Run($"Get-MlJob '{pattern}' -Type Training");

        Assert.Empty(result.Errors);
        Assert.Equal(count, result.Output.Count);
    }

    [Theory]
    [InlineData("InProgress")]
    [InlineData("Failed")]
    [InlineData("TimedOut")]
    [InlineData("Stopped")]
    [InlineData("Succeeded, TimedOut")]
    public void A_status_chooses_the_same_by_search_and_by_listing(string status)
    {
        var all = Run("Get-MlJob -Type Training -After (Get-Date).AddDays(-28)").Output
            .Where(j => status.Split(", ").Contains(j.Properties["Status"].Value.ToString())).Select(j => j.Properties["JobName"].Value).ToList();
        var searched = Run($"Get-MlJob -Type Training -Status {status} -After (Get-Date).AddDays(-28)").Values("JobName");
        Break(FaultKind.Denied, "sagemaker:Search");
        var listed = Run($"Get-MlJob -Type Training -Status {status} -After (Get-Date).AddDays(-28) -Verbose");

        Assert.NotEmpty(all);
        Assert.Equal(all, searched);
        Assert.Equal(all, listed.Values("JobName"));
        Assert.Empty(listed.Errors);
        Assert.Contains(listed.Verbose, v => v.Contains("sagemaker:Search is not to be had", StringComparison.Ordinal));
    }

    [Fact]
    public void After_and_First_bound_what_is_read()
    {
        var created = Run("Get-MlJob -Type Training -After (Get-Date).AddHours(-3)").Values("Created").Cast<DateTimeOffset>().ToList();
        var first = Run("Get-MlJob -Type Training -First 3").Values("Created").Cast<DateTimeOffset>();

        Assert.NotEmpty(created);
        Assert.Equal(created.OrderDescending(), created);
        Assert.All(created, c => Assert.True(c > DateTimeOffset.UtcNow.AddHours(-3.1)));
        Assert.Equal(created.Take(3), first);
    }

    [Theory]
    [InlineData("Training", "churn")]
    [InlineData("Tuning", "fraud")]
    [InlineData("Labeling", "defect")]
    public void Tags_choose(string type, string team)
    {
        var result = Run($"Get-MlJob -Type {type} -Tag @{{ team = '{team}'; env = 'prod' }}");

        Assert.Empty(result.Errors);
        Assert.NotEmpty(result.Output);
        Assert.All(result.Values("JobName"), n => Assert.StartsWith(team, (string)n!, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_kind_tells_how_far_it_is()
    {
        var jobs = Run("Get-MlJob defect-boxes-labeling, churn-xgboost-tuning, fraud-mlp-tuning, ltv-automl, fraud-gnn-spot, ranker-lambdamart-spot, drift-report-build, churn-score-batch")
            .Output.ToDictionary(j => (string)j.Properties["JobName"].Value, j => (MlJobView)j);

        // 340 of 1,000, 12 given up; 11 of 40 trials done; 29 % paid; as the sandbox's page says.
        Assert.Equal(("340 of 1000 labeled, 12 failed", 34.0), (jobs["defect-boxes-labeling"].Progress, jobs["defect-boxes-labeling"].Percent));
        Assert.Equal(("11 of 40 trials", 27.5), (jobs["churn-xgboost-tuning"].Progress, jobs["churn-xgboost-tuning"].Percent));
        Assert.Equal("SucceededWithWarnings", jobs["fraud-mlp-tuning"].Status);
        Assert.Equal("ModelTuning", jobs["ltv-automl"].Progress);
        Assert.Equal("Training", jobs["fraud-gnn-spot"].Progress);
        Assert.InRange((double)jobs["ranker-lambdamart-spot"]["SpotSavingPercent"]!, 70, 72);
        Assert.Contains("ParserError", (string)jobs["drift-report-build"]["ExitMessage"]!, StringComparison.Ordinal);
        Assert.All(jobs.Values, j => Assert.NotNull(j["ConsoleLink"]));
        Assert.All(jobs.Values.Where(j => j["Type"]!.ToString() is not ("Tuning" or "AutoML")), j => Assert.NotNull(j["LogLink"]));
        Assert.All((string[])["drift-report-build", "churn-score-batch", "fraud-gnn-spot"], n => Assert.NotNull(jobs[n]["InstanceType"]));
    }

    [Fact]
    public void What_made_a_job_is_its_parent()
    {
        var trials = Run("Get-MlJob churn-xgboost-tuning-* -Type Training").Values("Parent");
        var execution = Run("(Get-MlPipelineStatus fraud-model-pipeline -Source SageMakerPipeline).ExecutionId").Single.ToString();
        var steps = Run("Get-MlJob pipelines-* -Type Training").Values("Parent");

        Assert.NotEmpty(trials);
        Assert.All(trials, p => Assert.EndsWith(":hyper-parameter-tuning-job/churn-xgboost-tuning", (string)p!, StringComparison.Ordinal));
        Assert.Contains(execution, steps);
    }

    [Fact]
    public void A_name_that_is_nowhere_is_one_error_and_the_others_come()
    {
        var result = Run("Get-MlJob nonesuch, fraud-gnn-spot -Region eu-west-1, us-east-1");

        AssertError(Assert.Single(result.Errors), "JobNotFound", ErrorCategory.ObjectNotFound, "nonesuch", Command);
        Assert.Equal("fraud-gnn-spot", result.Single.Properties["JobName"].Value);
    }

    [Theory]
    [InlineData(FaultKind.Denied, "AccessDenied", ErrorCategory.PermissionDenied)]
    [InlineData(FaultKind.Error500, "ServiceFault", ErrorCategory.ResourceUnavailable)]
    [InlineData(FaultKind.Html503, "ServiceFault", ErrorCategory.ResourceUnavailable)]
    [InlineData(FaultKind.EmptyBody, "UnexpectedReply", ErrorCategory.InvalidData)]
    [InlineData(FaultKind.Expired, "CredentialExpired", ErrorCategory.AuthenticationError)]
    public void What_fails_is_an_error_and_never_an_empty_list(FaultKind fault, string id, ErrorCategory category)
    {
        With();
        Break(fault, "sagemaker:.*");

        AssertError(Assert.Single(Run("Get-MlJob -Type Training").Errors), id, category, "eu-west-1", Command);
    }

    [Fact]
    public void A_kind_that_may_not_be_listed_does_not_keep_the_others()
    {
        Break(FaultKind.Denied, "sagemaker:ListProcessingJobs");
        var result = Run("Get-MlJob -Type Processing, Transform");

        AssertError(Assert.Single(result.Errors), "AccessDenied", ErrorCategory.PermissionDenied, "eu-west-1", Command);
        Assert.NotEmpty(result.Output);
    }

    [Fact]
    public void An_identity_that_is_refused_is_one_error_for_all_kinds()
    {
        With(("AWS_ACCESS_KEY_ID", AccessKeys.Expired));

        AssertError(Assert.Single(Run("Get-MlJob").Errors), "CredentialExpired", ErrorCategory.AuthenticationError, "eu-west-1", Command);
    }

    [Fact]
    public void A_job_becomes_an_alert_whose_subject_SNS_takes()
    {
        Run($"Get-MlJob ocr-multilingual-train, audio-tagger-train, anomaly-autoencoder-train | Send-MlAlert {Topic}");

        Assert.Equal(3, Server.Published.Count);
        Assert.All(Server.Published, m =>
        {
            Assert.InRange(m.Subject!.Length, 1, 99);
            Assert.Matches("^[!-~][ -~]*$", m.Subject);
        });
        Assert.Contains("无法解析标签文件", Server.Published[0].Message, StringComparison.Ordinal);
    }

    private sealed class MlJobView(PSObject job)
    {
        public object? this[string name] => job.Properties[name].Value;

        public string? Progress => (string?)this["Progress"];

        public double? Percent => (double?)this["ProgressPercent"];

        public string? Status => this["Status"]?.ToString();

        public static explicit operator MlJobView(PSObject job) => new(job);
    }
}
