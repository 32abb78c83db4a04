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
        string[] Told(string script) => [.. host.Run(script).Output.Select(o => o.ToString())];

        // moto's search knows no models and shows no ARNs: all are described.
        var all = host.Run("Get-MlEndpoint");
        Assert.Empty(all.Errors);
        Assert.Equal(["moto-asynchronous", "moto-captured", "moto-chain", "moto-many", "moto-serverless"], all.Values("EndpointName"));
        Assert.All(all.Values("Status"), s => Assert.Equal("Healthy", s!.ToString()));

        Assert.Equal(
            ["moto-captured RealTime InService moto-captured-v1"],
            Told("Get-MlEndpoint moto-captured | ForEach-Object { \"$($_.EndpointName) $($_.Kind) $($_.RawStatus) $($_.EndpointConfigName)\" }"));
        Assert.Equal(
            ["champion one ml.c5.2xlarge 3/3 0.9", "challenger one ml.m5.xlarge 1/1 0.1"],
            Told("(Get-MlEndpoint moto-captured).Variants | ForEach-Object { \"$($_.VariantName) $($_.ModelName) $($_.InstanceType) $($_.CurrentInstanceCount)/$($_.DesiredInstanceCount) $($_.CurrentWeight)\" }"));
        Assert.Equal(
            ["True 25 s3://moto-capture/data"],
            Told("(Get-MlEndpoint moto-captured).DataCapture | ForEach-Object { \"$($_.IsEnabled) $($_.SamplingPercent) $($_.Destination)\" }"));
        Assert.Equal(["prod", "team-a"], Told("$t = (Get-MlEndpoint moto-captured).Tag; $t['env'], $t['owner']"));
        Assert.Equal(["True"], Told("(Get-MlEndpoint moto-captured).Age -lt [timespan]'00:10'"));

        Assert.Equal(
            ["Serverless False one 2048 5 False"],
            Told("Get-MlEndpoint moto-serverless | ForEach-Object { $v = $_.Variants[0]; \"$($_.Kind) $([bool]$_.DataCapture) $($v.ModelName) $($v.MemorySizeInMB) $($v.MaxConcurrency) $($null -ne $v.DesiredInstanceCount)\" }"));
        Assert.Equal(
            ["Asynchronous", "MultiContainer", "MultiModel"],
            Told("'moto-asynchronous', 'moto-chain', 'moto-many' | Get-MlEndpoint | ForEach-Object { \"$($_.Kind)\" }"));
        Assert.Equal(["moto-serverless"], Told("(Get-MlEndpoint -Tag @{ owner = 'team-b' }).EndpointName"));

        // moto knows no Model Monitor, which is an error and no absence of schedules.
        var posture = host.Run("Get-MlPosture moto-captured");
        var row = (MlPosture)posture.Single.BaseObject;
        Assert.InRange(DateTimeOffset.UtcNow - row.NewestCapture!.Value, TimeSpan.FromSeconds(-2), TimeSpan.FromMinutes(5));
        Assert.Equal(["no alarm names it"], row.Missing);
        Assert.StartsWith("Model Monitor not seen: ", Assert.Single(row.NotSeen), StringComparison.Ordinal);
        Assert.NotEmpty(posture.Errors);

        var missing = host.Run("Get-MlEndpoint no-such");
        Assert.StartsWith("EndpointNotFound,", Assert.Single(missing.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
