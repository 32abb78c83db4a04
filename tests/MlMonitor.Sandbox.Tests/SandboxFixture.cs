namespace MlMonitor.Sandbox.Tests;

/// <summary>One sandbox a test class, as it comes.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    public SandboxServer Sandbox { get; private set; } = null!;

    public async Task InitializeAsync() => Sandbox = await SandboxServer.StartAsync(new SandboxOptions());

    public async Task DisposeAsync() => await Sandbox.DisposeAsync();
}
