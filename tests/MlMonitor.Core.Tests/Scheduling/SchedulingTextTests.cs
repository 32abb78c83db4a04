using System.Xml.Linq;
using MlMonitor.Core.Scheduling;

namespace MlMonitor.Core.Tests.Scheduling;

/// <summary>What is written, held against what systemd.syntax(7), crontab(5) and the schema of the Task Scheduler ask for.</summary>
public sealed class SchedulingTextTests
{
    private static WatchTask Task(params string[] arguments) => new("watch", TimeSpan.FromMinutes(15), "/usr/bin/pwsh", arguments);

    [Theory]
    [InlineData("/plain", "\"/plain\"")]
    [InlineData("/a b", "\"/a b\"")]
    [InlineData("/100%", "\"/100%%\"")]
    [InlineData("/$HOME", "\"/$$HOME\"")]
    [InlineData("/it's \"so\"", "\"/it's \\\"so\\\"\"")]
    [InlineData("/back\\slash", "\"/back\\\\slash\"")]
    public void Words_of_a_unit_are_quoted(string word, string quoted) => Assert.Equal(quoted, SystemdUnits.Quote(word));

    [Fact]
    public void In_the_program_of_a_unit_no_variable_is_looked_for() => Assert.Equal("\"/opt/$x/pwsh\"", SystemdUnits.Quote("/opt/$x/pwsh", isProgram: true));

    [Fact]
    public void A_service_takes_findings_for_success_and_ends_a_run_that_hangs()
    {
        var lines = SystemdUnits.Service(Task("-File", "/w.ps1")).Split('\n');

        Assert.Equal(SystemdUnits.Mark, lines[0]);
        Assert.Contains("ExecStart=\"/usr/bin/pwsh\" \"-File\" \"/w.ps1\"", lines);
        Assert.Contains("SuccessExitStatus=1 2", lines);
        Assert.Contains("TimeoutStartSec=3600", lines);
        Assert.Contains("Type=oneshot", lines);
    }

    [Fact]
    public void A_timer_makes_up_for_what_was_missed_and_starts_a_little_late()
    {
        var lines = SystemdUnits.Timer(Task()).Split('\n');

        Assert.Contains("OnCalendar=*-*-* *:00/15:00", lines);
        Assert.Contains("Persistent=true", lines);
        Assert.Contains("RandomizedDelaySec=30", lines);
        Assert.Contains("WantedBy=timers.target", lines);
    }

    [Theory]
    [InlineData(5, 3600)]
    [InlineData(120, 7200)]
    [InlineData(1440, 10_800)]
    public void A_run_may_take_one_to_three_hours(int minutes, int seconds) => Assert.Contains($"TimeoutStartSec={seconds}",
        SystemdUnits.Service(Task() with { Every = TimeSpan.FromMinutes(minutes) }).Split('\n'));

    [Theory]
    [InlineData("/a b", "'/a b'")]
    [InlineData("/100%d", "'/100\\%d'")]
    [InlineData("/it's", "'/it'\"'\"'s'")]
    [InlineData("/$HOME`id`", "'/$HOME`id`'")]
    public void Words_of_a_crontab_are_quoted_for_cron_and_the_shell(string word, string quoted) =>
        Assert.Equal($"*/15 * * * * '/usr/bin/pwsh' {quoted} # MlMonitor: watch", CrontabText.Line(Task(word)));

    [Fact]
    public void What_crons_read_differently_or_cut_off_is_refused()
    {
        Assert.NotNull(CrontabText.WhyNot(Task("/a\\b")));
        Assert.NotNull(CrontabText.WhyNot(Task("/" + new string('x', 1000))));
        Assert.Null(CrontabText.WhyNot(Task("/it's 100%")));
    }

    [Theory]
    [InlineData("", "NEW\n")]
    [InlineData("a\n", "a\nNEW\n")]
    [InlineData("a", "a\nNEW\n")]
    [InlineData("a\r\n\n# c\n0 1 * * * x # MlMonitor: watch\nb", "a\r\n\n# c\nNEW\nb")]
    [InlineData("#0 1 * * * x # MlMonitor: watch\n", "NEW\n")]
    [InlineData("x # MlMonitor: watch\ny\nz # MlMonitor: watch\n", "NEW\ny\n")]
    [InlineData("x # MlMonitor: watch2\nx # MlMonitor: my-watch\n", "x # MlMonitor: watch2\nx # MlMonitor: my-watch\nNEW\n")]
    public void A_line_takes_the_place_of_its_own_and_of_no_other(string before, string after)
    {
        Assert.Equal(after, CrontabText.Put(before, "watch", "NEW"));
        Assert.Equal(CrontabText.Put(before, "watch", "NEW # MlMonitor: watch"),
            CrontabText.Put(CrontabText.Put(before, "watch", "NEW # MlMonitor: watch"), "watch", "NEW # MlMonitor: watch"));
    }

    [Theory]
    [InlineData("a\nx # MlMonitor: watch\nb", "a\nb")]
    [InlineData("x # MlMonitor: watch\n", "")]
    [InlineData("a\n", null)]
    public void A_line_is_taken_out_alone(string before, string? after) => Assert.Equal(after, CrontabText.Remove(before, "watch"));

    [Theory]
    [InlineData("-File", "-File")]
    [InlineData(@"C:\a b\c.ps1", "\"C:\\a b\\c.ps1\"")]
    [InlineData(@"C:\a b\", "\"C:\\a b\\\\\"")]
    [InlineData("say \"x\"", "\"say \\\"x\\\"\"")]
    [InlineData(@"a\""b", @"""a\\\""b""")]
    [InlineData("", "\"\"")]
    public void Words_of_Windows_are_quoted_as_its_programs_read_them(string word, string quoted) => Assert.Equal(quoted, ScheduledTaskXml.Quote(word));

    [Fact]
    public void A_definition_of_the_Task_Scheduler_says_all_of_it()
    {
        var task = new WatchTask("watch", TimeSpan.FromMinutes(90), @"C:\Program Files\PowerShell\7\pwsh.exe", ["-File", @"C:\R&D <x>\watch.ps1"]);
        var xml = XDocument.Parse(ScheduledTaskXml.Build(task, @"CORP\ops", new DateTimeOffset(2026, 11, 27, 9, 1, 0, TimeSpan.FromHours(1)))).Root!;

        Assert.Equal("PT1H30M", Value("Interval"));
        Assert.Equal("2026-11-27T09:01:00", Value("StartBoundary"));
        Assert.Equal(@"CORP\ops", Value("UserId"));
        Assert.Equal("IgnoreNew", Value("MultipleInstancesPolicy"));
        Assert.Equal("PT1H30M", Value("ExecutionTimeLimit"));
        Assert.Equal(@"C:\Program Files\PowerShell\7\pwsh.exe", Value("Command"));
        Assert.Equal("-File \"C:\\R&D <x>\\watch.ps1\"", Value("Arguments"));

        string Value(string name) => xml.Descendants().Single(e => e.Name.LocalName == name).Value;
    }

    [Theory]
    [InlineData(@"C:\$(Arg0)", false)]
    [InlineData(@"C:\%TEMP%\x", false)]
    [InlineData(@"C:\100%\x", true)]
    public void What_the_Task_Scheduler_takes_for_a_variable_is_refused(string word, bool possible) => Assert.Equal(possible, ScheduledTaskXml.WhyNot(Task(word)) is null);
}
