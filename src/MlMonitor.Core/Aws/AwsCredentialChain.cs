using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;

namespace MlMonitor.Core.Aws;

/// <summary>
/// Finds credentials where AWS.Tools finds them, in its order, and says where they came from. What refreshes itself (roles,
/// single sign-on, containers, instances) is the SDK's own.
/// </summary>
internal sealed class AwsCredentialChain
{
    private readonly CredentialProfileStoreChain _profiles = new();
    private readonly Dictionary<AwsKeys, AWSCredentials> _static = [];
    private readonly Dictionary<string, AWSCredentials> _lasting = new(StringComparer.Ordinal);

    /// <summary>Credentials made of keys that are asked for now. The same keys give the same object, so that clients can be kept.</summary>
    public AWSCredentials FromKeys(AwsKeys keys)
    {
        lock (_static)
        {
            if (!_static.TryGetValue(keys, out var credentials))
            {
                credentials = keys.SessionToken is { Length: > 0 } token
                    ? new SessionAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey, token)
                    : new BasicAWSCredentials(keys.AccessKeyId, keys.SecretAccessKey);
                _static[keys] = credentials;
            }

            return credentials;
        }
    }

    /// <summary>The credentials of a named profile; null where there is no such profile.</summary>
    /// <exception cref="AmazonClientException">The profile is there and its credentials cannot be made.</exception>
    public AWSCredentials? FromProfile(string name)
    {
        if (!_profiles.TryGetProfile(name, out var profile))
            return null;
        if (profile.Options is { AccessKey.Length: > 0, RoleArn: null } keys)
            return FromKeys(new AwsKeys(keys.AccessKey, keys.SecretKey, keys.Token));
        return Lasting($"profile {name}", () => profile.GetAWSCredentials(_profiles));
    }

    /// <summary>The region a profile names; null where it names none.</summary>
    public string? RegionOfProfile(string name) =>
        _profiles.TryGetProfile(name, out var profile) ? profile.Region?.SystemName : null;

    /// <summary>The profiles there are, for completion.</summary>
    public IReadOnlyList<string> ProfileNames() => _profiles.ListProfiles().ConvertAll(p => p.Name);

    /// <summary>What variables and usual profiles offer when nothing was named, or null; with where it came from.</summary>
    /// <exception cref="AmazonClientException">AWS_PROFILE names a profile that does not exist.</exception>
    public (AWSCredentials Credentials, string Source)? FromEnvironment()
    {
        if (Variable("AWS_ACCESS_KEY_ID") is { } id && Variable("AWS_SECRET_ACCESS_KEY") is { } secret)
            return (FromKeys(new AwsKeys(id, secret, Variable("AWS_SESSION_TOKEN"))), "environment variable AWS_ACCESS_KEY_ID");
        if (Variable("AWS_PROFILE") is { } named)
            return FromProfile(named) is { } found
                ? (found, $"profile '{named}' of AWS_PROFILE")
                : throw new ProfileMissingException(named);
        foreach (var usual in (string[])["default", "AWS PS Default"])
            if (FromProfile(usual) is { } found)
                return (found, $"profile '{usual}'");
        if (Variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is not null || Variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not null)
            return (Lasting("container", () => new GenericContainerCredentials()), "container credentials");
        if (Variable("AWS_WEB_IDENTITY_TOKEN_FILE") is not null && Variable("AWS_ROLE_ARN") is not null)
            return (Lasting("web identity", AssumeRoleWithWebIdentityCredentials.FromEnvironmentVariables), "web identity token of AWS_WEB_IDENTITY_TOKEN_FILE");
        return null;
    }

    /// <summary>Whether the user turned off asking the machine AWS runs us on.</summary>
    public static bool InstanceMetadataDisabled =>
        string.Equals(Variable("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    public static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private AWSCredentials Lasting(string key, Func<AWSCredentials> make)
    {
        lock (_lasting)
        {
            if (!_lasting.TryGetValue(key, out var credentials))
                _lasting[key] = credentials = make();
            return credentials;
        }
    }
}

/// <summary>AWS_PROFILE names a profile that does not exist: an error, never a reason to look elsewhere.</summary>
internal sealed class ProfileMissingException(string profileName) : Exception
{
    public string ProfileName { get; } = profileName;
}
