using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MlMonitor.Core.Scheduling;

/// <summary>The definition of a task of the Windows Task Scheduler, version 1.2 of its schema.</summary>
public static class ScheduledTaskXml
{
    private static readonly XNamespace Schema = "http://schemas.microsoft.com/windows/2004/02/mit/task";

    /// <summary>Why a command cannot stand in a task; null where it can.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The reason.</returns>
    public static string? WhyNot(WatchTask task) =>
        task.Words.Any(word => word.Contains("$(", StringComparison.Ordinal) || word.Count(letter => letter == '%') > 1)
            ? "A path has a $( or two percent signs, which the Task Scheduler takes for a variable." : null;

    /// <summary>Makes the definition.</summary>
    /// <param name="task">What is started, and how often.</param>
    /// <param name="user">Who it runs as.</param>
    /// <param name="start">When it is first due, local time.</param>
    /// <returns>The XML.</returns>
    public static string Build(WatchTask task, string user, DateTimeOffset start)
    {
        var definition = new XElement(Schema + "Task", new XAttribute("version", "1.2"),
            Element("RegistrationInfo", Element("Description", $"MlMonitor watch {task.Name}")),
            Element("Triggers", Element("TimeTrigger",
                Element("Repetition", Element("Interval", XmlConvert.ToString(task.Every))),
                Element("StartBoundary", start.DateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
                Element("Enabled", "true"))),
            // S4U: whether or not the user is logged on, and without a stored password.
            Element("Principals", new XElement(Schema + "Principal", new XAttribute("id", "Author"),
                Element("UserId", user), Element("LogonType", "S4U"), Element("RunLevel", "LeastPrivilege"))),
            Element("Settings",
                Element("MultipleInstancesPolicy", "IgnoreNew"),
                Element("DisallowStartIfOnBatteries", "false"),
                Element("StopIfGoingOnBatteries", "false"),
                Element("StartWhenAvailable", "true"),
                Element("ExecutionTimeLimit", XmlConvert.ToString(task.Patience))),
            new XElement(Schema + "Actions", new XAttribute("Context", "Author"), Element("Exec",
                Element("Command", task.Program),
                Element("Arguments", string.Join(' ', task.Arguments.Select(Quote))))));
        return $"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n{definition.ToString().ReplaceLineEndings("\r\n")}\r\n";
    }

    /// <summary>An argument as Windows programs read their command line: a backslash counts only before a quote.</summary>
    /// <param name="word">The argument, as it is to arrive.</param>
    /// <returns>The argument in quotes, where it needs them.</returns>
    public static string Quote(string word)
    {
        if (word.Length > 0 && !word.Any(letter => letter is ' ' or '\t' or '"'))
            return word;
        var (text, slashes) = (new StringBuilder("\""), 0);
        foreach (var letter in word)
        {
            if (letter == '"')
                text.Append('\\', slashes + 1);
            slashes = letter == '\\' ? slashes + 1 : 0;
            text.Append(letter);
        }

        return text.Append('\\', slashes).Append('"').ToString();
    }

    private static XElement Element(string name, params object[] content) => new(Schema + name, content);
}
