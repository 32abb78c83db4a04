using System.Text.Json;
using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Conformance;

/// <summary>The cmdlets against moto, as far as moto answers.</summary>
[Collection(ModuleCollection.Name)]
public sealed class MotoTests
{
    [MotoFact]
    public async Task An_alert_arrives_in_a_queue_behind_the_topic_whole()
    {
        using var moto = await ServerProcess.MotoAsync();
        var topic = await SetUpAsync(moto);
        using var host = SandboxTest.Open(moto.SessionEnvironment("test"));
        var alert = host.Run($"Send-MlAlert -TopicArn {topic} -Subject 'Scoring late' -Message \"41 minutes & 'more': é\" -Severity Critical -PassThru").Single;
        var (exit, output) = await Botocore.RunAsync(Python("moto_receive.py"), moto.Address.ToString());

        Assert.Equal(0, exit);
        Assert.Equal(true, alert.Properties["Sent"].Value);
        using var envelope = JsonDocument.Parse(output);
        string Said(string name) => envelope.RootElement.GetProperty(name).GetString()!;
        Assert.Equal("Scoring late", Said("Subject"));
        Assert.Equal(alert.Properties["Message"].Value, Said("Message"));
        Assert.Equal(alert.Properties["MessageId"].Value, Said("MessageId"));
        Assert.StartsWith("41 minutes & 'more': é", Said("Message"), StringComparison.Ordinal);
        Assert.Equal("Critical", envelope.RootElement.GetProperty("MessageAttributes").GetProperty("severity").GetProperty("Value").GetString());
    }

    [MotoFact]
    public async Task A_topic_that_moto_does_not_have_is_told()
    {
        using var moto = await ServerProcess.MotoAsync();
        using var host = SandboxTest.Open(moto.SessionEnvironment("test"));
        var result = host.Run("Send-MlAlert -TopicArn arn:aws:sns:eu-west-1:123456789012:none -Subject s -Message m");

        Assert.StartsWith("TopicNotFound,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    /// <summary>moto lists pipelines and has no GetPipelineState: it answers that with a page of HTML.</summary>
    [MotoFact]
    public async Task What_moto_lacks_is_one_clear_error_for_the_pipeline_it_listed()
    {
        using var moto = await ServerProcess.MotoAsync();
        await SetUpAsync(moto);
        using var host = SandboxTest.Open(moto.SessionEnvironment("test"));
        var result = host.Run("Get-MlPipelineStatus");

        var error = Assert.Single(result.Errors);
        Assert.Contains(error.FullyQualifiedErrorId.Split(',')[0], (string[])["ServiceFault", "UnexpectedReply"]);
        Assert.Equal("on-moto", error.TargetObject);
        Assert.Empty(result.Output);
    }

    private static async Task<string> SetUpAsync(ServerProcess moto)
    {
        var (exit, output) = await Botocore.RunAsync(Python("moto_setup.py"), moto.Address.ToString());
        Assert.True(exit == 0, output);
        return output.Trim();
    }

    private static string Python(string script) => Path.Combine(AppContext.BaseDirectory, "Conformance", "python", script);
}
