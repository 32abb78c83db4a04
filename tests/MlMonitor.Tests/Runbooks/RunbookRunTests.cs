using System.Net;
using System.Text;
using MlMonitor.Tests.Help;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Shell;
using MlMonitor.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace MlMonitor.Tests.Runbooks;

/// <summary>Each runbook run in the sandbox, by the Shell, with what its place would give it.</summary>
public sealed class RunbookRunTests : SandboxTest, IDisposable
{
    private const string S3State = "s3://ml-capture-123456789012/watch/state.json";
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor").FullName;

    public RunbookRunTests(SandboxFixture fixture)
        : base(fixture) => Watch("churn-predictor-train");

    private string Config => Path.Combine(_folder, "mlmonitor.json");

    [Theory]
    [InlineData("churn-predictor-train", 3, 0, "1 checked: 1 ok")]
    [InlineData(Failed, 3, 0, "1 critical")]
    [InlineData(Failed, 1, 1, "1 critical")]
    [InlineData("no-such-pipeline", 3, 1, "1 could not be checked")]
    public async Task In_Azure_Automation_the_job_fails_where_the_watch_could_not_see(string pipeline, int failOn, int code, string said)
    {
        Watch(pipeline);
        using var identity = new LocalServer(request => request.Headers["X-IDENTITY-HEADER"] == "secret" && request.QueryString["resource"] == "api://mlmonitor-aws"
            ? (200, "{\"access_token\":\"TOKEN\"}") : (400, ""));
        var runbook = Path.Combine(HelpPages.Root, "docs", "runbooks", "azure-automation", "Watch-MlPlatform.ps1");
        var job = Path.Combine(_folder, "job.ps1");
        await File.WriteAllTextAsync(job, $$"""
            function Get-AutomationVariable([string] $Name) { if ($Name -eq 'MlMonitorConfig') { [IO.File]::ReadAllText('{{Config}}') } }
            & '{{runbook}}' -RoleArn arn:aws:iam::123456789012:role/watch -Audience api://mlmonitor-aws -StatePath {{S3State}} -FailOn {{failOn}}
            """);

        var outcome = await ScriptProcess.ShellAsync(
            [.. Server.SessionEnvironment, new("IDENTITY_ENDPOINT", identity.Address + "token"), new("IDENTITY_HEADER", "secret"), new("TMPDIR", _folder)], job);

        Assert.Equal(code, outcome.ExitCode);
        Assert.Contains(said, outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("TOKEN", outcome.Output + outcome.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_folder, "mlmonitor-*"));
        Assert.Single(identity.Requests);
    }

    [UnixTheory]
    [InlineData("systems-manager/watch-document.yaml", "churn-predictor-train", "3", 0)]
    [InlineData("systems-manager/watch-document.yaml", Failed, "3", 0)]
    [InlineData("systems-manager/watch-document.yaml", Failed, "1", 2)]
    [InlineData("systems-manager/watch-document.yaml", "no-such-pipeline", "3", 3)]
    [InlineData("codebuild/buildspec.yml", "churn-predictor-train", "3", 0)]
    [InlineData("codebuild/buildspec.yml", Failed, "3", 0)]
    [InlineData("codebuild/buildspec.yml", Failed, "1", 2)]
    [InlineData("codebuild/buildspec.yml", "no-such-pipeline", "3", 3)]
    public async Task The_commands_of_a_document_end_as_its_place_wants_it(string file, string pipeline, string failOn, int code)
    {
        Watch(pipeline);
        var pwsh = Path.Combine(_folder, "pwsh");
        // The Shell in the place of pwsh, and the module where this build has it.
        await File.WriteAllTextAsync(pwsh, $"#!/bin/sh\n[ \"$1 $2 $3\" = '-NoProfile -NonInteractive -File' ] || exit 64\nshift 4\nexec dotnet '{ShellProcess.Assembly}' -File '{Path.Combine(ScriptProcess.Module, "watch.ps1")}' \"$@\"\n");
#pragma warning disable CA1416 // This test is for Unix.
        File.SetUnixFileMode(pwsh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#pragma warning restore CA1416
        var script = Commands(file).Replace("{{ Config }}", Config, StringComparison.Ordinal).Replace("{{ StatePath }}", S3State, StringComparison.Ordinal).Replace("{{ FailOn }}", failOn, StringComparison.Ordinal);
        IEnumerable<KeyValuePair<string, string?>> environment = [.. Server.SessionEnvironment, new("PATH", $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}"),
            new("MLMONITOR_CONFIG", Config), new("MLMONITOR_STATE_PATH", S3State), new("MLMONITOR_FAIL_ON", failOn)];

        var outcome = await ScriptProcess.RunAsync(environment, "/bin/sh", ["-c", script]);

        Assert.Equal(code, outcome.ExitCode);
        Assert.Contains(" checked: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("exit code ", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Failed, "response", "\"exitCode\":2")]
    [InlineData("no-such-pipeline", "error", "MlMonitor.WatchFailed")]
    public async Task In_Lambda_each_invocation_is_answered(string pipeline, string path, string said)
    {
        Watch(pipeline);
        var invocations = new Queue<string>(["first", "second"]);
        using var runtime = new LocalServer(request => !request.Url!.AbsolutePath.EndsWith("/next", StringComparison.Ordinal) ? (202, "")
            : invocations.TryDequeue(out var id) ? (200, id) : (410, ""), requestIdHeader: "Lambda-Runtime-Aws-Request-Id");
        var bootstrap = Path.Combine(HelpPages.Root, "docs", "runbooks", "lambda", "bootstrap.ps1");

        await ScriptProcess.ShellAsync([.. Server.SessionEnvironment, new("AWS_LAMBDA_RUNTIME_API", new Uri(runtime.Address).Authority), new("MLMONITOR_CONFIG", Config), new("MLMONITOR_STATE_PATH", S3State)],
            bootstrap, "-Script", Path.Combine(ScriptProcess.Module, "watch.ps1"));

        var answers = runtime.Requests.Where(r => r.Method == "POST").ToList();
        Assert.Equal([$"/2018-06-01/runtime/invocation/first/{path}", $"/2018-06-01/runtime/invocation/second/{path}"], answers.Select(a => a.Path));
        Assert.All(answers, a => Assert.Contains(said, a.Body, StringComparison.Ordinal));
    }

    void IDisposable.Dispose()
    {
        Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Commands(string file)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Path.Combine(HelpPages.Root, "docs", "runbooks", file));
        stream.Load(reader);
        var root = stream.Documents[0].RootNode;
        var commands = file.StartsWith("codebuild", StringComparison.Ordinal) ? root["phases"]["build"]["commands"] : root["mainSteps"][0]["inputs"]["runCommand"];
        return string.Join('\n', ((YamlSequenceNode)commands).Children.Select(c => ((YamlScalarNode)c).Value));
    }

    private void Watch(string pipeline) => File.WriteAllText(Config,
        $$"""{ "Watch": [ { "Name": "pipelines", "Test": "PipelineStatus", "PipelineName": "{{pipeline}}" } ], "Route": [ { "TopicArn": "{{Topic}}" } ] }""");

    /// <summary>A server that answers as it is told and keeps what it is asked.</summary>
    private sealed class LocalServer : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly List<(string Method, string Path, string Body)> _requests = [];

        public LocalServer(Func<HttpListenerRequest, (int Status, string Text)> answer, string? requestIdHeader = null)
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/";
            }

            _listener.Prefixes.Add(Address);
            _listener.Start();
            _ = Task.Run(() => ServeAsync(answer, requestIdHeader));
        }

        public string Address { get; }

        public IReadOnlyList<(string Method, string Path, string Body)> Requests => _requests;

        public void Dispose() => _listener.Close();

        private async Task ServeAsync(Func<HttpListenerRequest, (int Status, string Text)> answer, string? requestIdHeader)
        {
            while (_listener.IsListening)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                _requests.Add((context.Request.HttpMethod, context.Request.Url!.AbsolutePath, await reader.ReadToEndAsync()));
                var (status, text) = answer(context.Request);
                context.Response.StatusCode = status;
                context.Response.ContentType = "application/json";
                if (requestIdHeader is not null)
                    context.Response.Headers[requestIdHeader] = text;
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(requestIdHeader is null ? text : "{}"));
                context.Response.Close();
            }
        }
    }
}
