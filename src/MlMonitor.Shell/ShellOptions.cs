namespace MlMonitor.Shell;

/// <summary>The command line, spelt as pwsh spells it.</summary>
internal sealed class ShellOptions
{
    public const string Usage = """
        Usage: MlMonitor.Shell [-Sandbox] [-Command <PowerShell> | -File <script.ps1> [arguments]]

        A small PowerShell with the MlMonitor module imported, for machines without pwsh.

          -Sandbox   start the sandbox (a stand-in for AWS with a sample ML platform) and use it
          -Command   run this and leave; - reads it from standard input
          -File      run a script with its arguments and leave
          -Help      show this

        Without -Command and -File: a prompt, or the script on a redirected standard input.
        """;

    public bool Sandbox { get; private set; }

    public bool Help { get; private set; }

    /// <summary>The text of -Command; "-" means standard input.</summary>
    public string? Command { get; private set; }

    public string? File { get; private set; }

    public IReadOnlyList<string> FileArguments { get; private set; } = [];

    public static bool TryParse(string[] args, out ShellOptions options, out string? mistake)
    {
        options = new ShellOptions();
        mistake = null;
        for (int i = 0; i < args.Length; i++)
        {
            // -Command and -File take the rest of the line, as in pwsh, so they end the loop.
            string[] rest = args[(i + 1)..];
            switch (args[i].ToUpperInvariant())
            {
                case "-SANDBOX":
                    options.Sandbox = true;
                    break;
                case "-HELP" or "-H" or "-?" or "--HELP":
                    options.Help = true;
                    break;
                case "-COMMAND" or "-C" when rest.Length > 0:
                    options.Command = string.Join(' ', rest);
                    return true;
                case "-FILE" or "-F" when rest.Length > 0:
                    options.File = Path.GetFullPath(rest[0]);
                    options.FileArguments = rest[1..];
                    if (!System.IO.File.Exists(options.File)) mistake = $"The script file '{rest[0]}' does not exist.";
                    return mistake is null;
                case "-COMMAND" or "-C" or "-FILE" or "-F":
                    mistake = $"The argument '{args[i]}' needs a value.";
                    return false;
                default:
                    mistake = $"The argument '{args[i]}' is not known.";
                    return false;
            }
        }

        return true;
    }
}
