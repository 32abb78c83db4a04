namespace MlMonitor.Core.Scheduling;

/// <summary>
/// The lines of a crontab, as crontab(5) has them. Each line of this module ends with a comment that names its task: the shell which runs
/// the line skips it, and with the mark in the line itself nobody can part the two.
/// </summary>
public static class CrontabText
{
    /// <summary>The longest command that cron takes; Vixie's cron, which Debian has, reads so many characters into its buffer (MAX_COMMAND).</summary>
    private const int LongestCommand = 999;

    /// <summary>The line of a task, without its end.</summary>
    /// <param name="task">What is started, and how often.</param>
    /// <returns>The line.</returns>
    public static string Line(WatchTask task) => $"{TaskInterval.CronFields(task.Every)} {Command(task)}";

    /// <summary>Why a command cannot stand in a crontab; null where it can.</summary>
    /// <param name="task">The task.</param>
    /// <returns>The reason.</returns>
    public static string? WhyNot(WatchTask task) =>
        task.Words.Any(word => word.Contains('\\', StringComparison.Ordinal)) ? "A path has a backslash, which the crons there are read differently."
        : System.Text.Encoding.UTF8.GetByteCount(Command(task)) > LongestCommand ? $"The command is longer than the {LongestCommand} characters that cron takes."
        : null;

    /// <summary>Puts the line of a task into a crontab, in the place of the one it had.</summary>
    /// <param name="crontab">The crontab as it is.</param>
    /// <param name="name">The task.</param>
    /// <param name="line">Its line.</param>
    /// <returns>The crontab as it shall be. All other lines are as they were.</returns>
    public static string Put(string crontab, string name, string line)
    {
        var (lines, at) = (Lines(crontab), 0);
        var kept = lines.Where(each => !IsOf(each, name)).ToList();
        at = lines.FindIndex(each => IsOf(each, name));
        // The line before may lack its end, and cron takes no last line without one.
        if (at < 0 && kept.Count > 0 && !kept[^1].EndsWith('\n'))
            kept[^1] += "\n";
        kept.Insert(at < 0 ? kept.Count : at, line + "\n");
        return string.Concat(kept);
    }

    /// <summary>Takes the lines of a task out of a crontab.</summary>
    /// <param name="crontab">The crontab as it is.</param>
    /// <param name="name">The task.</param>
    /// <returns>The crontab as it shall be; null where it has no such line.</returns>
    public static string? Remove(string crontab, string name)
    {
        var lines = Lines(crontab);
        return lines.Exists(each => IsOf(each, name)) ? string.Concat(lines.Where(each => !IsOf(each, name))) : null;
    }

    private static string Command(WatchTask task) => $"{string.Join(' ', task.Words.Select(Quote))} {Mark(task.Name)}";

    private static string Mark(string name) => $"# MlMonitor: {name}";

    private static bool IsOf(string line, string name) => line.TrimEnd('\r', '\n', ' ', '\t').EndsWith(" " + Mark(name), StringComparison.Ordinal);

    // For the shell in single quotes, in which nothing is read; for cron, which looks before the shell does and makes a line end of each
    // percent sign, with a backslash before those.
    private static string Quote(string word) => $"'{word.Replace("'", "'\"'\"'", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)}'";

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (int from = 0, end; from < text.Length; from = end)
        {
            end = text.IndexOf('\n', from) is >= 0 and var found ? found + 1 : text.Length;
            lines.Add(text[from..end]);
        }

        return lines;
    }
}
