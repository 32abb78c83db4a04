using System.Management.Automation;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Support;

/// <summary>A test against the sandbox, which is as new at its start.</summary>
[Collection(ModuleCollection.Name)]
public abstract class SandboxTest : IDisposable
{
    protected const string Topic = "arn:aws:sns:eu-west-1:123456789012:ml-alerts";
    protected const string Failed = "fraud-scorer-train";
    private readonly SandboxFixture _fixture;
    private ModuleHost? _host;

    protected SandboxTest(SandboxFixture fixture)
    {
        _fixture = fixture;
        Server.Reset();
        Server.Faults.Clear();
    }

    protected SandboxServer Server => _fixture.Server;

    /// <summary>An engine with the module, pointed at the sandbox.</summary>
    internal ModuleHost Host => _host ??= Open(Server.SessionEnvironment);

    /// <summary>Points the engine at the sandbox, but for these variables. Call it first.</summary>
    internal void With(params (string Name, string? Value)[] variables)
    {
        var environment = new Dictionary<string, string?>(Server.SessionEnvironment);
        foreach (var (name, value) in variables)
            environment[name] = value;
        _host?.Dispose();
        _host = Open(environment);
    }

    internal HostResult Run(string script) => Host.Run(script);

    protected void Break(FaultKind kind, string operation, int? times = null, int? retryAfterSeconds = 0) =>
        Server.Faults.Add(new Fault { Kind = kind, Operation = operation, Times = times, RetryAfterSeconds = retryAfterSeconds });

    /// <summary>One engine of pipelines, so that calls and errors can be counted; the others have tests of their own.</summary>
    internal static ModuleHost Open(IEnumerable<KeyValuePair<string, string?>> environment, int width = ModuleHost.DefaultWidth)
    {
        var host = new ModuleHost(width, environment);
        host.Run("$PSDefaultParameterValues['Get-MlPipelineStatus:Source'] = 'CodePipeline'");
        return host;
    }

    protected int CallsTo(string operation) => Server.Calls.Where(c => c.Operation == operation).Sum(c => c.Count);

    /// <summary>Checks all that a script or a person holds on to in an error.</summary>
    protected static void AssertError(ErrorRecord error, string id, ErrorCategory category, object target, string command = "GetMlPipelineStatus")
    {
        Assert.Equal($"{id},MlMonitor.Commands.{command}Command", error.FullyQualifiedErrorId);
        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(target, error.TargetObject is PSObject wrapped ? wrapped.BaseObject : error.TargetObject);
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction));
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.Message));
    }

    public void Dispose()
    {
        _host?.Dispose();
        // The examples run against the same sandbox, and are no tests of faults.
        Server.Faults.Clear();
        GC.SuppressFinalize(this);
    }
}
