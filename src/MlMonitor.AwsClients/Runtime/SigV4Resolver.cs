using Amazon.Runtime;
using Amazon.Runtime.Credentials.Internal;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>The step of the SDK's pipeline that chooses how to sign: always with Signature Version 4.</summary>
internal sealed class SigV4Resolver : BaseAuthResolverHandler
{
    /// <inheritdoc/>
    protected override List<IAuthSchemeOption> ResolveAuthOptions(IExecutionContext executionContext) =>
        AuthSchemeOption.DEFAULT_SIGV4;
}
