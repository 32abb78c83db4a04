using System.Diagnostics;
using System.Globalization;
using System.Net;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.Runtime;
using Amazon.SageMaker;
using Amazon.SageMaker.Model;
using Amazon.SageMakerRuntime;
using Amazon.SageMakerRuntime.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;
using MlMonitor.AwsClients.Tests.Support;

namespace MlMonitor.AwsClients.Tests;

public sealed class ErrorTests
{
    private static readonly SessionAWSCredentials Credentials = new(Clients.AccessKey, Clients.SecretKey, Clients.Token);

    [Fact]
    public async Task A_json_error_becomes_its_exception_with_code_status_and_request_id()
    {
        using var server = new LoopbackServer(Reply.Json("""{"__type":"ResourceNotFound","Message":"Could not find it"}""", 400));

        var exception = await Assert.ThrowsAsync<Amazon.SageMaker.Model.ResourceNotFoundException>(() => DescribeEndpointAsync(server));

        Assert.Equal("ResourceNotFound", exception.ErrorCode);
        Assert.Equal("Could not find it", exception.Message);
        Assert.Equal(HttpStatusCode.BadRequest, exception.StatusCode);
        Assert.Equal("request-1", exception.RequestId);
        Assert.IsAssignableFrom<AmazonSageMakerException>(exception);
    }

    [Fact]
    public async Task An_error_that_no_model_knows_becomes_the_services_exception()
    {
        using var server = new LoopbackServer(Reply.Json("""{"__type":"ExpiredTokenException","message":"expired"}""", 400));

        var exception = await Assert.ThrowsAsync<AmazonSageMakerException>(() => DescribeEndpointAsync(server));

        Assert.Equal("ExpiredTokenException", exception.ErrorCode);
    }

    [Fact]
    public async Task A_query_error_becomes_its_exception()
    {
        using var server = new LoopbackServer(Reply.Xml(
            """
            <ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
              <Error><Type>Sender</Type><Code>NotFound</Code><Message>Topic does not exist</Message></Error>
              <RequestId>request-2</RequestId>
            </ErrorResponse>
            """, 404));

        var exception = await Assert.ThrowsAsync<NotFoundException>(() => PublishAsync(server));

        Assert.Equal(("NotFound", "Topic does not exist", "request-2"), (exception.ErrorCode, exception.Message, exception.RequestId));
        Assert.Equal((ErrorType.Sender, HttpStatusCode.NotFound), (exception.ErrorType, exception.StatusCode));
    }

    [Fact]
    public async Task A_service_that_once_spoke_query_reports_the_code_of_old_and_the_exception_of_its_shape()
    {
        using var server = new LoopbackServer(Reply.Json(
            """{"__type":"com.amazonaws.cloudwatch.v2010_08_01#DashboardNotFoundError","message":"no"}""", 404, ("x-amzn-query-error", "ResourceNotFound;Sender")));
        using var client = new AmazonCloudWatchClient(Credentials, Clients.Config<AmazonCloudWatchConfig>(server.Url));

        var exception = await Assert.ThrowsAsync<DashboardNotFoundErrorException>(() => client.GetDashboardAsync(new() { DashboardName = "d" }));

        Assert.Equal("ResourceNotFound", exception.ErrorCode);
        Assert.Equal("true", server.Last.Headers["x-amzn-query-mode"]);
    }

    [Fact]
    public async Task The_members_of_an_error_are_on_its_exception()
    {
        using var server = new LoopbackServer(Reply.Json(
            """{"Message":"model failed","OriginalMessage":"boom","OriginalStatusCode":503,"LogStreamArn":"arn","More":[1]}""", 424, ("x-amzn-ErrorType", "ModelError")));
        using var client = new AmazonSageMakerRuntimeClient(Credentials, Clients.Config<AmazonSageMakerRuntimeConfig>(server.Url));

        var exception = await Assert.ThrowsAsync<ModelErrorException>(() => client.InvokeEndpointAsync(new() { EndpointName = "e" }));

        Assert.Equal(("boom", 503, "arn"), (exception.OriginalMessage, exception.OriginalStatusCode, exception.LogStreamArn));
        Assert.Equal(HttpStatusCode.FailedDependency, exception.StatusCode);
    }

    [Theory]
    [InlineData("<html><body><h1>502 Bad Gateway</h1><br></body></html>")]
    [InlineData("")]
    [InlineData("{\"__type\":")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("upstream connect error")]
    public async Task An_error_with_any_body_is_an_exception_with_its_status(string body)
    {
        using var server = new LoopbackServer(new Reply(502, body, ("Content-Type", "text/html")));

        var json = await Assert.ThrowsAsync<AmazonSageMakerException>(() => DescribeEndpointAsync(server));
        var query = await Assert.ThrowsAsync<AmazonSimpleNotificationServiceException>(() => PublishAsync(server));

        Assert.Equal((HttpStatusCode.BadGateway, HttpStatusCode.BadGateway), (json.StatusCode, query.StatusCode));
        Assert.Contains("502", json.Message, StringComparison.Ordinal);
        Assert.Contains("502", query.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_success_that_is_no_json_is_a_service_exception()
    {
        using var server = new LoopbackServer(new Reply(200, "<html>captive portal</html>", ("Content-Type", "text/html")));

        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => DescribeEndpointAsync(server));
        await Assert.ThrowsAnyAsync<AmazonServiceException>(() => PublishAsync(new LoopbackServer(new Reply(200, "{no xml"))));
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_and_the_request_sent_again()
    {
        var theirTime = DateTimeOffset.UtcNow.AddHours(3);
        using var server = new LoopbackServer(request => Math.Abs((SignedAt(request) - theirTime).TotalMinutes) < 5
            ? Reply.Json("""{"EndpointName":"e"}""")
            : Reply.Json("""{"__type":"InvalidSignatureException","message":"Signature expired"}""", 400, ("Date", theirTime.ToString("R"))));

        var response = await DescribeEndpointAsync(server, retries: 1);

        Assert.Equal("e", response.EndpointName);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_throttled_request_is_sent_again()
    {
        var calls = 0;
        using var server = new LoopbackServer(_ => ++calls == 1
            ? Reply.Json("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", 400)
            : Reply.Json("""{"EndpointName":"e"}"""));

        Assert.Equal("e", (await DescribeEndpointAsync(server, retries: 1)).EndpointName);
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 200)]
    [InlineData(false, 400)]
    public async Task A_call_can_be_cancelled_while_the_reply_hangs(bool isSilent, int status)
    {
        using var server = new LoopbackServer(Reply.Json("""{"EndpointName":""", status) with { IsSilent = isSilent, MissingBytes = 100 });
        using var stop = new CancellationTokenSource();

        var call = DescribeEndpointAsync(server, cancellationToken: stop.Token);
        while (server.Requests.Count == 0)
        {
            await Task.Delay(10);
        }

        await Task.Delay(100);
        Assert.False(call.IsCompleted);
        var clock = Stopwatch.StartNew();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 1);
    }

    private static DateTimeOffset SignedAt(RecordedRequest request) => DateTimeOffset.ParseExact(
        request.Headers["X-Amz-Date"], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static async Task<DescribeEndpointResponse> DescribeEndpointAsync(
        LoopbackServer server, int retries = 0, CancellationToken cancellationToken = default)
    {
        var config = Clients.Config<AmazonSageMakerConfig>(server.Url);
        config.MaxErrorRetry = retries;
        using var client = new AmazonSageMakerClient(Credentials, config);
        return await client.DescribeEndpointAsync(new() { EndpointName = "e" }, cancellationToken);
    }

    private static async Task<PublishResponse> PublishAsync(LoopbackServer server)
    {
        using var client = new AmazonSimpleNotificationServiceClient(Credentials, Clients.Config<AmazonSimpleNotificationServiceConfig>(server.Url));
        return await client.PublishAsync(new() { TopicArn = "arn", Message = "m" });
    }
}
