using System.Text.Json;
using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Conformance;

/// <summary>Step Functions, CodeBuild and SageMaker Pipelines as moto answers for them, made with boto3 and read by the cmdlets.</summary>
[Collection(ModuleCollection.Name)]
public sealed class MotoPipelineTests
{
    [MotoFact]
    public async Task What_boto3_made_is_what_the_cmdlets_read()
    {
        using var moto = await ServerProcess.MotoAsync();
        var (exit, output) = await Botocore.RunAsync(Path.Combine(AppContext.BaseDirectory, "Conformance", "python", "moto_platform.py"), moto.Address.ToString());
        Assert.True(exit == 0, output);
        using var made = JsonDocument.Parse(output.Trim().Split('\n')[^1]);
        string[] builds = [.. made.RootElement.GetProperty("builds").EnumerateArray().Select(b => b.GetString()!)];
        using var host = new ModuleHost(environment: moto.SessionEnvironment("test"));

        var machine = host.Run("Get-MlPipelineStatus -Source StepFunctions").Single;
        Assert.Equal("moto-retrain", machine.Properties["PipelineName"].Value);
        Assert.Equal("InProgress", machine.Properties["Status"].Value.ToString());
        Assert.Equal("second", machine.Properties["ExecutionId"].Value);
        Assert.Equal(made.RootElement.GetProperty("machine").GetString(), machine.Properties["Arn"].Value);

        const string Engines = "-Source StepFunctions, SageMakerPipeline";
        Assert.Equal(["moto-pipeline", "moto-retrain"], host.Run($"Get-MlPipelineStatus {Engines} -Tag @{{ team = 'moto' }}").Values("PipelineName").Order());
        Assert.Equal(["moto-retrain"], host.Run("Get-MlPipelineStatus -Source StepFunctions -Tag @{ team = 'moto' }").Values("PipelineName"));
        var none = host.Run($"Get-MlPipelineStatus {Engines} -Tag @{{ team = 'other' }}");
        Assert.Empty(none.Output);
        Assert.Empty(none.Errors);

        var runs = host.Run("Get-MlPipelineRun -Source StepFunctions");
        Assert.Equal(["second", "first"], runs.Values("ExecutionId"));
        Assert.Equal(["RUNNING", "ABORTED"], runs.Values("RawStatus"));

        var all = host.Run("Get-MlBuild -ProjectName moto-project");
        Assert.Equal(builds.Order(), all.Values("BuildId").Cast<string>().Order());
        Assert.All(all.Values("Status"), s => Assert.Equal("Succeeded", s!.ToString()));
        var shown = host.Run($"Get-MlBuild -BuildId '{builds[0]}' | Format-List * | Out-String").Single.ToString()!;
        Assert.Contains(builds[0], shown, StringComparison.Ordinal);
        Assert.DoesNotContain("moto-secret-value", shown, StringComparison.Ordinal);

        var pipeline = host.Run("Get-MlPipelineStatus -Source SageMakerPipeline").Single;
        Assert.Equal("moto-pipeline", pipeline.Properties["PipelineName"].Value);
        Assert.Equal("Succeeded", pipeline.Properties["Status"].Value.ToString());
        Assert.EndsWith((string)pipeline.Properties["ExecutionId"].Value, made.RootElement.GetProperty("execution").GetString()!, StringComparison.Ordinal);
    }
}
