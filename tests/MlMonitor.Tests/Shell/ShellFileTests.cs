namespace MlMonitor.Tests.Shell;

public sealed class ShellFileTests : IDisposable
{
    private readonly string _script = Path.Combine(Path.GetTempPath(), $"mlmonitor-{Guid.NewGuid():N}.ps1");

    public void Dispose() => File.Delete(_script);

    [Fact]
    public async Task Arguments_bind_to_the_scripts_parameters()
    {
        var outcome = await RunAsync(
            "param([string] $Name, [switch] $On, [switch] $Off, [int] $Number) \"$Name $On $Off $Number $args\"",
            "-Name", "a b", "-On", "-Off:$false", "-Number:7", "rest");

        Assert.Equal(["a b True False 7 rest"], outcome.Lines);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task The_script_knows_its_folder()
    {
        var outcome = await RunAsync("$PSScriptRoot");

        Assert.Equal([Path.GetDirectoryName(_script)!.TrimEnd(Path.DirectorySeparatorChar)], outcome.Lines);
    }

    [Theory]
    [InlineData("exit 4", 4)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("Write-Error no", 0)]
    [InlineData("& dotnet no-such-command 2>&1 | Out-Null; $global:LASTEXITCODE = 9", 0)]
    public async Task The_exit_code_of_a_file_is_the_one_of_pwsh(string text, int expected)
    {
        var outcome = await RunAsync(text);

        Assert.Equal(expected, outcome.ExitCode);
    }

    private async Task<ShellOutcome> RunAsync(string text, params string[] arguments)
    {
        await File.WriteAllTextAsync(_script, text);
        return await ShellProcess.RunAsync(null, ["-File", _script, .. arguments]);
    }
}
