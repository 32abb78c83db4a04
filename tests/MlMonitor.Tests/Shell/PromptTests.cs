using System.Diagnostics;
using System.Text.Json;

namespace MlMonitor.Tests.Shell;

public sealed class PromptTests
{
    private const string CtrlC = "\x03";
    private const string CtrlD = "\x04";
    private const string Up = "\x1b[A";
    private const string Left = "\x1b[D";

    [TerminalFact]
    public async Task The_banner_says_what_this_is_and_exit_leaves()
    {
        var (exitCode, screen) = await TalkAsync(("> ", "exit 3\r"));

        Assert.Contains("a way to try the module where there is no pwsh, not a second PowerShell", screen, StringComparison.Ordinal);
        Assert.Equal(3, exitCode);
    }

    [TerminalFact]
    public async Task Tables_have_colours_on_a_terminal()
    {
        var (_, screen) = await TalkAsync(("> ", "[pscustomobject]@{ Abc = 1 }\r"), ("---", CtrlD));

        Assert.Contains("\x1b[32;1m", screen, StringComparison.Ordinal);
    }

    [TerminalFact]
    public async Task The_up_key_brings_back_a_line_that_can_be_edited()
    {
        var (_, screen) = await TalkAsync(("> ", "'a' * 3\r"), ("aaa", Up + Left + "1\r"), ("aaaaaaaaaaaaa", CtrlD));

        Assert.DoesNotContain("in vain", screen, StringComparison.Ordinal);
    }

    [TerminalFact]
    public async Task Ctrl_C_stops_what_runs_and_not_the_shell()
    {
        var (exitCode, screen) = await TalkAsync(
            ("> ", "'be' + 'gun'; Start-Sleep 60\r"), ("begun", CtrlC), ("> ", "'al' + 'ive'\r"), ("alive", CtrlD));

        Assert.DoesNotContain("in vain", screen, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [TerminalFact]
    public async Task Ctrl_C_at_the_prompt_drops_the_line()
    {
        var (_, screen) = await TalkAsync(("> ", "'nev' + 'er'"), ("'nev' + 'er'", CtrlC), ("> ", "'af' + 'ter'\r"), ("after", CtrlD));

        Assert.DoesNotContain("never", screen, StringComparison.Ordinal);
    }

    [TerminalFact]
    public async Task An_open_brace_asks_for_more()
    {
        var (_, screen) = await TalkAsync(("> ", "if ($true) {\r"), (">> ", "'in' + 'side'\r"), (">> ", "}\r"), ("inside", CtrlD));

        Assert.DoesNotContain("in vain", screen, StringComparison.Ordinal);
    }

    [TerminalFact]
    public async Task Tab_completes_a_command_of_the_module()
    {
        var (_, screen) = await TalkAsync(("> ", "Get-MlPipelineSt\t"), ("Get-MlPipelineStatus", CtrlC), ("> ", CtrlD));

        Assert.DoesNotContain("in vain", screen, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Screen)> TalkAsync(params (string Expected, string Typed)[] dialogue)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Shell", "terminal.py");
        var start = new ProcessStartInfo("python3", [script, "dotnet", ShellProcess.Assembly])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var python = Process.Start(start)!;
        foreach (var (expected, typed) in dialogue)
        {
            await python.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new[] { expected, typed }));
        }

        python.StandardInput.Close();
        var screen = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        return (python.ExitCode, screen);
    }
}
