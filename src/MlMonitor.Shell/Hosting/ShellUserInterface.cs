using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MlMonitor.Shell.Hosting;

/// <summary>Writes the engine's streams to the console.</summary>
internal sealed class ShellUserInterface(ConsoleDevice device) : PSHostUserInterface
{
    private readonly ShellRawUserInterface _raw = new(device);
    private readonly Questions _questions = new(device);
    private readonly ProgressLine _progress = new(device);

    public ConsoleDevice Device { get; } = device;

    public override PSHostRawUserInterface RawUI => _raw;

    public override bool SupportsVirtualTerminal => Device.Colours || Device.ErrorColours;

    public void EndProgress() => _progress.Clear();

    public override void Write(string value)
    {
        _progress.Clear();
        Console.Out.Write(GetOutputString(value, Device.Colours));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Colour(foregroundColor, PSStyle.MapForegroundColorToEscapeSequence)
            + Colour(backgroundColor, PSStyle.MapBackgroundColorToEscapeSequence)
            + value
            + PSStyle.Instance.Reset);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        _progress.Clear();
        Console.Error.WriteLine(GetOutputString(value, Device.ErrorColours));
    }

    public override void WriteWarningLine(string message) => WriteMarked(PSStyle.Instance.Formatting.Warning, "WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteMarked(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteMarked(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine() => _questions.ReadLine();

    public override SecureString ReadLineAsSecureString() => _questions.ReadSecret();

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
        _questions.AskFields(this, caption, message, descriptions);

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice) =>
        _questions.AskChoice(this, caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        _questions.AskCredential(this, caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => PromptForCredential(caption, message, userName, targetName);

    // The engine passes -1 for a colour that was not chosen.
    private static string Colour(ConsoleColor colour, Func<ConsoleColor, string> toEscape) => Enum.IsDefined(colour) ? toEscape(colour) : "";

    private void WriteMarked(string style, string line) => WriteLine(style + line + PSStyle.Instance.Reset);
}
