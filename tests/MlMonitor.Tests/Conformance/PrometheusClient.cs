using System.ComponentModel;
using System.Diagnostics;

namespace MlMonitor.Tests.Conformance;

/// <summary>A Python with prometheus_client, whose parsers are the reference of both text formats.</summary>
internal static class PrometheusClient
{
    private static readonly Lazy<string?> Found = new(() =>
        ((string[])["python3", "/usr/bin/python3", "python"]).FirstOrDefault(program => Try(program)));

    public static string? Missing => Found.Value is null ? "No Python with prometheus_client is here: the text was checked by the grammar alone." : null;

    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(Found.Value!, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }

    private static bool Try(string program)
    {
        try
        {
            using var process = Start(program, "-c", "import prometheus_client.openmetrics.parser");
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class PrometheusClientFactAttribute : FactAttribute
{
    public PrometheusClientFactAttribute() => Skip = PrometheusClient.Missing;
}
