using System.Diagnostics;
using System.Text.Json;

namespace MlMonitor.AwsClients.Tests.Support;

/// <summary>
/// strict_aws, an AWS stand-in that judges every request by botocore's models and verifies signatures. It is no part of this
/// repository: it is looked for beside it, and MLMONITOR_STRICT_AWS may name its strict_aws.py.
/// </summary>
public sealed class StrictAws : IDisposable
{
    private const string Seed = "1";

    private static readonly Lazy<(string? Script, string? Python, string? Missing)> Found = new(Find);

    // Lazy, as xunit makes a fixture for skipped tests too.
    private readonly Lazy<(Process Process, string Url)> _server = new(StartServer);

    /// <summary>Why it cannot be used here, or null.</summary>
    public static string? Missing => Found.Value.Missing;

    public string Url => _server.Value.Url;

    /// <summary>Makes valid random inputs of operations, several of each: pairs of operation and input.</summary>
    public static List<(string Operation, JsonElement Input)> Requests(string service, IEnumerable<string> operations, int rounds)
    {
        using var python = Start([Path.Combine(AppContext.BaseDirectory, "Samples", "requests.py"), Path.GetDirectoryName(Found.Value.Script!)!, Seed, $"{rounds}"]);
        foreach (var operation in operations)
        {
            python.StandardInput.WriteLine($"{service} {operation}");
        }

        python.StandardInput.Close();
        var requests = new List<(string, JsonElement)>();
        while (python.StandardOutput.ReadLine() is { } line)
        {
            var request = JsonDocument.Parse(line).RootElement;
            Assert.Equal(0, request.GetProperty("problems").GetArrayLength());
            requests.Add((request.GetProperty("operation").GetString()!, request.GetProperty("input")));
        }

        return requests;
    }

    /// <summary>What the server found wrong since the last time, but for what it only remarks on.</summary>
    public async Task<List<string>> TakeFindingsAsync()
    {
        using var http = new HttpClient();
        var findings = JsonDocument.Parse(await http.GetStringAsync($"{Url}/_strict/findings")).RootElement.EnumerateArray()
            .Where(f => f.GetProperty("kind").GetString() is "auth" or "signature" or "serialization" or "validation")
            .Select(f => $"{f.GetProperty("op")}: {f.GetProperty("kind")} {f.GetProperty("path")} {f.GetProperty("finding")}")
            .ToList();
        using var _ = await http.PostAsync($"{Url}/_strict/reset", null);
        return findings;
    }

    public void Dispose()
    {
        if (_server.IsValueCreated)
        {
            _server.Value.Process.Kill(entireProcessTree: true);
            _server.Value.Process.WaitForExit();
            _server.Value.Process.Dispose();
        }
    }

    private static (Process Process, string Url) StartServer()
    {
        var process = Start([Found.Value.Script!, "serve", "--port", "0", "--auto", "all", "--seed", Seed, "--secret", Clients.SecretKey]);
        // "strict_aws on http://127.0.0.1:4666"
        return (process, process.StandardOutput.ReadLine()!.Split(' ')[^1]);
    }

    private static (string? Script, string? Python, string? Missing) Find()
    {
        var script = Environment.GetEnvironmentVariable("MLMONITOR_STRICT_AWS") ?? Path.Combine(Root(), "..", "shared", "tools", "strict_aws", "strict_aws.py");
        if (!File.Exists(script))
        {
            return (null, null, $"strict_aws is not there: {script}");
        }

        var python = HasBotocore("python") ? "python" : HasBotocore("python3") ? "python3" : null;
        return python == null ? (null, null, "no python with botocore") : (script, python, null);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "MlMonitor.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }

    private static bool HasBotocore(string python)
    {
        try
        {
            using var process = Start(["-c", "import botocore"], python);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(IEnumerable<string> arguments, string? python = null)
    {
        var start = new ProcessStartInfo(python ?? Found.Value.Python!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = python != null,
        };
        // Where pyenv has several versions, the one with botocore; elsewhere this means nothing.
        start.Environment.TryAdd("PYENV_VERSION", "3.11.7");
        return Process.Start(start)!;
    }
}
