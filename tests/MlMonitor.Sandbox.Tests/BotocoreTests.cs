using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Tests;

/// <summary>The sandbox is held to the published service models by a client that we did not write.</summary>
public sealed class BotocoreTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    [BotocoreFact]
    public async Task Every_reply_is_of_the_shape_that_the_service_model_declares()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "python", "conformance.py");

        var (exitCode, output) = await Botocore.RunAsync(
            script, fixture.Sandbox.Address.GetLeftPart(UriPartial.Authority), AccessKeys.Operator, AccessKeys.Secret);

        Assert.True(exitCode == 0, output);
    }
}
