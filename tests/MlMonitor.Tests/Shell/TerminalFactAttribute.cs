using System.ComponentModel;
using System.Diagnostics;

namespace MlMonitor.Tests.Shell;

/// <summary>A test that needs a pseudo-terminal, which python3 makes.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TerminalFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> HasTerminal = new(() =>
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import pty"]) { RedirectStandardError = true });
            python?.WaitForExit();
            return python?.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    });

    public TerminalFactAttribute()
    {
        if (!HasTerminal.Value) Skip = "There is no python3 with the pty module to make a terminal with.";
    }
}
