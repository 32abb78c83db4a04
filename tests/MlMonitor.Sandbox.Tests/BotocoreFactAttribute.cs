using System.Diagnostics;

namespace MlMonitor.Sandbox.Tests;

/// <summary>A test that needs a Python with botocore, and says so where there is none.</summary>
public sealed class BotocoreFactAttribute : FactAttribute
{
    public BotocoreFactAttribute()
    {
        if (Botocore.Python is null)
            Skip = "No Python with botocore is here: the sandbox was not checked against the published service models.";
    }
}

internal static class Botocore
{
    private static readonly Lazy<(string Program, string? Version)?> Found = new(Find);

    public static (string Program, string? Version)? Python => Found.Value;

    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(Python!.Value.Program, Python.Value.Version, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private static (string Program, string? Version)? Find()
    {
        // Where pyenv is in charge, the plain python may be one without botocore.
        foreach (var candidate in new (string, string?)[] { ("python", "3.11.7"), ("python3", null), ("python", null) })
        {
            try
            {
                using var process = Start(candidate.Item1, candidate.Item2, "-c", "import botocore");
                process.StandardError.ReadToEnd();
                process.WaitForExit();
                if (process.ExitCode == 0)
                    return candidate;
            }
            catch (System.ComponentModel.Win32Exception)
            {
                // There is no such program: try the next.
            }
        }

        return null;
    }

    private static Process Start(string program, string? version, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (version is not null)
            start.Environment["PYENV_VERSION"] = version;
        return Process.Start(start)!;
    }
}
