using Amazon.Runtime;

namespace MlMonitor.Core.Aws;

/// <summary>
/// Turns what the user asked for into connections, one for each profile in each region. Keep one for each runspace: it holds
/// the clients and the credentials that refresh themselves.
/// </summary>
public sealed class AwsConnector : IDisposable
{
    private static readonly TimeSpan InstanceMetadataWait = TimeSpan.FromSeconds(3);
    private readonly AwsCredentialChain _credentials = new();
    private readonly AwsClientCache _clients = new();

    /// <summary>Makes a connector, and puts the retry policy and the call meter into the SDK of this load context.</summary>
    public AwsConnector() => AwsRequestPolicy.Install();

    /// <summary>The names of the credential profiles on this machine, for completion.</summary>
    /// <returns>The names.</returns>
    public IReadOnlyList<string> ProfileNames() => _credentials.ProfileNames();

    /// <summary>Resolves a request. Whatever of it cannot be resolved is reported, and the rest comes.</summary>
    /// <param name="request">Where to look and as whom.</param>
    /// <param name="sink">Hears of problems, and where credentials and regions came from.</param>
    /// <param name="cancellationToken">Ends the look at the instance metadata.</param>
    /// <returns>The connections, profile by profile; empty where none could be made.</returns>
    public async Task<IReadOnlyList<AwsConnection>> ConnectAsync(
        AwsConnectionRequest request, IMonitorSink sink, CancellationToken cancellationToken)
    {
        if (request.EndpointUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            sink.Report(Problem.Of(ProblemId.EndpointUrlInvalid, $"'{url}' is no http or https address.", url,
                "Give -EndpointUrl an address such as https://vpce-0a1b.codepipeline.eu-west-1.vpce.amazonaws.com."));
            return [];
        }

        var connections = new List<AwsConnection>();
        string?[] profiles = request.ProfileNames.Count == 0 || request.Credential is not null ? [null] : [.. request.ProfileNames.Distinct(StringComparer.Ordinal)];
        foreach (var profile in profiles)
        {
            if (await IdentifyAsync(request, profile, sink, cancellationToken).ConfigureAwait(false) is not { } credentials)
                continue;
            foreach (var region in await RegionsAsync(request, profile, sink, cancellationToken).ConfigureAwait(false))
                connections.Add(new AwsConnection(region, profile, credentials, request.EndpointUrl, _clients));
        }

        return connections;
    }

    /// <inheritdoc/>
    public void Dispose() => _clients.Dispose();

    private async Task<AWSCredentials?> IdentifyAsync(
        AwsConnectionRequest request, string? profile, IMonitorSink sink, CancellationToken cancellationToken)
    {
        try
        {
            (AWSCredentials Credentials, string Source)? found =
                request.Credential is { } given ? (_credentials.FromKeys(given()), "-Credential")
                : profile is not null ? (_credentials.FromProfile(profile) ?? throw new ProfileMissingException(profile), $"profile '{profile}' of -ProfileName")
                : request.SessionCredential is { } session ? (_credentials.FromKeys(session()), "session default $StoredAWSCredentials")
                : _credentials.FromEnvironment() ?? await FromInstanceAsync(cancellationToken).ConfigureAwait(false);
            if (found is { } identity)
            {
                sink.Trace($"Credentials came from {identity.Source}.");
                return identity.Credentials;
            }

            sink.Report(Problem.Of(ProblemId.CredentialMissing,
                "No AWS credentials: none given, none in the session, the environment, the profiles or the machine's role.", "credentials",
                "Give -ProfileName or -Credential, set AWS_PROFILE or AWS_ACCESS_KEY_ID, or run where a role is attached."));
        }
        catch (ProfileMissingException e)
        {
            sink.Report(Problem.Of(ProblemId.ProfileNotFound, $"There is no credential profile '{e.ProfileName}' on this machine.", e.ProfileName,
                "Check the name with 'aws configure list-profiles' or Get-AWSCredential -ListProfileDetail; AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE say which files are read."));
        }
        catch (Exception e) when (e is AmazonClientException or InvalidOperationException or ArgumentException
            or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            sink.Report(Problem.Of(ProblemId.CredentialInvalid, $"The credentials{(profile is null ? "" : $" of profile '{profile}'")} could not be read: {e.Message}", profile ?? "credentials",
                "Check the profile in the AWS credentials and config files; for single sign-on run 'aws sso login' first."));
        }

        return null;
    }

    private async Task<IReadOnlyList<string>> RegionsAsync(
        AwsConnectionRequest request, string? profile, IMonitorSink sink, CancellationToken cancellationToken)
    {
        if (request.Regions.Count > 0)
            return Found([.. request.Regions.Distinct(StringComparer.Ordinal)], "-Region");
        if (request.SessionRegion is { Length: > 0 } session)
            return Found([session], "session default $StoredAWSRegion");
        foreach (var variable in (string[])["AWS_REGION", "AWS_DEFAULT_REGION"])
            if (AwsCredentialChain.Variable(variable) is { } region)
                return Found([region], $"environment variable {variable}");
        var named = profile ?? AwsCredentialChain.Variable("AWS_PROFILE") ?? "default";
        if (_credentials.RegionOfProfile(named) is { } ofProfile)
            return Found([ofProfile], $"profile '{named}'");
        if (await RegionOfInstanceAsync(cancellationToken).ConfigureAwait(false) is { } ofInstance)
            return Found([ofInstance], "instance metadata");
        sink.Report(Problem.Of(ProblemId.RegionMissing, "No AWS region: none given, none in the session, the environment, the profile or the machine.", profile ?? "region",
            "Give -Region, or set AWS_REGION, or run Set-DefaultAWSRegion."));
        return [];

        IReadOnlyList<string> Found(IReadOnlyList<string> regions, string source)
        {
            sink.Trace($"Region {string.Join(", ", regions)} came from {source}.");
            return regions;
        }
    }

    /// <summary>The role of the machine AWS runs us on. Asked for at once, since elsewhere nobody answers.</summary>
    private static async Task<(AWSCredentials, string)?> FromInstanceAsync(CancellationToken cancellationToken)
    {
        if (AwsCredentialChain.InstanceMetadataDisabled)
            return null;
        try
        {
            // The constructor asks for the role's name.
            var credentials = await Task.Run(() => new InstanceProfileAWSCredentials(), cancellationToken)
                .WaitAsync(InstanceMetadataWait, cancellationToken).ConfigureAwait(false);
            return (credentials, "instance metadata");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is TimeoutException or AmazonClientException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task<string?> RegionOfInstanceAsync(CancellationToken cancellationToken)
    {
        if (AwsCredentialChain.InstanceMetadataDisabled)
            return null;
        try
        {
            return await Task.Run(() => new InstanceProfileAWSRegion().Region?.SystemName, cancellationToken)
                .WaitAsync(InstanceMetadataWait, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is TimeoutException or AmazonClientException or InvalidOperationException)
        {
            return null;
        }
    }
}
