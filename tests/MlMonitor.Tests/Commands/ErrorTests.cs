using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Protocol;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Bad input: one clear error each with id, category, target and what to do, and the rest goes on.</summary>
public sealed class ErrorTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string SendAlert = "SendMlAlert";

    [Fact]
    public void A_pipeline_that_does_not_exist()
    {
        var result = Run($"Get-MlPipelineStatus no-such, {Failed}");

        AssertError(Assert.Single(result.Errors), "PipelineNotFound", ErrorCategory.ObjectNotFound, "no-such");
        Assert.Equal(Failed, result.Single.Properties["PipelineName"].Value);
    }

    [Fact]
    public void A_pipeline_that_no_region_has_is_one_error()
    {
        var result = Run("Get-MlPipelineStatus no-such -Region eu-west-1, us-east-1");

        AssertError(Assert.Single(result.Errors), "PipelineNotFound", ErrorCategory.ObjectNotFound, "no-such");
    }

    [Fact]
    public void A_denied_service()
    {
        With(("AWS_ACCESS_KEY_ID", AccessKeys.Denied + "_codepipeline"));
        var result = Run("Get-MlPipelineStatus");

        var error = Assert.Single(result.Errors);
        AssertError(error, "AccessDenied", ErrorCategory.PermissionDenied, "eu-west-1");
        Assert.Contains("codepipeline:ListPipelines", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_region_that_refuses_does_not_keep_the_others_objects()
    {
        With();
        Server.Faults.Add(new Fault { Kind = FaultKind.Denied, Operation = "codepipeline:.*", Region = "us-east-1" });
        var result = Run("Get-MlPipelineStatus -Region us-east-1, eu-west-1");

        AssertError(Assert.Single(result.Errors), "AccessDenied", ErrorCategory.PermissionDenied, "us-east-1");
        Assert.Equal(9, result.Output.Count);
    }

    [Fact]
    public void One_denied_pipeline_does_not_keep_the_others()
    {
        With();
        Break(FaultKind.Denied, "codepipeline:GetPipelineState", times: 1);
        var result = Run("Get-MlPipelineStatus");

        Assert.StartsWith("AccessDenied,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(8, result.Output.Count);
    }

    [Fact]
    public void A_denied_account_lookup_costs_only_the_ARN()
    {
        With();
        Break(FaultKind.Denied, "sts:.*");
        var result = Run($"Get-MlPipelineStatus {Failed} -Verbose");

        Assert.Empty(result.Errors);
        Assert.Null(result.Single.Properties["Arn"].Value);
        Assert.Contains(result.Verbose, v => v.Contains("account", StringComparison.Ordinal));
    }

    [Fact]
    public void Expired_credentials()
    {
        With(("AWS_ACCESS_KEY_ID", AccessKeys.Expired));
        var result = Run("Get-MlPipelineStatus a, b, c, d, e, f");

        AssertError(Assert.Single(result.Errors), "CredentialExpired", ErrorCategory.AuthenticationError, "eu-west-1");
    }

    [Fact]
    public void Credentials_that_AWS_does_not_know()
    {
        With(("AWS_ACCESS_KEY_ID", "AKIAUNKNOWN"));

        AssertError(Assert.Single(Run("Get-MlPipelineStatus").Errors), "CredentialInvalid", ErrorCategory.AuthenticationError, "eu-west-1");
    }

    [Fact]
    public void No_credentials()
    {
        With(("AWS_ACCESS_KEY_ID", null), ("AWS_SECRET_ACCESS_KEY", null));

        AssertError(Assert.Single(Run("Get-MlPipelineStatus").Errors), "CredentialMissing", ErrorCategory.AuthenticationError, "credentials");
    }

    [Fact]
    public void No_region()
    {
        With(("AWS_REGION", null), ("AWS_DEFAULT_REGION", null));
        var error = Assert.Single(Run("Get-MlPipelineStatus").Errors);

        AssertError(error, "RegionMissing", ErrorCategory.InvalidArgument, "region");
        Assert.Contains("-Region", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreachable_endpoint()
    {
        var result = Run("Get-MlPipelineStatus -EndpointUrl http://127.0.0.1:9");

        AssertError(Assert.Single(result.Errors), "EndpointUnreachable", ErrorCategory.ConnectionError, "eu-west-1");
        Assert.Contains("http://127.0.0.1:9", result.Errors[0].ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_that_is_no_address() =>
        AssertError(Assert.Single(Run("Get-MlPipelineStatus -EndpointUrl nonsense").Errors), "EndpointUrlInvalid", ErrorCategory.InvalidArgument, "nonsense");

    [Theory]
    [InlineData(FaultKind.Error500, "ServiceFault", ErrorCategory.ResourceUnavailable)]
    [InlineData(FaultKind.Html503, "ServiceFault", ErrorCategory.ResourceUnavailable)]
    [InlineData(FaultKind.EmptyBody, "UnexpectedReply", ErrorCategory.InvalidData)]
    [InlineData(FaultKind.Expired, "CredentialExpired", ErrorCategory.AuthenticationError)]
    public void A_list_that_fails_is_an_error_and_never_an_empty_list(FaultKind fault, string id, ErrorCategory category)
    {
        With();
        Break(fault, "codepipeline:ListPipelines");

        AssertError(Assert.Single(Run("Get-MlPipelineStatus").Errors), id, category, "eu-west-1");
    }

    [Fact]
    public void Throttled_for_good()
    {
        With();
        Break(FaultKind.Throttle, "codepipeline:ListPipelines", times: 10);

        AssertError(Assert.Single(Run("Get-MlPipelineStatus").Errors), "Throttled", ErrorCategory.LimitsExceeded, "eu-west-1");
    }

    [Fact]
    public void A_named_profile_that_is_missing_and_no_falling_through_to_other_credentials()
    {
        var result = Run("Get-MlPipelineStatus -ProfileName no-such");

        AssertError(Assert.Single(result.Errors), "ProfileNotFound", ErrorCategory.ObjectNotFound, "no-such");
        Assert.Empty(result.Output);
        Assert.Empty(Server.Calls);
    }

    [Theory]
    [InlineData("'a string'")]
    [InlineData("42")]
    [InlineData("@{ User = 'u' }")]
    [InlineData("[pscustomobject]@{ AccessKeyId = 'only' }")]
    public void A_credential_that_is_not_understood(string expression)
    {
        var result = Run($"Get-MlPipelineStatus -Credential ({expression})");

        var error = Assert.Single(result.Errors);
        Assert.Equal("CredentialNotUnderstood,MlMonitor.Commands.GetMlPipelineStatusCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidType, error.CategoryInfo.Category);
        Assert.NotNull(error.TargetObject);
        Assert.Empty(Server.Calls);
    }

    [Fact]
    public void A_topic_that_does_not_exist()
    {
        var result = Run($"Send-MlAlert -TopicArn {Topic}x -Subject s -Message m -PassThru");

        AssertError(Assert.Single(result.Errors), "TopicNotFound", ErrorCategory.ObjectNotFound, Topic + "x", SendAlert);
        Assert.Equal(false, result.Single.Properties["Sent"].Value);
    }

    [Fact]
    public void A_topic_in_another_region_than_the_one_given()
    {
        var result = Run($"Send-MlAlert -TopicArn {Topic} -Region us-east-1 -Subject s -Message m");

        AssertError(Assert.Single(result.Errors), "TopicInOtherRegion", ErrorCategory.InvalidArgument, Topic, SendAlert);
        Assert.Empty(Server.Published);
    }

    [Fact]
    public void A_text_that_is_no_topic()
    {
        var result = Run("Send-MlAlert -TopicArn ml-alerts -Subject s -Message m");

        AssertError(Assert.Single(result.Errors), "TopicArnInvalid", ErrorCategory.InvalidArgument, "ml-alerts", SendAlert);
    }

    [Fact]
    public void An_object_nobody_can_alert_on_and_the_next_is_sent()
    {
        var result = Run($"42, (Get-MlPipelineStatus {Failed}) | Send-MlAlert {Topic}");

        AssertError(Assert.Single(result.Errors), "NotAlertable", ErrorCategory.InvalidType, 42, SendAlert);
        Assert.Single(Server.Published);
    }

    [Fact]
    public void Expired_credentials_fail_each_alert_and_say_so_in_each_result()
    {
        With(("AWS_ACCESS_KEY_ID", AccessKeys.Expired));
        var result = Run($"Send-MlAlert -TopicArn {Topic} -Subject s -Message m -PassThru");

        AssertError(Assert.Single(result.Errors), "CredentialExpired", ErrorCategory.AuthenticationError, Topic, SendAlert);
        Assert.Equal(false, result.Single.Properties["Sent"].Value);
    }

    [Fact]
    public void ErrorAction_Stop_ends_the_script_with_the_same_error()
    {
        var result = Run("Get-MlPipelineStatus no-such -ErrorAction Stop; 'not reached'");

        Assert.StartsWith("PipelineNotFound,", result.TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
