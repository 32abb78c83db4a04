using MlMonitor.Core.Aws;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Aws;

/// <summary>The order of sources is that of AWS.Tools; the profiles are those of <see cref="ProfileFiles"/>.</summary>
[Collection(TestEnvironment.Name)]
public sealed class AwsConnectorTests : IDisposable
{
    private readonly AwsConnector _connector = new();
    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData("given", "KEYGIVEN", "-Credential")]
    [InlineData("profile", "KEYOFTEAMA", "profile 'team-a' of -ProfileName")]
    [InlineData("session", "KEYOFSESSION", "session default $StoredAWSCredentials")]
    [InlineData("keys", "KEYOFENV", "environment variable AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_PROFILE", "KEYOFTEAMB", "profile 'team-b' of AWS_PROFILE")]
    [InlineData("default", "KEYOFDEFAULT", "profile 'default'")]
    public async Task Each_source_of_credentials_stands_before_all_below_it(string highest, string accessKey, string source)
    {
        string[] order = ["given", "profile", "session", "keys", "AWS_PROFILE", "default"];
        bool There(string what) => Array.IndexOf(order, what) >= Array.IndexOf(order, highest);
        using var environment = new EnvironmentChange(
            ("AWS_ACCESS_KEY_ID", There("keys") ? "KEYOFENV" : null),
            ("AWS_SECRET_ACCESS_KEY", There("keys") ? "secret-of-env" : null),
            ("AWS_PROFILE", There("AWS_PROFILE") ? "team-b" : null));
        var connections = await ConnectAsync(new AwsConnectionRequest
        {
            Regions = ["eu-west-1"],
            Credential = There("given") ? () => new AwsKeys("KEYGIVEN", "secret-given") : null,
            ProfileNames = There("profile") ? ["team-a"] : [],
            SessionCredential = There("session") ? () => new AwsKeys("KEYOFSESSION", "secret-of-session") : null,
        });

        Assert.Empty(_sink.Problems);
        Assert.Equal(accessKey, (await Assert.Single(connections).Credentials.GetCredentialsAsync()).AccessKey);
        Assert.Contains($"Credentials came from {source}.", _sink.Traces);
        Assert.DoesNotContain(_sink.Traces, t => t.Contains("secret", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("given", "ap-northeast-1", "-Region")]
    [InlineData("session", "sa-east-1", "session default $StoredAWSRegion")]
    [InlineData("AWS_REGION", "us-west-2", "environment variable AWS_REGION")]
    [InlineData("AWS_DEFAULT_REGION", "ca-central-1", "environment variable AWS_DEFAULT_REGION")]
    [InlineData("profile", "ap-south-1", "profile 'team-a'")]
    public async Task Each_source_of_the_region_stands_before_all_below_it(string highest, string region, string source)
    {
        string[] order = ["given", "session", "AWS_REGION", "AWS_DEFAULT_REGION", "profile"];
        bool There(string what) => Array.IndexOf(order, what) >= Array.IndexOf(order, highest);
        using var environment = new EnvironmentChange(
            ("AWS_REGION", There("AWS_REGION") ? "us-west-2" : null),
            ("AWS_DEFAULT_REGION", There("AWS_DEFAULT_REGION") ? "ca-central-1" : null));
        var connections = await ConnectAsync(new AwsConnectionRequest
        {
            Regions = There("given") ? ["ap-northeast-1"] : [],
            SessionRegion = There("session") ? "sa-east-1" : null,
            ProfileNames = ["team-a"],
        });

        Assert.Equal(region, Assert.Single(connections).Region);
        Assert.Contains($"Region {region} came from {source}.", _sink.Traces);
    }

    [Fact]
    public async Task The_default_profiles_region_serves_where_nothing_else_names_one()
    {
        using var environment = new EnvironmentChange(("AWS_REGION", null), ("AWS_DEFAULT_REGION", null));

        Assert.Equal("eu-central-1", Assert.Single(await ConnectAsync(new AwsConnectionRequest())).Region);
    }

    [Fact]
    public async Task A_profile_that_was_named_and_is_missing_is_an_error_and_the_other_profiles_come()
    {
        using var environment = new EnvironmentChange(("AWS_ACCESS_KEY_ID", "KEYOFENV"), ("AWS_SECRET_ACCESS_KEY", "secret-of-env"));
        var connections = await ConnectAsync(new AwsConnectionRequest { Regions = ["eu-west-1"], ProfileNames = ["team-a", "no-such", "team-b"] });

        Assert.Equal(["team-a", "team-b"], connections.Select(c => c.ProfileName));
        var problem = Assert.Single(_sink.Problems);
        Assert.Equal(ProblemId.ProfileNotFound, problem.Id);
        Assert.Equal("no-such", problem.Target);
    }

    [Fact]
    public async Task A_missing_profile_of_AWS_PROFILE_is_an_error_and_no_reason_to_look_elsewhere()
    {
        using var environment = new EnvironmentChange(("AWS_PROFILE", "no-such"));

        Assert.Empty(await ConnectAsync(new AwsConnectionRequest { Regions = ["eu-west-1"] }));
        Assert.Equal(ProblemId.ProfileNotFound, Assert.Single(_sink.Problems).Id);
    }

    [Fact]
    public async Task A_profile_whose_credentials_cannot_be_made_is_named()
    {
        Assert.Empty(await ConnectAsync(new AwsConnectionRequest { Regions = ["eu-west-1"], ProfileNames = ["broken"] }));

        var problem = Assert.Single(_sink.Problems);
        Assert.Equal(ProblemId.CredentialInvalid, problem.Id);
        Assert.Equal("broken", problem.Target);
    }

    [Fact]
    public async Task Without_a_region_anywhere_there_is_an_error_and_no_guess()
    {
        Assert.Empty(await ConnectAsync(new AwsConnectionRequest { ProfileNames = ["team-b"] }));

        var problem = Assert.Single(_sink.Problems);
        Assert.Equal(ProblemId.RegionMissing, problem.Id);
        Assert.Contains("-Region", problem.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_profile_is_seen_in_every_region()
    {
        var connections = await ConnectAsync(new AwsConnectionRequest { Regions = ["eu-west-1", "us-east-1"], ProfileNames = ["team-a", "team-b"] });

        Assert.Equal(
            ["eu-west-1 (profile team-a)", "us-east-1 (profile team-a)", "eu-west-1 (profile team-b)", "us-east-1 (profile team-b)"],
            connections.Select(c => c.ToString()));
    }

    [Fact]
    public async Task What_is_named_twice_is_read_once()
    {
        var connections = await ConnectAsync(new AwsConnectionRequest { Regions = ["eu-west-1", "eu-west-1"], ProfileNames = ["team-a", "team-a"] });

        Assert.Single(connections);
    }

    [Theory]
    [InlineData("localhost:4566")]
    [InlineData("ftp://localhost")]
    [InlineData("")]
    public async Task An_endpoint_that_is_no_http_address_is_an_error(string url)
    {
        Assert.Empty(await ConnectAsync(new AwsConnectionRequest { Regions = ["eu-west-1"], EndpointUrl = url }));
        Assert.Equal(ProblemId.EndpointUrlInvalid, Assert.Single(_sink.Problems).Id);
    }

    [Fact]
    public async Task The_same_keys_give_the_same_clients()
    {
        var request = new AwsConnectionRequest { Regions = ["eu-west-1"], Credential = () => new AwsKeys("KEYGIVEN", "secret-given") };
        var first = Assert.Single(await ConnectAsync(request));
        var second = Assert.Single(await ConnectAsync(request));

        Assert.Same(first.Clients.CodePipeline(first), second.Clients.CodePipeline(second));
    }

    [Fact]
    public async Task Other_regions_have_other_clients()
    {
        var connections = await ConnectAsync(new AwsConnectionRequest { Regions = ["eu-west-1", "us-east-1"], ProfileNames = ["team-a"] });

        Assert.NotSame(connections[0].Clients.CodePipeline(connections[0]), connections[1].Clients.CodePipeline(connections[1]));
    }

    [Fact]
    public void The_profiles_of_both_files_are_known() =>
        Assert.Superset(new HashSet<string> { "default", "team-a", "team-b" }, new HashSet<string>(_connector.ProfileNames()));

    [Fact]
    public void Keys_print_without_their_secret() =>
        Assert.Equal("KEY", new AwsKeys("KEY", "the-secret", "the-token").ToString());

    public void Dispose() => _connector.Dispose();

    private Task<IReadOnlyList<AwsConnection>> ConnectAsync(AwsConnectionRequest request) =>
        _connector.ConnectAsync(request, _sink, CancellationToken.None);
}
