using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Shell;

namespace MlMonitor.Tests.Module;

/// <summary>In a process of its own: what is loaded there stays loaded.</summary>
[Collection(ModuleCollection.Name)]
public sealed class LoadContextTests
{
    private static readonly string Rival = Path.Combine(AppContext.BaseDirectory, "rival", "AWSSDK.Core.dll");

    [Fact]
    public async Task Another_AWSSDK_Core_that_was_there_first_is_not_ours_and_ours_is_not_theirs()
    {
        var outcome = await ShellProcess.RunAsync(null, "-Sandbox", "-Command", $$"""
            $rival = [System.Runtime.Loader.AssemblyLoadContext]::Default.LoadFromAssemblyPath('{{Rival}}')
            (Get-MlPipelineStatus -Source CodePipeline -Region eu-west-1, us-east-1).Count
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'AWSSDK.Core' } | ForEach-Object {
                '{0} {1}' -f [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name, [Diagnostics.FileVersionInfo]::GetVersionInfo($_.Location).FileVersion
            }
            """);

        Assert.Equal("", outcome.Errors);
        Assert.Equal("12", outcome.Lines[0]);
        Assert.Equal(["Default 3.7.402.0", "MlMonitor 4.0.102.19"], outcome.Lines[1..].Order());
    }

    [Fact]
    public async Task Importing_loads_no_engine_and_no_SDK()
    {
        var outcome = await ShellProcess.CommandAsync(
            "[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -like 'AWSSDK*' -or $_ -like 'MlMonitor*' }");

        Assert.Contains("MlMonitor", outcome.Lines);
        Assert.DoesNotContain("MlMonitor.Core", outcome.Lines);
        Assert.DoesNotContain("AWSSDK.Core", outcome.Lines);
    }
}
