using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Conformance;

/// <summary>Metrics published to moto, read back with botocore.</summary>
[Collection(ModuleCollection.Name)]
public sealed class MotoPublishTests
{
    [MotoFact]
    public async Task What_the_cmdlet_publishes_is_what_botocore_reads()
    {
        using var moto = await ServerProcess.MotoAsync();
        var (exit, output) = await Botocore.RunAsync(Python("moto_endpoints.py"), moto.Address.ToString());
        Assert.True(exit == 0, output);
        using var host = new ModuleHost(environment: moto.SessionEnvironment("test"));
        var result = host.Run("Get-MlEndpoint | Publish-MlMetric -Namespace Company/Ml -Timestamp (Get-Date).AddMinutes(-2)");
        (exit, output) = await Botocore.RunAsync(Python("moto_published.py"), moto.Address.ToString(), "Company/Ml");

        Assert.True(exit == 0, output);
        Assert.Empty(result.Errors);
        Assert.Equal(5, result.Single.Properties["Sent"].Value);
        // Sample count, sum, minimum and maximum of one healthy endpoint each.
        Assert.Equal(
            ((string[])["moto-asynchronous", "moto-captured", "moto-chain", "moto-many", "moto-serverless"]).Select(name => $"Severity EndpointName={name},Source=EndpointStatus None 1 0 0 0"),
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
    }

    private static string Python(string script) => Path.Combine(AppContext.BaseDirectory, "Conformance", "python", script);
}
