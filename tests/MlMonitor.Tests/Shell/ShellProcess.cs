using System.Diagnostics;
using System.Text;

namespace MlMonitor.Tests.Shell;

/// <summary>The Shell, run as its users run it: a program with arguments, streams and an exit code.</summary>
internal sealed class ShellProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task _reading;
    private readonly Task<string> _errors;

    private ShellProcess(Process process)
    {
        _process = process;
        _reading = ReadOutputAsync();
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "MlMonitor.Shell.dll");

    public int Id => _process.Id;

    public static async Task<ShellOutcome> RunAsync(string? input, params string[] arguments)
    {
        using var shell = Start(input, arguments);
        return await shell.FinishAsync();
    }

    public static Task<ShellOutcome> CommandAsync(string script) => RunAsync(null, "-Command", script);

    public static ShellProcess Start(string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Neither the width nor the colours of the terminal that the tests run in.
        start.Environment.Remove("COLUMNS");
        start.Environment.Remove("NO_COLOR");
        var process = Process.Start(start)!;
        if (input is not null) process.StandardInput.Write(input);
        process.StandardInput.Close();
        return new ShellProcess(process);
    }

    /// <summary>Returns once the Shell has written a text.</summary>
    public async Task WaitForAsync(string text)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!OutputSoFar().Contains(text, StringComparison.Ordinal)) await Task.Delay(10, timeout.Token);
    }

    public async Task<ShellOutcome> FinishAsync()
    {
        using var timeout = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(timeout.Token);
        await _reading;
        return new ShellOutcome(_process.ExitCode, OutputSoFar(), await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    private async Task ReadOutputAsync()
    {
        var buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and var count)
        {
            lock (_output) _output.Append(buffer, 0, count);
        }
    }

    private string OutputSoFar()
    {
        lock (_output) return _output.ToString();
    }
}
