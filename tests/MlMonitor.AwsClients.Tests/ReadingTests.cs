using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.Runtime;
using Amazon.SageMaker;
using Amazon.SageMakerMetrics;
using Amazon.SageMakerMetrics.Model;
using Amazon.StepFunctions;
using MlMonitor.AwsClients.Tests.Support;

namespace MlMonitor.AwsClients.Tests;

public sealed class ReadingTests
{
    private static readonly SessionAWSCredentials Credentials = new(Clients.AccessKey, Clients.SecretKey, Clients.Token);

    [Fact]
    public async Task Unknown_members_are_passed_over_and_unknown_enumeration_values_kept()
    {
        using var server = new LoopbackServer(Reply.Json(
            """
            {"Added":{"Deep":[1,{"x":null}]},"TrainingJobSummaries":[{"New":[[]],"TrainingJobName":"j","TrainingJobStatus":"Hibernating",
             "SecondaryStatus":"Completed","CreationTime":1767225600.5}],"NextToken":null}
            """));
        using var client = new AmazonSageMakerClient(Credentials, Clients.Config<AmazonSageMakerConfig>(server.Url));

        var job = Assert.Single((await client.ListTrainingJobsAsync(new())).TrainingJobSummaries);

        Assert.Equal("j", job.TrainingJobName);
        Assert.Equal("Hibernating", job.TrainingJobStatus.Value);
        Assert.Same(SecondaryStatus.Completed, job.SecondaryStatus);
        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, 500, DateTimeKind.Utc), job.CreationTime);
        Assert.Null(job.TrainingEndTime);
    }

    [Fact]
    public async Task Numbers_come_as_numbers_with_exponents_and_as_text()
    {
        using var server = new LoopbackServer(Reply.Json(
            """{"MetricDataResults":[{"Id":"m","Values":[1,2.5,1e3,"NaN","-Infinity","4"],"Timestamps":[1767225600,1.7672256E9,"2026-01-01T00:00:00Z"]}]}"""));
        using var client = new AmazonCloudWatchClient(Credentials, Clients.Config<AmazonCloudWatchConfig>(server.Url));

        var result = Assert.Single((await client.GetMetricDataAsync(new())).MetricDataResults);

        Assert.Equal([1, 2.5, 1000, double.NaN, double.NegativeInfinity, 4], result.Values);
        Assert.All(result.Timestamps, t => Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), t));
    }

    [Fact]
    public async Task Whole_numbers_come_with_a_fraction_or_an_exponent_too()
    {
        using var server = new LoopbackServer(Reply.Json("""{"MonitorStatus":1,"TrainingTimeInSeconds":120.0,"BillableTimeInSeconds":1.2E2}"""));
        using var client = new AmazonSageMakerClient(Credentials, Clients.Config<AmazonSageMakerConfig>(server.Url));

        var job = await client.DescribeTrainingJobAsync(new() { TrainingJobName = "j" });

        Assert.Equal((120, 120), (job.TrainingTimeInSeconds, job.BillableTimeInSeconds));
    }

    [Fact]
    public async Task CloudWatch_Logs_shows_milliseconds_as_times_where_the_official_client_does()
    {
        var time = new DateTime(2026, 1, 1, 0, 0, 0, 123, DateTimeKind.Utc);
        using var server = new LoopbackServer(Reply.Json("""{"events":[{"timestamp":1767225600123,"ingestionTime":1767225600123,"message":"m"}]}"""));
        using var client = new AmazonCloudWatchLogsClient(Credentials, Clients.Config<AmazonCloudWatchLogsConfig>(server.Url));

        var fromStream = await client.GetLogEventsAsync(new() { LogStreamName = "s", StartTime = time });
        Assert.Equal(1767225600123, server.Last.Json.GetProperty("startTime").GetInt64());
        var fromGroup = await client.FilterLogEventsAsync(new() { LogGroupName = "g", StartTime = 1767225600123 });

        Assert.Equal((time, time), (fromStream.Events[0].Timestamp, fromStream.Events[0].IngestionTime));
        Assert.Equal(1767225600123, fromGroup.Events[0].Timestamp);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_reply_without_members_leaves_all_properties_null(string body)
    {
        using var server = new LoopbackServer(Reply.Json(body));
        using var client = new AmazonStepFunctionsClient(Credentials, Clients.Config<AmazonStepFunctionsConfig>(server.Url));

        var response = await client.ListExecutionsAsync(new() { StateMachineArn = "arn" });

        Assert.Null(response.Executions);
        Assert.Null(response.NextToken);
        Assert.Equal("request-1", response.ResponseMetadata.RequestId);
    }

    [Fact]
    public async Task Training_curves_are_read_from_the_metrics_service()
    {
        using var server = new LoopbackServer(Reply.Json(
            """{"MetricQueryResults":[{"Status":"Complete","XAxisValues":[1,2],"MetricValues":[0.5,"NaN"],"Message":null}]}"""));
        using var client = new AmazonSageMakerMetricsClient(Credentials, Clients.Config<AmazonSageMakerMetricsConfig>(server.Url));

        var result = Assert.Single((await client.BatchGetMetricsAsync(new() { MetricQueries = [new MetricQuery { MetricName = "m" }] })).MetricQueryResults);
        await client.BatchPutMetricsAsync(new() { TrialComponentName = "t", MetricData = [new() { MetricName = "m", Timestamp = DateTime.UnixEpoch, Value = double.NaN }] });

        Assert.Equal((MetricQueryResultStatus.Complete, 2L), (result.Status, result.XAxisValues[1]));
        Assert.Equal([0.5, double.NaN], result.MetricValues);
        Assert.Equal(("PUT", "/BatchPutMetrics"), (server.Last.Method, server.Last.Target));
        Assert.Equal("NaN", server.Last.Json.GetProperty("MetricData")[0].GetProperty("Value").GetString());
    }

    [Fact]
    public async Task Epoch_seconds_are_read_to_the_tick()
    {
        using var server = new LoopbackServer(Reply.Json("""{"MetricAlarms":[{"StateUpdatedTimestamp":1767225600.1234567}]}"""));
        using var client = new AmazonCloudWatchClient(Credentials, Clients.Config<AmazonCloudWatchConfig>(server.Url));

        var alarm = Assert.Single((await client.DescribeAlarmsAsync(new DescribeAlarmsRequest())).MetricAlarms);

        Assert.Equal(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddTicks(1234567), alarm.StateUpdatedTimestamp);
    }
}
