using System.Management.Automation;

namespace MlMonitor.Tests.Hosting;

/// <summary>All that came of a script.</summary>
internal sealed class HostResult
{
    private readonly Lazy<string> _rendered;

    public HostResult(
        PowerShell ps,
        IEnumerable<PSObject> output,
        ErrorRecord? terminating,
        string hostText,
        Func<IEnumerable<PSObject>, string> render)
    {
        Output = [.. output];
        Errors = terminating is null ? [.. ps.Streams.Error] : [.. ps.Streams.Error, terminating];
        TerminatingError = terminating;
        Warnings = [.. ps.Streams.Warning.Select(record => record.Message)];
        Verbose = [.. ps.Streams.Verbose.Select(record => record.Message)];
        Debug = [.. ps.Streams.Debug.Select(record => record.Message)];
        Information = [.. ps.Streams.Information.Select(record => record.MessageData?.ToString() ?? "")];
        Progress = [.. ps.Streams.Progress];
        Stopped = ps.InvocationStateInfo.State == PSInvocationState.Stopped;
        HadErrors = ps.HadErrors;
        HostText = hostText;
        _rendered = new Lazy<string>(() => render(Output));
    }

    public IReadOnlyList<PSObject> Output { get; }

    /// <summary>Non-terminating errors in order, and last the one that ended the script.</summary>
    public IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>The error that ended the script; null when it ran to its end.</summary>
    public ErrorRecord? TerminatingError { get; }

    public IReadOnlyList<string> Warnings { get; }

    public IReadOnlyList<string> Verbose { get; }

    public IReadOnlyList<string> Debug { get; }

    public IReadOnlyList<string> Information { get; }

    public IReadOnlyList<ProgressRecord> Progress { get; }

    /// <summary>True when the script was stopped as Ctrl+C does.</summary>
    public bool Stopped { get; }

    public bool HadErrors { get; }

    /// <summary>What went straight to the console: Write-Host, -WhatIf, questions.</summary>
    public string HostText { get; }

    /// <summary>The output as a console shows it. Ask before the host is disposed.</summary>
    public string Rendered => _rendered.Value;

    /// <summary>The output's only object.</summary>
    public PSObject Single => Assert.Single(Output);

    /// <summary>A property of every object of the output.</summary>
    public IReadOnlyList<object?> Values(string property) => [.. Output.Select(item => item.Properties[property]?.Value)];
}
