using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MlMonitor.Shell.Hosting;

/// <summary>Questions to the person at the terminal; where nobody is, asking is an error, as in pwsh -NonInteractive.</summary>
internal sealed class Questions(ConsoleDevice device)
{
    public string ReadLine()
    {
        RequirePerson();
        return Console.ReadLine() ?? "";
    }

    public SecureString ReadSecret()
    {
        RequirePerson();
        var secret = new SecureString();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0) secret.RemoveAt(secret.Length - 1);
            else if (!char.IsControl(key.KeyChar)) secret.AppendChar(key.KeyChar);
        }

        Console.WriteLine();
        secret.MakeReadOnly();
        return secret;
    }

    public Dictionary<string, PSObject> AskFields(
        PSHostUserInterface ui,
        string caption,
        string message,
        Collection<FieldDescription> fields)
    {
        RequirePerson();
        Introduce(ui, caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (FieldDescription field in fields)
        {
            ui.Write($"{field.Name}: ");
            bool secret = field.ParameterTypeName == nameof(SecureString);
            answers[field.Name] = secret ? PSObject.AsPSObject(ReadSecret()) : PSObject.AsPSObject(ReadLine());
        }

        return answers;
    }

    public int AskChoice(PSHostUserInterface ui, string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RequirePerson();
        Introduce(ui, caption, message);
        string[] keys = [.. choices.Select(KeyOf)];
        string[] shown = [.. choices.Select((choice, i) => $"[{keys[i]}] {PlainLabel(choice)}")];
        string question = string.Join("  ", shown) + (defaultChoice < 0 ? ": " : $" (default is \"{keys[defaultChoice]}\"): ");
        while (true)
        {
            ui.Write(question);
            string answer = ReadLine().Trim();
            if (answer.Length == 0 && defaultChoice >= 0) return defaultChoice;
            for (int i = 0; i < keys.Length; i++)
            {
                if (answer.Equals(keys[i], StringComparison.OrdinalIgnoreCase)
                    || answer.Equals(PlainLabel(choices[i]), StringComparison.OrdinalIgnoreCase)) return i;
            }
        }
    }

    public PSCredential AskCredential(PSHostUserInterface ui, string caption, string message, string userName)
    {
        RequirePerson();
        Introduce(ui, caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            ui.Write("User: ");
            userName = ReadLine();
        }

        ui.Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadSecret());
    }

    // "&Yes" is answered by Y; a label without a mark, by itself.
    private static string KeyOf(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString().ToUpperInvariant() : choice.Label;
    }

    private static string PlainLabel(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static void Introduce(PSHostUserInterface ui, string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption)) ui.WriteLine(caption);
        if (!string.IsNullOrEmpty(message)) ui.WriteLine(message);
    }

    private void RequirePerson()
    {
        if (!device.InputIsTerminal)
        {
            throw new HostException("Nobody can answer here: standard input is not a terminal, so Read and Prompt are not available.");
        }
    }
}
