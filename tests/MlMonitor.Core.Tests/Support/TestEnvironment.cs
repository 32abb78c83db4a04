namespace MlMonitor.Core.Tests.Support;

/// <summary>Tests that set environment variables, one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TestEnvironment
{
    public const string Name = "Environment";
}

/// <summary>Environment variables for the length of a test.</summary>
internal sealed class EnvironmentChange : IDisposable
{
    private readonly Dictionary<string, string?> _before = [];

    public EnvironmentChange(params (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            _before[name] = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
            Environment.SetEnvironmentVariable(name, value);
    }
}
