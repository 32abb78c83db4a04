using System.Management.Automation;
using System.Management.Automation.Language;

namespace MlMonitor.Shell;

/// <summary>Reads a line, runs it, and again until <c>exit</c>.</summary>
internal sealed class InteractivePrompt
{
    private const string ContinuationPrompt = ">> ";
    private readonly ShellSession _session;
    private readonly InputHistory _history = new();
    private readonly LineEditor _editor;

    public InteractivePrompt(ShellSession session)
    {
        _session = session;
        _editor = new LineEditor(_history, Complete);
    }

    public int Run(Uri? sandbox)
    {
        _session.Host.Prompts = true;
        Console.WriteLine("MlMonitor.Shell: a way to try the module where there is no pwsh, not a second PowerShell. Leave with: exit");
        if (sandbox is not null) Console.WriteLine($"The sandbox answers for AWS at {sandbox}; alerts go to $SandboxTopicArn.");
        while (_session.Host.ExitRequest is null)
        {
            string? line = ReadStatement();
            if (line is null) break;
            if (string.IsNullOrWhiteSpace(line)) continue;
            _history.Add(line);
            _session.RunLine(line);
        }

        return _session.Host.ExitRequest ?? ExitCode.Success;
    }

    /// <summary>Goes on reading while what was typed so far has an open brace, quote or pipe.</summary>
    private string? ReadStatement()
    {
        string? statement = _editor.Read(PromptText());
        while (!string.IsNullOrEmpty(statement) && IsIncomplete(statement))
        {
            string? more = _editor.Read(ContinuationPrompt);
            if (string.IsNullOrEmpty(more)) return more;
            statement += Environment.NewLine + more;
        }

        return statement;
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Length > 0 && errors.All(error => error.IncompleteInput);
    }

    // The user's own prompt function, when it gives one line of text.
    private string PromptText()
    {
        string text = string.Concat(_session.Evaluate("prompt"));
        return text.Length > 0 && !text.Contains('\n', StringComparison.Ordinal) ? text : "PS> ";
    }

    private Completion? Complete(string line, int cursor)
    {
        CommandCompletion found = _session.Complete(line, cursor);
        string[] matches = [.. found.CompletionMatches.Select(match => match.CompletionText)];
        return matches.Length == 0 ? null : new Completion(found.ReplacementIndex, found.ReplacementLength, matches);
    }
}
