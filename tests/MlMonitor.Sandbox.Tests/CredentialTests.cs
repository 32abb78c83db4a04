using System.Net;
using System.Xml.Linq;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Tests;

public sealed class CredentialTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    private readonly Uri _address = fixture.Sandbox.Address;

    [Theory]
    [InlineData(AccessKeys.Expired, "ExpiredTokenException", "ExpiredToken", HttpStatusCode.Forbidden)]
    [InlineData(AccessKeys.Denied, "AccessDeniedException", "AuthorizationError", HttpStatusCode.Forbidden)]
    [InlineData("SOMEBODYELSES0001", "UnrecognizedClientException", "InvalidClientTokenId", HttpStatusCode.Forbidden)]
    public async Task Each_access_key_is_answered_in_the_words_of_the_protocol(
        string key, string jsonCode, string queryCode, HttpStatusCode queryStatus)
    {
        using var client = new SignedClient(_address) { AccessKey = key };

        var json = await client.PipelineAsync("ListPipelines");
        var query = await client.SnsAsync("ListTopics");

        Assert.Equal((HttpStatusCode.BadRequest, jsonCode), (json.Status, (string?)json.Body["__type"]));
        Assert.Equal((queryStatus, queryCode), (query.Status, Value(query.Body, "Code")));
    }

    [Fact]
    public async Task A_denial_names_user_action_and_resource()
    {
        using var client = new SignedClient(_address) { AccessKey = AccessKeys.Denied };

        var (_, body) = await client.PipelineAsync("GetPipelineState", new { name = "churn-predictor-train" });

        Assert.StartsWith(
            "User: arn:aws:iam::123456789012:user/intern is not authorized to perform: codepipeline:GetPipelineState " +
            "on resource: arn:aws:codepipeline:eu-west-1:123456789012:churn-predictor-train",
            (string?)body["message"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_can_be_denied_one_service_alone()
    {
        using var client = new SignedClient(_address) { AccessKey = AccessKeys.Denied + "_SNS" };

        Assert.Equal(HttpStatusCode.OK, (await client.PipelineAsync("ListPipelines")).Status);
        Assert.Equal("AuthorizationError", Value((await client.SnsAsync("ListTopics")).Body, "Code"));
    }

    [Fact]
    public async Task A_wrong_secret_does_not_match()
    {
        using var client = new SignedClient(_address) { Secret = "guessed" };

        Assert.Equal("InvalidSignatureException", (string?)(await client.PipelineAsync("ListPipelines")).Body["__type"]);
        Assert.Equal("SignatureDoesNotMatch", Value((await client.SnsAsync("ListTopics")).Body, "Code"));
    }

    [Theory]
    [InlineData(-20, "Signature expired")]
    [InlineData(20, "Signature not yet current")]
    public async Task A_signature_of_another_time_is_turned_down(int minutes, string message)
    {
        using var client = new SignedClient(_address) { SignedAt = TimeProvider.System.GetUtcNow().AddMinutes(minutes) };

        var (_, body) = await client.PipelineAsync("ListPipelines");

        Assert.StartsWith(message, (string?)body["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scope_of_another_service_is_turned_down()
    {
        using var client = new SignedClient(_address);

        using var response = await client.SendAsync("sns", "{}", "application/x-amz-json-1.1", "CodePipeline_20150709.ListPipelines");

        Assert.Contains("Credential should be scoped to correct service: 'codepipeline'.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unsigned_request_misses_its_token()
    {
        using var client = new SignedClient(_address);

        using var response = await client.SendAsync("codepipeline", "{}", "application/x-amz-json-1.1", "CodePipeline_20150709.ListPipelines", sign: false);

        Assert.Contains("MissingAuthenticationTokenException", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static string? Value(XElement body, string name) =>
        body.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;
}
