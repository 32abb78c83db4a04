using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Ctrl+C, whatever the other side does.</summary>
public sealed class StopTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Theory]
    [InlineData("Get-MlPipelineStatus", "codepipeline:.*", FaultKind.Hang)]
    [InlineData("Get-MlPipelineStatus", "sts:.*", FaultKind.Hang)]
    [InlineData("Get-MlPipelineStatus", "codepipeline:.*", FaultKind.Throttle)]
    [InlineData("Get-MlEndpoint", "sagemaker:.*", FaultKind.Hang)]
    [InlineData("Get-MlEndpoint fraud-scorer", "application-autoscaling:.*", FaultKind.Hang)]
    [InlineData("Get-MlEndpoint", "sagemaker:DescribeEndpointConfig", FaultKind.Throttle)]
    [InlineData("Get-MlEndpointMetric fraud-scorer", "cloudwatch:.*", FaultKind.Hang)]
    [InlineData("Test-MlEndpointHealth fraud-scorer", "cloudwatch:GetMetricData", FaultKind.Hang)]
    [InlineData("Test-MlEndpointHealth fraud-scorer", "cloudwatch:DescribeAlarms", FaultKind.Throttle)]
    [InlineData("Get-MlMonitorExecution", "sagemaker:.*", FaultKind.Hang)]
    [InlineData("Get-MlMonitorExecution -First 1", "s3:.*", FaultKind.Hang)]
    [InlineData("Get-MlPosture", "s3:.*", FaultKind.Hang)]
    [InlineData("Get-MlPosture", "cloudwatch:.*", FaultKind.Throttle)]
    [InlineData($"Send-MlAlert -TopicArn {Topic} -Subject s -Message m", "sns:.*", FaultKind.Hang)]
    [InlineData("Get-MlAlert s3://ml-baselines-123456789012/state.json", "s3:.*", FaultKind.Hang)]
    [InlineData("New-MlSilence s3://ml-baselines-123456789012/state.json -Resource a -Ends 2099-01-01 -Why w", "s3:PutObject", FaultKind.Hang)]
    [InlineData("New-MlProfile -Capture s3://ml-capture-123456789012/datacapture/churn-predictor/", "s3:.*", FaultKind.Hang)]
    [InlineData("New-MlProfile -Capture s3://ml-capture-123456789012/datacapture/churn-predictor/ -ProfileStore s3://ml-baselines-123456789012/p/", "s3:PutObject", FaultKind.Hang)]
    [InlineData("Test-MlEndpointDrift churn-predictor", "s3:GetObject", FaultKind.Hang)]
    [InlineData("Get-MlJob", "sagemaker:.*", FaultKind.Hang)]
    [InlineData("Get-MlJob -Type Processing", "sagemaker:.*", FaultKind.Throttle)]
    [InlineData("Wait-MlJob fraud-gnn-spot", "sagemaker:.*", FaultKind.Hang)]
    [InlineData("Wait-MlJob fraud-gnn-spot", "no:such", FaultKind.Hang)]
    [InlineData("Get-MlTrainingMetric churn-xgboost-baseline", "sagemaker:.*", FaultKind.Hang)]
    [InlineData("Get-MlTrainingMetric churn-xgboost-baseline", "cloudwatch:.*", FaultKind.Hang)]
    [InlineData("Get-MlTrainingMetric churn-xgboost-baseline -Source SageMakerMetrics", "sagemaker-metrics:.*", FaultKind.Hang)]
    [InlineData("Get-MlTrainingLog churn-xgboost-baseline", "logs:DescribeLogStreams", FaultKind.Hang)]
    [InlineData("Get-MlTrainingLog churn-xgboost-baseline -Tail 3", "logs:GetLogEvents", FaultKind.Throttle)]
    [InlineData("Get-MlTrainingLog fraud-gnn-spot -Follow -Tail 1", "no:such", FaultKind.Hang)]
    [InlineData("Get-MlTrainingLog fraud-gnn-spot -Follow -Tail 1", "logs:.*", FaultKind.Hang)]
    [InlineData("$failed | Get-MlFailureCause", "sagemaker:.*", FaultKind.Hang)]
    [InlineData("$failed | Get-MlFailureCause", "logs:.*", FaultKind.Throttle)]
    [InlineData("Invoke-MlMonitor $watch -Only pipelines", "codepipeline:.*", FaultKind.Hang)]
    [InlineData("Invoke-MlMonitor $watch -Only endpoints", "cloudwatch:.*", FaultKind.Throttle)]
    [InlineData("Invoke-MlMonitor $watch -Only pipelines", "sns:.*", FaultKind.Hang)]
    [InlineData("Invoke-MlMonitor $watch -StatePath s3://ml-baselines-123456789012/stop.json", "s3:.*", FaultKind.Hang)]
    public async Task A_command_ends_within_a_second_of_being_stopped(string command, string operation, FaultKind fault)
    {
        With();
        if (command.Contains("$failed", StringComparison.Ordinal))
            Run("$failed = Get-MlJob fraud-xgboost-wide");
        if (command.Contains("$watch", StringComparison.Ordinal))
            Run("$watch = Join-Path ([IO.Path]::GetTempPath()) \"ml-stop-$([guid]::NewGuid()).psd1\"; Set-Content $watch \"@{ Watch = @( @{ Name = 'pipelines'; Test = 'PipelineStatus'; PipelineName = 'fraud-*' }, @{ Name = 'endpoints'; Test = 'EndpointHealth' } ); Route = @( @{ TopicArn = 'arn:aws:sns:eu-west-1:123456789012:ml-alerts' } ) }\"");
        Break(fault, operation, retryAfterSeconds: 25);
        var run = await Host.StartAsync(command);
        await Task.Delay(1000);
        Assert.False(run.IsCompleted);

        var took = Host.Stop();
        var result = await run.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.True(result.Stopped);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Empty(result.Errors);
        Run("if ($watch) { Remove-Item ($watch -replace 'psd1$', '*') }");
    }

    [Fact]
    public async Task The_session_goes_on_after_a_stop()
    {
        With();
        Break(FaultKind.Hang, "codepipeline:ListPipelines");
        var run = await Host.StartAsync("Get-MlPipelineStatus");
        await Task.Delay(500);
        Host.Stop();
        await run;
        Server.Faults.Clear();

        Assert.Equal(9, Run("Get-MlPipelineStatus").Output.Count);
    }
}
