namespace MlMonitor.Core.Scheduling;

/// <summary>A program to run, and what with.</summary>
/// <param name="Program">Its name.</param>
/// <param name="Arguments">Its arguments.</param>
public sealed record ProgramCall(string Program, params string[] Arguments)
{
    /// <summary>What it is given on its standard input; null for nothing.</summary>
    public byte[]? Input { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Arguments.Select(a => a.Contains(' ', StringComparison.Ordinal) ? $"\"{a}\"" : a).Prepend(Program));
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote, byte for byte.</param>
/// <param name="Errors">What it complained of.</param>
public sealed record ProgramOutcome(int ExitCode, byte[] Output, string Errors);
