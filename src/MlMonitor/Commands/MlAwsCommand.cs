using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Connection;
using MlMonitor.Core;
using MlMonitor.Core.Aws;

namespace MlMonitor.Commands;

/// <summary>What every command that talks to AWS shares: where it looks, and as whom.</summary>
public abstract class MlAwsCommand : MlCommand
{
    private readonly Dictionary<string, IReadOnlyList<AwsConnection>> _connections = new(StringComparer.Ordinal);

    /// <summary>The regions to look in.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    [ValidateNotNullOrEmpty]
    public virtual string[]? Region { get; set; }

    /// <summary>The credential profiles to look through.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("AWSProfileName", "StoredCredentials")]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public virtual string[]? ProfileName { get; set; }

    /// <summary>Credentials given outright.</summary>
    [Parameter]
    [Alias("AWSCredentials")]
    public object? Credential { get; set; }

    /// <summary>The endpoint every call goes to.</summary>
    [Parameter]
    public string? EndpointUrl { get; set; }

    /// <summary>The connections for the parameters as they are bound now; problems with them have been reported.</summary>
    internal IReadOnlyList<AwsConnection> Connect(string[]? regions)
    {
        // An object without a profile binds one that is null: it was read without.
        string[] profiles = [.. (ProfileName ?? []).Where(p => !string.IsNullOrEmpty(p))];
        var key = string.Join('\n', [.. regions ?? [], "", .. profiles]);
        if (_connections.TryGetValue(key, out var known))
            return known;

        if (Request(regions ?? [], profiles) is not { } request)
            return _connections[key] = [];
        var connector = RunspaceState.Current.Connector;
        return _connections[key] = Await(() => connector.ConnectAsync(request, Sink, StopToken));
    }

    /// <summary>What the parameters and the session say of where to look and as whom; null where the credential was not understood, which has been reported.</summary>
    internal AwsConnectionRequest? Request(IReadOnlyList<string> regions, IReadOnlyList<string> profiles)
    {
        Func<AwsKeys>? given = null;
        if (Credential is not null && !CredentialReader.TryRead(Credential, out given))
        {
            Sink.Report(Problem.Of(ProblemId.CredentialNotUnderstood,
                "The object given as -Credential holds no credentials.", Credential,
                "Give a PSCredential with the access key id as user name and the secret as password, the result of Get-AWSCredential, or an object with AccessKeyId, SecretAccessKey and SessionToken."));
            Sink.Flush();
            return null;
        }

        return new AwsConnectionRequest
        {
            Regions = regions,
            ProfileNames = profiles,
            Credential = given,
            SessionCredential = given is null && profiles.Count == 0
                && CredentialReader.TryRead(SessionDefault("StoredAWSCredentials"), out var stored) ? stored : null,
            SessionRegion = SessionDefault("StoredAWSRegion")?.ToString(),
            EndpointUrl = EndpointUrl,
        };
    }

    /// <summary>What Set-AWSCredential and Set-DefaultAWSRegion of AWS.Tools left in the session.</summary>
    private object? SessionDefault(string name) => SessionState.PSVariable.GetValue(name);
}
