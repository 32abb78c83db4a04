using MlMonitor.Sandbox;

namespace MlMonitor.Shell;

/// <summary>A sandbox in this process, and the environment variables that point the session at it.</summary>
internal sealed class SandboxSession : IAsyncDisposable
{
    private readonly SandboxServer _server;

    private SandboxSession(SandboxServer server) => _server = server;

    public Uri Address => _server.Address;

    /// <summary>The topic of the sample platform that alerts go to.</summary>
    public static string TopicArn => "arn:aws:sns:eu-west-1:123456789012:ml-alerts";

    public static async Task<SandboxSession> StartAsync()
    {
        SandboxServer server = await SandboxServer.StartAsync(new SandboxOptions());
        foreach ((string name, string? value) in server.SessionEnvironment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        return new SandboxSession(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
