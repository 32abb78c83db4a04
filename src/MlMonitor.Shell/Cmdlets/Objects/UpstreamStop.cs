using System.Management.Automation;
using System.Reflection;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>
/// Ends the commands before this one in the pipeline, quietly. Without it, Select-Object -First 1 after a command that
/// watches for ever would never return. The exception is the engine's own and not public.
/// </summary>
internal static class UpstreamStop
{
    public static Exception For(Cmdlet cmdlet)
    {
        Type type = typeof(PSObject).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        return (Exception)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [cmdlet], null)!;
    }
}
