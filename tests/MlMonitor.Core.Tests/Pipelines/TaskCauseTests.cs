using MlMonitor.Core.Pipelines;

namespace MlMonitor.Core.Tests.Pipelines;

public sealed class TaskCauseTests
{
    [Fact]
    public void The_cause_of_a_training_job_is_its_failure_reason_and_leads_to_the_job()
    {
        var cause = TaskCause.Read("""{"TrainingJobName":"j","TrainingJobArn":"arn:aws:sagemaker:eu-west-1:123456789012:training-job/j","TrainingJobStatus":"Failed","FailureReason":"ClientError: no data"}""");

        Assert.Equal("ClientError: no data", cause.Reason);
        Assert.Equal("arn:aws:sagemaker:eu-west-1:123456789012:training-job/j", cause.ExternalId);
    }

    [Fact]
    public void The_cause_of_a_function_is_its_message() =>
        Assert.Equal("bad date", TaskCause.Read("""{"errorMessage":"bad date","errorType":"ValueError","stackTrace":["  File \"x.py\", line 1"]}""").Reason);

    [Fact]
    public void The_cause_of_a_nested_machine_is_the_cause_inside()
    {
        var cause = TaskCause.Read("""{"ExecutionArn":"arn:aws:states:eu-west-1:123456789012:execution:m:e","Cause":"{\"FailureReason\":\"inner\"}","Error":"States.TaskFailed"}""");

        Assert.Equal("inner", cause.Reason);
        Assert.Equal("arn:aws:states:eu-west-1:123456789012:execution:m:e", cause.ExternalId);
    }

    [Fact]
    public void The_cause_of_a_build_leads_to_the_build_and_shows_none_of_its_variables()
    {
        var cause = TaskCause.Read("""{"Build":{"Id":"p:1","Arn":"arn:aws:codebuild:eu-west-1:123456789012:build/p:1","BuildStatus":"FAILED","Environment":{"EnvironmentVariables":[{"Name":"DB_PASSWORD","Value":"secret"}]}}}""");

        Assert.Equal("Build p:1 ended with FAILED", cause.Reason);
        Assert.Equal("arn:aws:codebuild:eu-west-1:123456789012:build/p:1", cause.ExternalId);
    }

    [Theory]
    [InlineData("plain words")]
    [InlineData("""{"FailureReason":"cut in the mid""")]
    public void What_is_no_JSON_is_taken_as_it_is(string cause) => Assert.Equal(cause, TaskCause.Read(cause).Reason);

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void No_cause_is_no_words(string? cause) => Assert.Equal("", TaskCause.Read(cause).Reason);
}
