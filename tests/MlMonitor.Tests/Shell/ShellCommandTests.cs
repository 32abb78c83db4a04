using System.Diagnostics;

namespace MlMonitor.Tests.Shell;

public sealed class ShellCommandTests
{
    [Theory]
    [InlineData("'ok'", 0)]
    [InlineData("Write-Error no; 'ok'", 0)]
    [InlineData("'ok'; Write-Error no", 1)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("Get-NoSuchThing", 1)]
    [InlineData("exit 3", 3)]
    [InlineData("'ok'; exit 4; 'never'", 4)]
    [InlineData("if (", 1)]
    public async Task The_exit_code_of_a_command_is_the_one_of_pwsh(string script, int expected)
    {
        var outcome = await ShellProcess.CommandAsync(script);

        Assert.Equal(expected, outcome.ExitCode);
        Assert.DoesNotContain("never", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_module_is_there()
    {
        var outcome = await ShellProcess.CommandAsync("(Get-Command Get-MlPipelineStatus).ModuleName");

        Assert.Equal(["MlMonitor"], outcome.Lines);
    }

    [Fact]
    public async Task The_sandbox_answers_and_its_addresses_are_variables()
    {
        var outcome = await ShellProcess.RunAsync(null, "-Sandbox", "-Command",
            "(Get-MlPipelineStatus).Count -gt 3; $SandboxUrl -eq $env:AWS_ENDPOINT_URL; $SandboxTopicArn");

        Assert.Equal(["True", "True", "arn:aws:sns:eu-west-1:123456789012:ml-alerts"], outcome.Lines);
        Assert.Equal(0, outcome.ExitCode);
    }

    [Fact]
    public async Task Redirected_output_is_plain_and_120_columns_wide()
    {
        var outcome = await ShellProcess.CommandAsync(
            "[pscustomobject]@{ A = 1 }; Write-Host red -ForegroundColor Red; Write-Warning w; Write-Error e; $Host.UI.RawUI.WindowSize.Width");

        Assert.DoesNotContain('\x1b', outcome.Output + outcome.Errors);
        Assert.Contains("120", outcome.Lines);
    }

    [Fact]
    public async Task Errors_go_to_stderr_and_all_else_to_stdout()
    {
        var outcome = await ShellProcess.CommandAsync(
            "'out'; Write-Error bad; Write-Warning w; Write-Verbose v -Verbose; Write-Debug d -Debug; Write-Host h; Write-Progress p");

        Assert.Equal(["out", "WARNING: w", "VERBOSE: v", "DEBUG: d", "h"], outcome.Lines);
        Assert.Equal("Write-Error: bad", outcome.Errors.Trim());
    }

    [Fact]
    public async Task A_script_that_throws_shows_where()
    {
        var outcome = await ShellProcess.CommandAsync("function f { throw 'boom' }\nf");

        Assert.Contains("boom", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirected_input_is_the_script()
    {
        var outcome = await ShellProcess.RunAsync("if ($true) {\n  'one'\n}\n\nexit 5\n");

        Assert.Equal(["one"], outcome.Lines);
        Assert.Equal(5, outcome.ExitCode);
    }

    [Fact]
    public async Task A_question_that_nobody_can_answer_is_an_error()
    {
        var outcome = await ShellProcess.CommandAsync("Remove-Item nothing -Confirm");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Nobody can answer", outcome.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Nonsense")]
    [InlineData("-Command")]
    [InlineData("-File", "no-such-file.ps1")]
    public async Task Arguments_that_make_no_sense_are_a_usage_error(params string[] arguments)
    {
        var outcome = await ShellProcess.RunAsync(null, arguments);

        Assert.Equal(64, outcome.ExitCode);
        Assert.Contains("Usage:", outcome.Errors, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task An_interrupt_ends_a_command_within_a_second()
    {
        using var shell = ShellProcess.Start(null, "-Command", "'started'; Start-Sleep 60; 'never'");
        await shell.WaitForAsync("started");

        var watch = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-INT", $"{shell.Id}"])) await kill.WaitForExitAsync();
        var outcome = await shell.FinishAsync();

        Assert.Equal(130, outcome.ExitCode);
        Assert.Equal(["started"], outcome.Lines);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
