using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>A test of whole runs over the sandbox, with a configuration and a state of its own.</summary>
public abstract class MonitorTest(SandboxFixture fixture) : SandboxTest(fixture), IDisposable
{
    protected const string Pipelines = "@{ Name = 'pipelines'; Test = 'PipelineStatus'; PipelineName = 'fraud-scorer-*' }";
    protected const string Endpoints = "@{ Name = 'endpoints'; Test = 'EndpointHealth'; EndpointName = 'credit-*' }";
    protected const string S3 = "s3://ml-baselines-123456789012/watch/run.json";

    protected string Folder { get; } = Directory.CreateTempSubdirectory("mlmonitor").FullName;

    protected string Config => Path.Combine(Folder, "mlmonitor.psd1");

    protected string State => Path.Combine(Folder, "mlmonitor.state.json");

    /// <summary>Writes the configuration.</summary>
    protected void Watch(string settings, params string[] watches) => File.WriteAllText(Config, $$"""
        @{
            {{settings}}
            Watch = @(
                {{string.Join('\n', watches)}}
            )
            Route = @( @{ TopicArn = '{{Topic}}' } )
        }
        """);

    /// <summary>Runs it, and gives what the run says of itself.</summary>
    internal HostResult Invoke(string more = "-Quiet") => Run($"Invoke-MlMonitor '{Config}' {more}");

    /// <summary>Of each decision of a run the name of its thing and the reason.</summary>
    internal static List<(string Thing, string Reason)> Decisions(HostResult result) =>
        [.. ((IEnumerable<object>)result.Output[^1].Properties["Decision"].Value).Select(d => (Text(d, "Key").Split('/')[3], Text(d, "Reason")))];

    /// <summary>The keys of the messages that topics took.</summary>
    protected List<string> MessageKeys() => [.. Server.Published.Select(m => m.Attributes["messageKey"])];

    protected static string Text(object of, string property) => $"{of.GetType().GetProperty(property)!.GetValue(of)}";

    void IDisposable.Dispose()
    {
        Dispose();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
