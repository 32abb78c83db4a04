using System.Diagnostics;

namespace MlMonitor.Core.Scheduling;

/// <summary>Runs programs that are found on the path.</summary>
public sealed class ProgramRunner : IProgramRunner
{
    private static readonly string[] Endings = OperatingSystem.IsWindows() ? [".exe"] : [""];

    /// <inheritdoc/>
    public string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Endings.Select(ending => Path.Combine(folder, program + ending)))
        .FirstOrDefault(IsProgram);

    /// <inheritdoc/>
    public async Task<ProgramOutcome> RunAsync(ProgramCall call, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Find(call.Program) ?? call.Program, call.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        // What programs say is looked at, and nobody is there to page or to be asked.
        start.Environment["LC_ALL"] = "C";
        start.Environment["SYSTEMD_PAGER"] = "";
        using var process = Process.Start(start)!;
        try
        {
            using var output = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, call.Input, cancellationToken).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            var said = await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return new ProgramOutcome(process.ExitCode, output.ToArray(), said.Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static async Task WriteAsync(Process process, byte[]? input, CancellationToken cancellationToken)
    {
        try
        {
            if (input is not null)
                await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of it, and its exit code says whether that is bad.
        }
    }

    private static bool IsProgram(string path) => File.Exists(path)
        && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0);
}
