using MlMonitor.Sandbox.Protocol;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Where a command looks and as whom.</summary>
public sealed class ConnectionTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Get = $"Get-MlPipelineStatus {Failed}";

    /// <summary>Looks like the credentials object that AWS.Tools keeps: asked anew at each use.</summary>
    private const string SessionCredentials = $$"""
        class Keys { [string] $AccessKey = '{{AccessKeys.Operator}}'; [string] $SecretKey = '{{AccessKeys.Secret}}'; [string] $Token = '' }
        class Session { [int] $Asked; [object] GetCredentials() { $this.Asked++; return [Keys]::new() } }
        $c = [Session]::new()

        """;

    public static TheoryData<string> Credentials => new()
    {
        $"[pscredential]::new('{AccessKeys.Operator}', [System.Net.NetworkCredential]::new('', '{AccessKeys.Secret}').SecurePassword)",
        $"@{{ AccessKeyId = '{AccessKeys.Operator}'; SecretAccessKey = '{AccessKeys.Secret}' }}",
        $"[pscustomobject]@{{ AccessKeyId = '{AccessKeys.Operator}'; SecretAccessKey = '{AccessKeys.Secret}'; SessionToken = $null }}",
        $"[pscustomobject]@{{ Credentials = @{{ AccessKeyId = '{AccessKeys.Operator}'; SecretAccessKey = '{AccessKeys.Secret}' }} }}",
    };

    [Theory]
    [MemberData(nameof(Credentials))]
    public void Credentials_are_taken_in_every_form_people_hold_them_in(string expression)
    {
        With(("AWS_ACCESS_KEY_ID", null), ("AWS_SECRET_ACCESS_KEY", null));
        var result = Run($"{Get} -Credential ({expression})");

        Assert.Empty(result.Errors);
        Assert.Equal(Failed, result.Single.Properties["PipelineName"].Value);
    }

    [Fact]
    public void An_object_with_GetCredentials_is_asked()
    {
        With(("AWS_ACCESS_KEY_ID", null), ("AWS_SECRET_ACCESS_KEY", null));
        var result = Run($"{SessionCredentials}{Get} -Credential $c; $c.Asked -gt 0");

        Assert.Empty(result.Errors);
        Assert.Equal(true, result.Output[^1].BaseObject);
    }

    [Fact]
    public void What_such_an_object_throws_is_one_error()
    {
        var result = Run($"class Broken {{ [object] GetCredentials() {{ throw 'no sign-in' }} }}; {Get} -Credential ([Broken]::new())");

        var error = Assert.Single(result.Errors);
        AssertError(error, "CredentialInvalid", System.Management.Automation.ErrorCategory.AuthenticationError, "credentials");
        Assert.Contains("no sign-in", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_AWS_Tools_keeps_for_the_session_is_used()
    {
        With(("AWS_ACCESS_KEY_ID", null), ("AWS_SECRET_ACCESS_KEY", null), ("AWS_REGION", null), ("AWS_DEFAULT_REGION", null));
        var result = Run($"{SessionCredentials}$StoredAWSCredentials = $c; $StoredAWSRegion = 'us-east-1'; Get-MlPipelineStatus customer-ltv-batch -Debug");

        Assert.Empty(result.Errors);
        Assert.Equal("us-east-1", result.Single.Properties["Region"].Value);
        Assert.Contains("Credentials came from session default $StoredAWSCredentials.", result.Debug);
        Assert.Contains("Region us-east-1 came from session default $StoredAWSRegion.", result.Debug);
    }

    [Fact]
    public void What_was_given_stands_before_the_session()
    {
        var result = Run("$StoredAWSRegion = 'us-east-1'; Get-MlPipelineStatus -Region eu-west-1 -Debug");

        Assert.All(result.Values("Region"), r => Assert.Equal("eu-west-1", r));
        Assert.Contains("Region eu-west-1 came from -Region.", result.Debug);
    }

    [Fact]
    public void Debug_names_the_sources_and_asks_nothing()
    {
        // A question would throw: the host has no answers.
        var result = Run($"{Get} -Debug");

        Assert.Empty(result.Errors);
        Assert.Contains("Credentials came from environment variable AWS_ACCESS_KEY_ID.", result.Debug);
        Assert.Contains("Region eu-west-1 came from environment variable AWS_REGION.", result.Debug);
        Assert.Contains(result.Debug, d => d.Contains("AWS calls", StringComparison.Ordinal));
    }

    [Fact]
    public void Verbose_ends_with_the_calls_made_per_service()
    {
        var result = Run($"{Get} | Send-MlAlert {Topic} -Verbose");

        Assert.Equal("1 AWS call (SNS 1), 0 throttled.", result.Verbose[^1]);
        Assert.Equal("3 AWS calls (CodePipeline 2, STS 1), 0 throttled.", RunInOtherSession($"{Get} -Verbose").Verbose[^1]);
    }

    [Fact]
    public void A_profile_is_used_by_its_alias_of_AWS_Tools()
    {
        var result = Run($"{Get} -AWSProfileName {TestProfiles.Operator} -Region eu-west-1");

        Assert.Equal(TestProfiles.Operator, result.Single.Properties["ProfileName"].Value);
    }

    [Fact]
    public void AWS_PROFILE_is_honoured()
    {
        With(("AWS_ACCESS_KEY_ID", null), ("AWS_SECRET_ACCESS_KEY", null), ("AWS_PROFILE", TestProfiles.Expired));

        Assert.StartsWith("CredentialExpired,", Assert.Single(Run(Get).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void EndpointUrl_stands_before_the_environment()
    {
        With(("AWS_ENDPOINT_URL", "http://127.0.0.1:9"));

        Assert.Empty(Run($"{Get} -EndpointUrl {Server.Address}").Errors);
    }

    [Fact]
    public void The_secret_is_in_no_stream()
    {
        var result = Run($$"""
            $VerbosePreference = 'Continue'; $DebugPreference = 'Continue'
            {{Get}}
            {{Get}} -Credential @{ AccessKeyId = 'AKIAUNKNOWN'; SecretAccessKey = '{{AccessKeys.Secret}}' }
            {{Get}} -Credential @{ SecretAccessKey = '{{AccessKeys.Secret}}' }
            Get-MlPipelineStatus -ProfileName {{TestProfiles.Denied}}, {{TestProfiles.Expired}} -Region eu-west-1
            $Error | ForEach-Object { "$_" + ($_.Exception | Format-List * -Force | Out-String) + ($_.ErrorDetails | Format-List * | Out-String) }
            """);

        var said = string.Join('\n', [
            result.Rendered, result.HostText, .. result.Verbose, .. result.Debug, .. result.Warnings, .. result.Information,
            .. result.Errors.Select(e => $"{e}{e.Exception}{e.ErrorDetails?.RecommendedAction}")]);
        Assert.Equal(4, result.Errors.Count);
        Assert.DoesNotContain(AccessKeys.Secret, said, StringComparison.Ordinal);
    }

    private HostResult RunInOtherSession(string script)
    {
        using var host = Open(Server.SessionEnvironment);
        return host.Run(script);
    }
}
