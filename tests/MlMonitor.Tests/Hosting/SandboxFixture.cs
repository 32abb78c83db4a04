using MlMonitor.Sandbox;

namespace MlMonitor.Tests.Hosting;

/// <summary>A sandbox for the tests of a collection.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    public SandboxServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await SandboxServer.StartAsync(new SandboxOptions());

    public async Task DisposeAsync() => await Server.DisposeAsync();

    /// <summary>An engine with the module, pointed at the sandbox.</summary>
    internal ModuleHost OpenHost(int width = ModuleHost.DefaultWidth) => new(width, Server.SessionEnvironment);
}
