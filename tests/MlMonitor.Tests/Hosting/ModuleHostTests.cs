namespace MlMonitor.Tests.Hosting;

[Collection(ModuleCollection.Name)]
public class ModuleHostTests(SandboxFixture sandbox)
{
    [Fact]
    public void Every_stream_is_kept_apart()
    {
        using var host = new ModuleHost();

        var result = host.Run("""
            1
            Write-Error no -ErrorId MyId
            Write-Warning w; Write-Verbose v -Verbose; Write-Debug d -Debug; Write-Information i; Write-Progress p; Write-Host h
            """);

        Assert.Equal(1, result.Single.BaseObject);
        Assert.StartsWith("MyId", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Null(result.TerminatingError);
        Assert.Equal("w", Assert.Single(result.Warnings));
        Assert.Equal("v", Assert.Single(result.Verbose));
        Assert.Equal("d", Assert.Single(result.Debug));
        Assert.Equal(["i", "h"], result.Information);
        Assert.Equal("p", Assert.Single(result.Progress).Activity);
        Assert.Contains("h", result.HostText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_throw_is_the_last_error()
    {
        using var host = new ModuleHost();

        var result = host.Run("1; throw 'boom'");

        Assert.Equal(1, result.Single.BaseObject);
        Assert.Equal("boom", result.TerminatingError?.ToString());
    }

    [Fact]
    public async Task A_script_can_be_stopped()
    {
        using var host = new ModuleHost();

        var run = await host.StartAsync("1; Start-Sleep 30; 2");
        var took = host.Stop();
        var result = await run;

        Assert.True(result.Stopped);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void The_environment_is_as_before_when_the_host_is_gone()
    {
        var before = Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL");

        using (var host = sandbox.OpenHost())
        {
            var inside = host.Run("$env:AWS_ENDPOINT_URL").Single.ToString();
            Assert.Equal(sandbox.Server.SessionEnvironment["AWS_ENDPOINT_URL"], inside);
        }

        Assert.Equal(before, Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL"));
    }

    [Theory]
    [InlineData(120)]
    [InlineData(80)]
    public void Output_is_rendered_through_the_modules_views_in_the_width_asked_for(int width)
    {
        using var host = sandbox.OpenHost(width);

        var lines = host.Run("Get-MlPipelineStatus").Rendered.Split('\n');

        Assert.StartsWith("Status ", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains('\x1b', StringComparison.Ordinal));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, width));
    }
}
