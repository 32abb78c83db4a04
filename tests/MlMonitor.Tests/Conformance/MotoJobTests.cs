using System.Text.Json;
using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Conformance;

/// <summary>
/// Jobs, metrics and logs as moto answers for them, made with boto3 and read by the cmdlets. moto searches no jobs, has no labeling
/// jobs and no metrics service.
/// </summary>
[Collection(ModuleCollection.Name)]
public sealed class MotoJobTests
{
    [MotoFact]
    public async Task What_boto3_made_and_put_is_what_the_cmdlets_read()
    {
        using var moto = await ServerProcess.MotoAsync();
        var (exit, output) = await Botocore.RunAsync(Path.Combine(AppContext.BaseDirectory, "Conformance", "python", "moto_jobs.py"), moto.Address.ToString());
        Assert.True(exit == 0, output);
        using var made = JsonDocument.Parse(output.Trim().Split('\n')[^1]);
        using var host = new ModuleHost(environment: moto.SessionEnvironment("test"));

        Jobs(host);
        Metrics(host, made.RootElement);
        Log(host, made.RootElement);
    }

    private static void Jobs(ModuleHost host)
    {
        var named = host.Run("Get-MlJob -Type Training -Name moto-train-1, moto-train-2");
        Assert.Empty(named.Errors);
        Assert.Equal(["moto-train-1", "moto-train-2"], named.Values("JobName"));
        Assert.All(named.Values("Status"), s => Assert.Equal("Succeeded", s!.ToString()));
        Assert.Equal("ml.m5.xlarge 2 3600", host.Run("Get-MlJob moto-train-1 -Type Training | ForEach-Object { \"$($_.InstanceType) $($_.InstanceCount) $($_.MaximumRuntimeSeconds)\" }").Single.ToString());
        Assert.Equal("moto-train-1", host.Run("Get-MlJob moto-train-1, moto-train-2 -Type Training -Tag @{ team = 'ml' }").Single.Properties["JobName"].Value);

        var others = host.Run("Get-MlJob -Type Processing, Transform, Tuning, AutoML");
        Assert.Empty(others.Errors);
        Assert.Equal(["moto-process", "moto-transform", "moto-tune"], others.Values("JobName").Order());
        Assert.Equal("1 of 8 trials", host.Run("Get-MlJob moto-tune -Type Tuning").Single.Properties["Progress"].Value);

        var waited = host.Run("Get-MlJob -Type Processing, Transform, Tuning | Wait-MlJob -Timeout 10");
        Assert.Empty(waited.Errors);
        Assert.Equal(3, waited.Output.Count);

        var missing = host.Run("Get-MlJob none -Type Training, Processing, Transform, Tuning, AutoML");
        Assert.StartsWith("JobNotFound,", Assert.Single(missing.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        var shown = host.Run("Get-MlJob moto-train-1 -Type Training | Format-List * | Out-String; Get-MlJob moto-process -Type Processing | Format-List * | Out-String").Output;
        Assert.All(shown, s => Assert.DoesNotContain("moto-secret-value", s.ToString(), StringComparison.Ordinal));
    }

    private static void Metrics(ModuleHost host, JsonElement made)
    {
        foreach (var metric in made.GetProperty("points").EnumerateObject())
        {
            var read = host.Run($"Get-MlTrainingMetric moto-train-1 -MetricName '{metric.Name}'");
            Assert.Empty(read.Errors);
            Assert.Equal(
                metric.Value.EnumerateArray().Select(p => (DateTimeOffset.FromUnixTimeSeconds(p[0].GetInt64()), p[1].GetDouble())),
                read.Values("Time").Zip(read.Values("Value"), (time, value) => ((DateTimeOffset)time!, (double)value!)));
        }

        var final = host.Run("Get-MlTrainingMetric moto-train-2 -Final");
        Assert.Empty(final.Errors);
        Assert.Equal(
            made.GetProperty("final").EnumerateObject().Select(f => (f.Name, f.Value.GetDouble())).Order(),
            final.Values("MetricName").Zip(final.Values("Value"), (name, value) => ((string)name!, (double)value!)).Order());
        // Another source, and moto has no such service: an error where it is asked for, and none where it is not.
        Assert.Single(host.Run("Get-MlTrainingMetric moto-train-2 -Source SageMakerMetrics").Errors);
    }

    private static void Log(ModuleHost host, JsonElement made)
    {
        // What was put, without the escape sequences that were put with it.
        string[] lines = [.. made.GetProperty("lines").EnumerateArray().Select(l => l.GetString()!.Replace("\u001b[31m", "", StringComparison.Ordinal).Replace("\u001b[0m", "", StringComparison.Ordinal))];
        var all = host.Run("Get-MlTrainingLog moto-train-1");
        Assert.Empty(all.Errors);
        Assert.Equal(lines, all.Values("Message"));
        Assert.Equal(made.GetProperty("times").EnumerateArray().Select(t => t.GetInt64()), all.Values("Time").Select(t => ((DateTimeOffset)t!).ToUnixTimeMilliseconds()));
        Assert.Equal(lines[^7..], host.Run("Get-MlTrainingLog moto-train-1 -Tail 7").Values("Message"));
        Assert.Equal(lines, host.Run("Get-MlTrainingLog moto-train-1 -Follow").Values("Message"));
        Assert.Equal(lines.Where(l => l.Contains("node 2", StringComparison.Ordinal)), host.Run("Get-MlTrainingLog moto-train-1 -Node algo-2").Values("Message"));
        Assert.Contains("wrote no log", Assert.Single(host.Run("Get-MlTrainingLog moto-train-2").Warnings), StringComparison.Ordinal);
    }
}
