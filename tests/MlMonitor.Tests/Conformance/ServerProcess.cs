using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Conformance;

/// <summary>A stand-in for AWS that is not ours, run as a program.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    public Uri Address { get; private set; } = null!;

    /// <summary>Points a session at it.</summary>
    public Dictionary<string, string?> SessionEnvironment(string secret) => new()
    {
        ["AWS_ENDPOINT_URL"] = Address.GetLeftPart(UriPartial.Authority),
        ["AWS_ACCESS_KEY_ID"] = "AKIAIOSFODNN7EXAMPLE",
        ["AWS_SECRET_ACCESS_KEY"] = secret,
        ["AWS_REGION"] = "eu-west-1",
        ["NO_PROXY"] = Address.Host,
    };

    /// <summary>Starts strict_aws; it picks a port and prints its address.</summary>
    public static async Task<ServerProcess> StrictAwsAsync(params string[] options)
    {
        var server = new ServerProcess(Start([StrictAws.Script, "serve", "--port", "0", .. options]));
        var line = await server._process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        server.Address = new Uri(line!.Split(' ')[^1]);
        return server;
    }

    /// <summary>Starts moto on a port that is free, and waits until it answers.</summary>
    public static async Task<ServerProcess> MotoAsync()
    {
        var port = FreePort();
        var server = new ServerProcess(Start(["-c", Moto.Start, "-H", "127.0.0.1", "-p", $"{port}"])) { Address = new Uri($"http://127.0.0.1:{port}") };
        using var http = new HttpClient();
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await http.GetAsync(new Uri(server.Address, "/moto-api/data.json"), timeout.Token);
                return server;
            }
            catch (HttpRequestException) when (!server._process.HasExited)
            {
                await Task.Delay(100, timeout.Token);
            }
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Botocore.Python!.Value.Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Botocore.Python.Value.Version is { } version)
            start.Environment["PYENV_VERSION"] = version;
        var process = Process.Start(start)!;
        // Read away, or a full pipe stops it.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>Where strict_aws is: beside the repository, or where MLMONITOR_STRICT_AWS says. It is no part of the repository.</summary>
internal static class StrictAws
{
    public static string Script { get; } = Environment.GetEnvironmentVariable("MLMONITOR_STRICT_AWS") is { Length: > 0 } path
        ? path
        : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.Find("MlMonitor.sln"))!, "..", "shared", "tools", "strict_aws", "strict_aws.py"));

    public static string? Missing { get; } =
        Botocore.Python is null ? "No Python with botocore is here: the module was not judged by strict_aws."
        : !File.Exists(Script) ? "strict_aws is not here: the module was not judged by it."
        : null;
}

internal static class Moto
{
    public const string Start = "from moto.server import main; main()";

    public static string? Missing { get; } =
        Botocore.Python is null || Botocore.RunAsync("-c", "import moto.server").GetAwaiter().GetResult().ExitCode != 0
            ? "No Python with moto is here: the module was not run against it."
            : null;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class StrictAwsFactAttribute : FactAttribute
{
    public StrictAwsFactAttribute() => Skip = StrictAws.Missing;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class StrictAwsTheoryAttribute : TheoryAttribute
{
    public StrictAwsTheoryAttribute() => Skip = StrictAws.Missing;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class MotoFactAttribute : FactAttribute
{
    public MotoFactAttribute() => Skip = Moto.Missing;
}
