using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Shell;

[Collection(ModuleCollection.Name)]
public class RestMethodTests(SandboxFixture sandbox)
{
    [Fact]
    public void Json_comes_back_as_objects()
    {
        using var host = sandbox.OpenHost();

        var result = host.Run("$null = Get-MlPipelineStatus; (Invoke-RestMethod $env:AWS_ENDPOINT_URL/_sandbox/calls).operation");

        Assert.Contains("ListPipelines", result.Output.Select(item => item.ToString()));
    }

    [Fact]
    public void An_address_that_does_not_answer_is_an_error()
    {
        using var host = new ModuleHost();

        var result = host.Run("Invoke-RestMethod http://127.0.0.1:9/");

        Assert.StartsWith("WebRequestFailed", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
