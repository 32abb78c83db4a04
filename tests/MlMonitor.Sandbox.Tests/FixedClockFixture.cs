using Microsoft.Extensions.Time.Testing;

namespace MlMonitor.Sandbox.Tests;

/// <summary>One sandbox a test class, always of the same moment, with what is in its buckets.</summary>
public sealed class FixedClockFixture : IAsyncLifetime
{
    /// <summary>Sixteen minutes past, so that a day ago is in the middle of a capture file.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 11, 22, 9, 16, 0, TimeSpan.Zero);

    internal SandboxServer Sandbox { get; private set; } = null!;

    internal S3Reader S3 { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sandbox = await SandboxServer.StartAsync(new SandboxOptions { Clock = new FakeTimeProvider(Now) });
        S3 = new S3Reader(Sandbox.Address);
    }

    public async Task DisposeAsync()
    {
        S3.Dispose();
        await Sandbox.DisposeAsync();
    }
}
