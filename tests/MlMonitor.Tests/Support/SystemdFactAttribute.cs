namespace MlMonitor.Tests.Support;

/// <summary>A test that has systemd check units.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SystemdFactAttribute : FactAttribute
{
    public SystemdFactAttribute()
    {
        if (Program is null) Skip = "There is no systemd-analyze here.";
    }

    /// <summary>The program that checks; null where it is not.</summary>
    public static string? Program { get; } = Programs.Find("systemd-analyze");
}

/// <summary>A test that runs a real PowerShell.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PwshTheoryAttribute : TheoryAttribute
{
    public PwshTheoryAttribute()
    {
        if (Program is null) Skip = "There is no pwsh on the path.";
    }

    /// <summary>The program; null where it is not.</summary>
    public static string? Program { get; } = Programs.Find("pwsh");
}

internal static class Programs
{
    public static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)).FirstOrDefault(File.Exists);
}
