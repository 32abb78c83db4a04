using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace MlMonitor.Tests.Hosting;

/// <summary>A console of a given width that is a string. Warnings, verbose and debug lines are in the result's streams.</summary>
internal sealed class CapturingConsole(int width) : PSHostUserInterface
{
    private readonly StringBuilder _text = new();

    /// <summary>The answers to the questions to come: the number of the choice.</summary>
    public Queue<int> Answers { get; } = new();

    public string Text => _text.ToString();

    public override PSHostRawUserInterface RawUI { get; } = new FixedSizeConsole(width);

    // Makes the engine take the escape sequences out.
    public override bool SupportsVirtualTerminal => false;

    public void Clear() => _text.Clear();

    public override void Write(string value) => _text.Append(GetOutputString(value, supportsVirtualTerminal: false));

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteErrorLine(string value) => WriteLine(value);

    public override void WriteWarningLine(string message)
    {
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteLine(message);
        return Answers.TryDequeue(out var answer) ? answer : throw new HostException("No answer was prepared for: " + message);
    }

    public override string ReadLine() => throw NobodyThere();

    public override SecureString ReadLineAsSecureString() => throw NobodyThere();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        throw NobodyThere();

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw NobodyThere();

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => throw NobodyThere();

    private static HostException NobodyThere() => new("There is nobody to ask in a test.");
}
