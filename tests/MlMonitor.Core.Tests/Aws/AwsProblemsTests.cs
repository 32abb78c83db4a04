using System.Net;
using System.Net.Sockets;
using Amazon.CodePipeline;
using Amazon.Runtime;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Aws;

public sealed class AwsProblemsTests
{
    private static readonly AwsCall Call = new("CodePipeline", "codepipeline:ListPipelines", TestAws.Connection(profile: "team-a"));

    [Theory]
    [InlineData("AccessDeniedException", 400, ProblemId.AccessDenied)]
    [InlineData("AccessDenied", 403, ProblemId.AccessDenied)]
    [InlineData("AuthorizationError", 403, ProblemId.AccessDenied)]
    [InlineData("UnauthorizedOperation", 403, ProblemId.AccessDenied)]
    [InlineData("", 403, ProblemId.AccessDenied)]
    [InlineData("ExpiredTokenException", 400, ProblemId.CredentialExpired)]
    [InlineData("ExpiredToken", 403, ProblemId.CredentialExpired)]
    [InlineData("RequestExpired", 400, ProblemId.CredentialExpired)]
    [InlineData("UnrecognizedClientException", 400, ProblemId.CredentialInvalid)]
    [InlineData("InvalidClientTokenId", 403, ProblemId.CredentialInvalid)]
    [InlineData("InvalidSignatureException", 400, ProblemId.CredentialInvalid)]
    [InlineData("SignatureDoesNotMatch", 403, ProblemId.CredentialInvalid)]
    [InlineData("ThrottlingException", 400, ProblemId.Throttled)]
    [InlineData("Throttling", 400, ProblemId.Throttled)]
    [InlineData("TooManyRequestsException", 429, ProblemId.Throttled)]
    [InlineData("", 429, ProblemId.Throttled)]
    [InlineData("SlowDown", 503, ProblemId.Throttled)]
    [InlineData("InternalFailure", 500, ProblemId.ServiceFault)]
    [InlineData("ServiceUnavailable", 503, ProblemId.ServiceFault)]
    [InlineData("", 502, ProblemId.ServiceFault)]
    [InlineData("", 404, ProblemId.UnexpectedReply)]
    [InlineData("", 200, ProblemId.UnexpectedReply)]
    [InlineData("ValidationException", 400, ProblemId.InvalidRequest)]
    [InlineData("InvalidNextTokenException", 400, ProblemId.InvalidRequest)]
    public void What_AWS_answered_is_told_apart(string code, int status, ProblemId expected)
    {
        var problem = AwsProblems.From(Answer(code, status), Call, "the thing");

        Assert.Equal(expected, problem.Id);
        Assert.Equal("the thing", problem.Target);
        Assert.NotEmpty(problem.RecommendedAction);
        Assert.StartsWith("codepipeline:ListPipelines in eu-west-1 (profile team-a): ", problem.Message, StringComparison.Ordinal);
        Assert.Equal(("CodePipeline", "eu-west-1", "team-a"), (problem.Exception.Service, problem.Exception.Region, problem.Exception.ProfileName));
        Assert.Equal((code, status, "req-1"), (problem.Exception.Code, problem.Exception.StatusCode, problem.Exception.RequestId));
    }

    public static TheoryData<Exception, ProblemId> NoAnswers => new()
    {
        { new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused)), ProblemId.EndpointUnreachable },
        { new HttpRequestException("no such host", new SocketException((int)SocketError.HostNotFound)), ProblemId.EndpointUnreachable },
        { new IOException("connection reset"), ProblemId.EndpointUnreachable },
        { new AmazonServiceException("unreachable", new HttpRequestException("refused", new SocketException((int)SocketError.ConnectionRefused))), ProblemId.EndpointUnreachable },
        { new TaskCanceledException("timed out", new TimeoutException()), ProblemId.RequestTimedOut },
        { new TimeoutException(), ProblemId.RequestTimedOut },
        { new AmazonClientException("Unable to get IAM security credentials from EC2 Instance Metadata Service."), ProblemId.CredentialInvalid },
        { new AmazonClientException("Failed to parse: '<' is an invalid start of a value."), ProblemId.UnexpectedReply },
    };

    [Theory]
    [MemberData(nameof(NoAnswers))]
    public void The_ways_of_getting_no_answer_are_told_apart(Exception exception, ProblemId expected)
    {
        var problem = AwsProblems.From(exception, Call, null);

        Assert.True(AwsProblems.IsFailure(exception, CancellationToken.None));
        Assert.Equal(expected, problem.Id);
        Assert.Null(problem.Exception.StatusCode);
    }

    [Fact]
    public void A_denial_names_the_action_to_allow_and_whom()
    {
        var problem = AwsProblems.From(Answer("AccessDeniedException", 400), Call, null);

        Assert.Contains("codepipeline:ListPipelines", problem.RecommendedAction, StringComparison.Ordinal);
        Assert.Contains("team-a", problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_a_proxy_is_one_short_line_in_the_message()
    {
        var page = "<html>\r\n" + string.Concat(Enumerable.Repeat("  <p>Access to this site is blocked.</p>\n", 500)) + "</html>";
        var problem = AwsProblems.From(Answer("", 200, page), Call, null);

        Assert.InRange(problem.Message.Length, 1, 500);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Theory]
    [InlineData("PipelineNotFoundException", "x", true)]
    [InlineData("NotFound", "x", true)]
    [InlineData("StateMachineDoesNotExist", "x", true)]
    [InlineData("ValidationException", "Could not find model package", true)]
    [InlineData("ValidationException", "1 validation error detected", false)]
    [InlineData("AccessDeniedException", "not found", false)]
    public void Not_there_is_told_from_refused(string code, string message, bool expected) =>
        Assert.Equal(expected, AwsProblems.IsNotFound(Answer(code, 400, message)));

    [Fact]
    public async Task A_cancellation_is_no_failure_and_neither_is_a_defect_of_ours()
    {
        using var stop = new CancellationTokenSource();
        Assert.True(AwsProblems.IsFailure(new OperationCanceledException(), stop.Token));
        Assert.False(AwsProblems.IsFailure(new InvalidCastException(), stop.Token));
        await stop.CancelAsync();
        Assert.False(AwsProblems.IsFailure(new OperationCanceledException(), stop.Token));
    }

    [Theory]
    [InlineData(ProblemId.CredentialExpired, true)]
    [InlineData(ProblemId.EndpointUnreachable, true)]
    [InlineData(ProblemId.AccessDenied, false)]
    [InlineData(ProblemId.Throttled, false)]
    public void Only_what_nothing_else_can_get_past_concerns_the_whole_connection(ProblemId id, bool expected) =>
        Assert.Equal(expected, Problem.Of(id, "m", null, "a").ConcernsWholeConnection);

    private static AmazonCodePipelineException Answer(string code, int status, string message = "what AWS said") =>
        new(message, null, ErrorType.Sender, code, "req-1", (HttpStatusCode)status);
}
