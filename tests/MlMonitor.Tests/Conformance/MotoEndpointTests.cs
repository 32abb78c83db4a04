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
        Assert.InRange(DateTimeOffset.UtcNow - (DateTimeOffset)posture.Single.Properties["NewestCapture"].Value, TimeSpan.FromSeconds(-2), TimeSpan.FromMinutes(5));
        Assert.Equal("no alarm names it", $"{posture.Single.Properties["Missing"].Value}");
        Assert.StartsWith("Model Monitor not seen: ", $"{posture.Single.Properties["NotSeen"].Value}", StringComparison.Ordinal);
        Assert.NotEmpty(posture.Errors);

        var missing = host.Run("Get-MlEndpoint no-such");
        Assert.StartsWith("EndpointNotFound,", Assert.Single(missing.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [MotoFact]
    public async Task Metrics_that_boto3_put_are_read_back_as_they_are()
    {
        using var moto = await ServerProcess.MotoAsync();
        var folder = Path.Combine(AppContext.BaseDirectory, "Conformance", "python");
        var (exit, output) = await Botocore.RunAsync(Path.Combine(folder, "moto_endpoints.py"), moto.Address.ToString());
        Assert.True(exit == 0, output);
        (exit, output) = await Botocore.RunAsync(Path.Combine(folder, "moto_metrics.py"), moto.Address.ToString());
        Assert.True(exit == 0, output);
        using var host = new ModuleHost(environment: moto.SessionEnvironment("test"));
        string[] Told(string script) => [.. host.Run(script).Output.Select(o => o.ToString())];
        const string AsText = "ForEach-Object { [string]::Format([cultureinfo]::InvariantCulture, '{0:HH:mm} {1} {2}', $_.Time.UtcDateTime, $_.Value, $_.Unit).TrimEnd() }";

        // Put: two values of 180,000 and 220,000 microseconds in the first minute, none in the second, 90,500 in the third.
        var first = DateTimeOffset.Parse(output.Trim(), System.Globalization.CultureInfo.InvariantCulture);
        string At(int minute) => first.AddMinutes(minute).UtcDateTime.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal([$"{At(0)} 200 ms", $"{At(2)} 90.5 ms"], Told($"Get-MlEndpointMetric moto-captured ModelLatency -Statistic Average | {AsText}"));
        Assert.Equal([$"{At(0)} 220 ms", $"{At(2)} 90.5 ms"], Told($"Get-MlEndpointMetric moto-captured ModelLatency -Statistic Maximum | {AsText}"));
        // 8 vCPUs: 640 % of CloudWatch are 80 % of all.
        Assert.Equal([$"{At(0)} 80 %"], Told($"Get-MlEndpointMetric moto-captured CPUUtilization -Statistic Average | {AsText}"));
        Assert.Equal([$"{At(0)} 40", $"{At(2)} 20"], Told($"Get-MlEndpointMetric moto-captured Invocations | {AsText}"));
        // Errors of a minute without requests are no share of anything.
        Assert.Equal([$"{At(0)} 5 %", $"{At(2)} 0 %"], Told($"Get-MlEndpointMetric moto-captured ErrorRate | {AsText}"));

        // moto fails at percentiles: a well-formed problem, and no empty list without one.
        var percentiles = host.Run("Get-MlEndpointMetric moto-captured ModelLatency -Statistic p90 -WarningAction SilentlyContinue");
        Assert.Empty(percentiles.Output);
        Assert.All(percentiles.Errors, e => Assert.Matches("^(ServiceFault|UnexpectedReply|InvalidRequest),", e.FullyQualifiedErrorId));
        Assert.NotEmpty(percentiles.Errors);
        Assert.All(host.Run("Test-MlEndpointHealth moto-captured -ErrorAction SilentlyContinue").Values("Severity"), s => Assert.Equal("NoData", s!.ToString()));
    }
}
