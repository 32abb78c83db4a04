namespace MlMonitor.Shell;

/// <summary>The exit codes that are not the script's own; the same as pwsh's.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>EX_USAGE: what pwsh answers to arguments it cannot read.</summary>
    public const int BadUsage = 64;

    /// <summary>128 + SIGINT: what a shell expects of a program that Ctrl+C ended.</summary>
    public const int Interrupted = 130;
}
