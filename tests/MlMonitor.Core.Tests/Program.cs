using MlMonitor.Core.Tests.Alerting;

namespace MlMonitor.Core.Tests;

internal static class Program
{
    /// <summary>The runner loads the assembly and does not come here; a test does, for a process that it can kill.</summary>
    public static Task<int> Main(string[] args) => args is [AlertChild.Name, .. var rest] ? AlertChild.RunAsync(rest) : Task.FromResult(0);
}
