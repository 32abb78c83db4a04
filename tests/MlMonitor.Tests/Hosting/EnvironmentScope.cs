namespace MlMonitor.Tests.Hosting;

/// <summary>
/// Environment variables for the length of a test; null unsets one. The environment is the whole process's, so tests that
/// use this belong to <see cref="ModuleCollection"/>, which runs one test at a time.
/// </summary>
internal sealed class EnvironmentScope : IDisposable
{
    private readonly Dictionary<string, string?> _before = new(StringComparer.Ordinal);

    public EnvironmentScope(IEnumerable<KeyValuePair<string, string?>> variables)
    {
        foreach (var (name, value) in variables) Set(name, value);
    }

    public EnvironmentScope(params (string Name, string? Value)[] variables)
        : this(variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)))
    {
    }

    public void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before) Environment.SetEnvironmentVariable(name, value);
    }
}
