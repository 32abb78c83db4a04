using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>
/// The few cmdlets of PowerShell's companion modules that samples and build.ps1 need. The engine's package comes without
/// those modules; each cmdlet here has the parameters that are used, spelt and behaving as the original's.
/// </summary>
public static class UtilityCmdlets
{
    public static void AddTo(InitialSessionState state)
    {
        foreach (Type type in typeof(UtilityCmdlets).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is not { } cmdlet) continue;
            state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, helpFileName: null));
        }
    }
}
