using System.Management.Automation.Runspaces;
using System.Reflection;

namespace MlMonitor.Shell;

/// <summary>
/// Makes <c>exit N</c> in the next script file end the session with N, as pwsh -File does; without it the engine keeps N
/// in $LASTEXITCODE, where it cannot be told from the exit code of the last program. The switch is the engine's, made for
/// pwsh and not public; the tests of -File fail when a new version has moved it.
/// </summary>
internal static class ScriptExit
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic;

    public static void EndsSession(Runspace runspace)
    {
        object context = runspace.GetType().GetProperty("GetExecutionContext", Internal)!.GetValue(runspace)!;
        context.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Internal)!.SetValue(context, true);
    }
}
