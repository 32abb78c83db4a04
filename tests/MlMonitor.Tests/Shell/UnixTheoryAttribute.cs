namespace MlMonitor.Tests.Shell;

/// <summary>A test of several cases that needs a shell.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows()) Skip = "Windows has no sh.";
    }
}
