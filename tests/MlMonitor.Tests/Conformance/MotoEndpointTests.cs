using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Conformance;

/// <summary>Endpoints made with boto3 on moto, read back by the cmdlet.</summary>
[Collection(ModuleCollection.Name)]
public sealed class MotoEndpointTests
{
    [MotoFact]
    public async Task What_boto3_made_is_what_the_cmdlet_reads()
    {
        using var moto = await ServerProcess.MotoAsync();
        var (exit, output) = await Botocore.RunAsync(Path.Combine(AppContext.BaseDirectory, "Conformance", "python", "moto_endpoints.py"), moto.Address.ToString());
        Assert.True(exit == 0, output);
        using var host = new ModuleHost(environment: moto.SessionEnvironment("test"));
        MlEndpoint Named(string name) => (MlEndpoint)host.Run($"Get-MlEndpoint {name}").Single.BaseObject;

        // moto's search knows no models and shows no ARNs: all are described.
        var all = host.Run("Get-MlEndpoint");
        Assert.Empty(all.Errors);
        Assert.Equal(["moto-asynchronous", "moto-captured", "moto-chain", "moto-many", "moto-serverless"], all.Values("EndpointName"));
        Assert.All(all.Values("Status"), s => Assert.Equal(MlStatus.Healthy, s));

        var captured = Named("moto-captured");
        Assert.Equal((MlEndpointKind.RealTime, "InService", "moto-captured-v1"), (captured.Kind, captured.RawStatus, captured.EndpointConfigName));
        Assert.Equal(
            [("champion", "one", "ml.c5.2xlarge", 3, 3, 0.9), ("challenger", "one", "ml.m5.xlarge", 1, 1, 0.1)],
            captured.Variants.Select(v => (v.VariantName, v.ModelName!, v.InstanceType!, v.CurrentInstanceCount!.Value, v.DesiredInstanceCount!.Value, v.CurrentWeight!.Value)));
        Assert.Equal((true, 25, "s3://moto-capture/data"), (captured.DataCapture!.IsEnabled, captured.DataCapture.SamplingPercent, captured.DataCapture.Destination));
        Assert.Equal(["env=prod", "owner=team-a"], captured.Tag.Select(t => $"{t.Key}={t.Value}").Order());
        Assert.InRange(captured.Age!.Value, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(10));

        var serverless = Named("moto-serverless");
        var variant = Assert.Single(serverless.Variants);
        Assert.Equal((MlEndpointKind.Serverless, 2048, 5, "one"), (serverless.Kind, variant.MemorySizeInMB, variant.MaxConcurrency, variant.ModelName));
        Assert.Null(variant.CurrentInstanceCount);
        Assert.Null(serverless.DataCapture);

        Assert.Equal(
            [MlEndpointKind.Asynchronous, MlEndpointKind.MultiContainer, MlEndpointKind.MultiModel],
            new[] { "moto-asynchronous", "moto-chain", "moto-many" }.Select(name => Named(name).Kind));
        Assert.Equal("moto-serverless", host.Run("Get-MlEndpoint -Tag @{ owner = 'team-b' }").Single.Properties["EndpointName"].Value);

        var missing = host.Run("Get-MlEndpoint no-such");
        Assert.StartsWith("EndpointNotFound,", Assert.Single(missing.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
