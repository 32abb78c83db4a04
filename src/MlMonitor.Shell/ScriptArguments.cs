using System.Management.Automation.Runspaces;

namespace MlMonitor.Shell;

/// <summary>The arguments after -File, read as pwsh reads them: -Name value, -Name:value, -Switch, or a bare value.</summary>
internal static class ScriptArguments
{
    public static IEnumerable<CommandParameter> Parse(IEnumerable<string> arguments)
    {
        foreach (string argument in arguments)
        {
            bool named = argument.Length > 1 && argument[0] == '-' && !char.IsAsciiDigit(argument[1]);
            int colon = named ? argument.IndexOf(':', StringComparison.Ordinal) : -1;
            if (!named) yield return new CommandParameter(null, argument);
            else if (colon < 0) yield return new CommandParameter(argument);
            else yield return new CommandParameter(argument[..colon], SwitchValue(argument[(colon + 1)..]));
        }
    }

    // -Switch:$false reaches us as text, because no PowerShell has read the command line.
    private static object SwitchValue(string text) => text.ToUpperInvariant() switch
    {
        "$TRUE" => true,
        "$FALSE" => false,
        _ => text,
    };
}
