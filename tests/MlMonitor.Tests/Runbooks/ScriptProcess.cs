using System.Diagnostics;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Shell;

namespace MlMonitor.Tests.Runbooks;

/// <summary>A program that runs without anybody there: its input is closed, and its output is kept.</summary>
internal static class ScriptProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>The folder with the module as installed.</summary>
    public static string Module { get; } = Path.GetDirectoryName(Repository.ModuleManifest)!;

    /// <summary>Runs a script file in the Shell.</summary>
    public static Task<ShellOutcome> ShellAsync(IEnumerable<KeyValuePair<string, string?>> environment, string script, params string[] arguments) =>
        RunAsync(environment, "dotnet", [ShellProcess.Assembly, "-File", script, .. arguments]);

    /// <summary>Runs a script file as a schedule does, in a real PowerShell that has the module among those installed.</summary>
    public static Task<ShellOutcome> PwshAsync(IEnumerable<KeyValuePair<string, string?>> environment, string script, params string[] arguments) =>
        RunAsync([.. environment, new("PSModulePath", Path.GetDirectoryName(Module))], "pwsh", ["-NoProfile", "-NonInteractive", "-File", script, .. arguments]);

    public static async Task<ShellOutcome> RunAsync(IEnumerable<KeyValuePair<string, string?>> environment, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("COLUMNS");
        foreach (var (name, value) in environment)
        {
            if (value is null)
                start.Environment.Remove(name);
            else
                start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return new ShellOutcome(process.ExitCode, await output, await errors);
    }
}
