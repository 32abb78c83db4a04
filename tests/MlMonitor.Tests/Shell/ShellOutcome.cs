namespace MlMonitor.Tests.Shell;

/// <summary>What came of a run of the Shell.</summary>
internal sealed record ShellOutcome(int ExitCode, string Output, string Errors)
{
    /// <summary>The output's lines that are not blank.</summary>
    public string[] Lines => Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
