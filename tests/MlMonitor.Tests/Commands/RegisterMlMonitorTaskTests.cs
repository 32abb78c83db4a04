using System.Diagnostics;
using System.Text;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Shell;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Registering and removing, with programs of the tests' own on the path that keep what they are told.</summary>
[Collection(ModuleCollection.Name)]
public sealed class RegisterMlMonitorTaskTests : IDisposable
{
    private const string Odd = "it's 100% $HOME";
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor").FullName;
    private readonly ModuleHost _host;

    public RegisterMlMonitorTaskTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, Odd));
        Directory.CreateDirectory(Path.Combine(_folder, "tmp"));
        Directory.CreateDirectory(Path.Combine(_folder, "bin"));
        File.WriteAllText(Config, "@{ Watch = @( @{ Name = 'endpoints'; Test = 'EndpointHealth' } ); Route = @( @{ TopicArn = 'arn:aws:sns:eu-west-1:123456789012:ml-alerts' } ) }");
        _host = new ModuleHost(environment: new Dictionary<string, string?>
        {
            ["PATH"] = Path.Combine(_folder, "bin"),
            ["XDG_CONFIG_HOME"] = _folder,
            ["TMPDIR"] = Path.Combine(_folder, "tmp"),
        });
        _host.SetVariable("config", Config);
        Program("pwsh", "for a; do printf '%s\\n' \"$a\"; done");
    }

    private string Config => Path.Combine(_folder, Odd, "mlmonitor.psd1");

    private string Units => Path.Combine(_folder, "systemd", "user");

    private string Tab => Path.Combine(_folder, "tab");

    private IEnumerable<string> Calls => File.Exists(Path.Combine(_folder, "calls")) ? File.ReadLines(Path.Combine(_folder, "calls")) : [];

    [UnixFact]
    public void A_line_of_cron_is_added_and_replaced_and_every_other_byte_stays()
    {
        Crontab();
        // Latin-1, a line end of Windows, and no end of the last line.
        byte[] before = [.. "# caf"u8, 0xE9, .. "\r\n\n*/5 * * * * other"u8];
        File.WriteAllBytes(Tab, before);

        var first = Run("Register-MlMonitorTask $config -Every 15m -Kind Cron");
        Run("Register-MlMonitorTask $config -Every 1h -Kind Cron");
        var other = Run("Register-MlMonitorTask $config -Every '1d' -Kind Cron -Name nightly");

        Assert.Empty(first.Errors);
        Assert.Equal(true, other.Single.Properties["Registered"].Value);
        var after = File.ReadAllBytes(Tab);
        Assert.Equal(before.Append((byte)'\n'), after.Take(before.Length + 1));
        var own = Encoding.UTF8.GetString(after.AsSpan(before.Length + 1)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, own.Length);
        Assert.StartsWith("0 * * * * ", own[0], StringComparison.Ordinal);
        Assert.EndsWith(" # MlMonitor: watch", own[0], StringComparison.Ordinal);
        Assert.StartsWith("0 0 * * * ", own[1], StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "tmp")));
    }

    [UnixFact]
    public void What_the_line_of_cron_starts_gets_its_arguments_whole()
    {
        var line = (string)Run("(Register-MlMonitorTask $config -Every 15m -Kind Cron -StatePath 's3://b/a b%.json' -WhatIf).File.Text").Single.BaseObject;
        // As cron does it: five fields off, escaped percent signs freed, and the rest to the shell.
        var command = line.TrimEnd('\n').Split(' ', 6)[5].Replace("\\%", "%", StringComparison.Ordinal);
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true })!;

        Assert.Equal(["-NoProfile", "-NonInteractive", "-File", Path.Combine(Path.GetDirectoryName(Repository.ModuleManifest)!, "watch.ps1"), "-Config", Config, "-StatePath", "s3://b/a b%.json"],
            shell.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [UnixFact]
    public void A_user_without_a_crontab_gets_one()
    {
        Crontab();

        Assert.Empty(Run("Register-MlMonitorTask $config -Kind Cron").Errors);
        Assert.Single(File.ReadAllLines(Tab));
    }

    [UnixFact]
    public void A_crontab_that_cannot_be_read_is_not_written()
    {
        Program("crontab", "[ \"$1\" = -l ] && { echo 'permission denied' >&2; exit 1; }; cat > \"$root/tab\"");

        AssertError(Run("Register-MlMonitorTask $config -Kind Cron"), "SchedulerFailed");
        Assert.False(File.Exists(Tab));
    }

    [UnixFact]
    public void A_crontab_that_is_not_taken_is_as_it_was()
    {
        Crontab("echo 'disk full' >&2; exit 1");
        File.WriteAllText(Tab, "other\n");

        Assert.Contains("disk full", AssertError(Run("Register-MlMonitorTask $config -Kind Cron"), "SchedulerFailed"), StringComparison.Ordinal);
        Assert.Equal("other\n", File.ReadAllText(Tab));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "tmp")));
    }

    [UnixTheory]
    [InlineData(": > \"$root/tab\"; exit 1")]
    [InlineData("head -c 3 > \"$root/tab\"")]
    public void A_crontab_that_is_half_written_can_be_had_again(string broken)
    {
        Crontab(broken);
        File.WriteAllText(Tab, "other\n");

        var message = AssertError(Run("Register-MlMonitorTask $config -Kind Cron"), "SchedulerFailed");

        var copy = Assert.Single(Directory.GetFiles(Path.Combine(_folder, "tmp")));
        Assert.Contains(copy, message, StringComparison.Ordinal);
        Assert.Equal("other\n", File.ReadAllText(copy));
#pragma warning disable CA1416 // This test is for Unix.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy));
#pragma warning restore CA1416
    }

    [UnixFact]
    public void A_timer_is_written_and_started_and_written_again()
    {
        Program("systemctl", "echo \"$*\" >> \"$root/calls\"");

        var result = Run("Register-MlMonitorTask $config -Every 15m -Kind Systemd | Register-MlMonitorTask -Every 90m");

        Assert.Empty(result.Errors);
        Assert.Equal(["mlmonitor-watch.service", "mlmonitor-watch.timer"], Directory.GetFiles(Units).Select(Path.GetFileName).Order());
        Assert.Contains("OnCalendar=*-*-* 01,04,07,10,13,16,19,22:30:00", File.ReadAllLines(Path.Combine(Units, "mlmonitor-watch.timer")));
        string[] once = ["--user daemon-reload", "--user enable mlmonitor-watch.timer", "--user restart mlmonitor-watch.timer"];
        Assert.Equal([.. once, .. once], Calls);
        Assert.Equal(Config, result.Single.Properties["Config"].Value);
    }

    [SystemdFact]
    public void Units_are_what_systemd_takes()
    {
        foreach (var (name, every) in (ValueTuple<string, string>[])[("a", "15m"), ("b", "90m"), ("c", "1d"), ("d", "7d"), ("e", "1m")])
        {
            var files = Run($"(Register-MlMonitorTask $config -Every '{every}' -Kind Systemd -Name {name} -WhatIf).File").Output;
            Directory.CreateDirectory(Units);
            foreach (var file in files)
                File.WriteAllText((string)file.Properties["Path"].Value, (string)file.Properties["Text"].Value);
        }

        var start = new ProcessStartInfo(SystemdFactAttribute.Program!, ["verify", "--user", .. Directory.GetFiles(Units)]) { RedirectStandardError = true };
        start.Environment["XDG_RUNTIME_DIR"] = _folder;
        using var verify = Process.Start(start)!;
        var said = verify.StandardError.ReadToEnd();
        verify.WaitForExit();

        Assert.Equal("", said);
        Assert.Equal(0, verify.ExitCode);
    }

    [UnixFact]
    public void A_unit_of_somebody_else_is_left_alone()
    {
        Program("systemctl", "echo \"$*\" >> \"$root/calls\"");
        Directory.CreateDirectory(Units);
        File.WriteAllText(Path.Combine(Units, "mlmonitor-watch.service"), "[Unit]\n");

        AssertError(Run("Register-MlMonitorTask $config -Kind Systemd"), "FileNotWritten");
        AssertError(Run("Unregister-MlMonitorTask -Kind Systemd"), "TaskNotFound");
        Assert.Equal("[Unit]\n", File.ReadAllText(Path.Combine(Units, "mlmonitor-watch.service")));
        Assert.Empty(Calls);
    }

    [UnixFact]
    public void A_systemctl_that_fails_says_why()
    {
        Program("systemctl", "echo 'Failed to connect to bus' >&2; exit 1");

        Assert.Contains("Failed to connect to bus", AssertError(Run("Register-MlMonitorTask $config -Kind Systemd"), "SchedulerFailed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Systemd")]
    [InlineData("Cron")]
    [InlineData("ScheduledTask")]
    public void Without_the_program_nothing_is_written_and_WhatIf_still_shows_all(string kind)
    {
        AssertError(Run($"Register-MlMonitorTask $config -Kind {kind}"), "SchedulerMissing");
        var shown = Run($"Register-MlMonitorTask $config -Kind {kind} -WhatIf");

        Assert.Empty(shown.Errors);
        Assert.Equal(false, shown.Single.Properties["Registered"].Value);
        var files = (IEnumerable<object>)shown.Single.Properties["File"].Value;
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Contains($"{file.GetType().GetProperty("Text")!.GetValue(file)}".ReplaceLineEndings("\n").TrimEnd('\n'), shown.HostText.ReplaceLineEndings("\n"), StringComparison.Ordinal));
        Assert.All((IEnumerable<object>)shown.Single.Properties["Command"].Value, command => Assert.Contains($"Run: {command}", shown.HostText, StringComparison.Ordinal));
        Assert.False(Directory.Exists(Units));
    }

    [UnixFact]
    public void A_task_of_Windows_is_registered_from_its_definition_in_Unicode()
    {
        Program("schtasks", "echo \"$*\" >> \"$root/calls\"; [ \"$1\" = /Create ] && cp \"$5\" \"$root/definition\"; true");

        Assert.Empty(Run("Register-MlMonitorTask $config -Every 2h -Kind ScheduledTask").Errors);
        Assert.Empty(Run("Unregister-MlMonitorTask -Kind ScheduledTask").Errors);

        Assert.Equal("PT2H", System.Xml.Linq.XDocument.Load(Path.Combine(_folder, "definition")).Descendants().Single(e => e.Name.LocalName == "Interval").Value);
        Assert.StartsWith(@"/Create /TN \MlMonitor\watch /XML ", Calls.First(), StringComparison.Ordinal);
        Assert.Equal(@"/Delete /TN \MlMonitor\watch /F", Calls.Last());
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "tmp")));
    }

    [UnixFact]
    public void What_was_registered_can_be_removed_once()
    {
        Program("systemctl", "echo \"$*\" >> \"$root/calls\"");
        Crontab();
        File.WriteAllText(Tab, "other\n");
        Run("Register-MlMonitorTask $config -Kind Systemd; Register-MlMonitorTask $config -Kind Cron");

        var removed = Run("Unregister-MlMonitorTask -Kind Cron -WhatIf; 'Systemd', 'Cron' | ForEach-Object { Unregister-MlMonitorTask -Kind $_ }");

        Assert.Empty(removed.Errors);
        Assert.Equal("other\n", File.ReadAllText(Tab));
        Assert.Empty(Directory.GetFiles(Units));
        Assert.Equal(["--user disable --now mlmonitor-watch.timer", "--user daemon-reload"], Calls.TakeLast(2));
        AssertError(Run("Unregister-MlMonitorTask -Kind Systemd"), "TaskNotFound", "UnregisterMlMonitorTask");
        AssertError(Run("Unregister-MlMonitorTask -Kind Cron"), "TaskNotFound", "UnregisterMlMonitorTask");
    }

    [Theory]
    [InlineData("Register-MlMonitorTask $config -Kind Cron -Every 7m -WhatIf", "ScheduleInvalid")]
    [InlineData("Register-MlMonitorTask $config -Kind Cron -StatePath \"s3://b/a`nb\" -WhatIf", "ScheduleInvalid")]
    [InlineData("Register-MlMonitorTask ./no-such.psd1 -WhatIf", "PathNotFound")]
    [InlineData("Register-MlMonitorTask $config -ScriptPath ./no-such.ps1 -WhatIf", "PathNotFound")]
    public void What_cannot_be_scheduled_is_one_error(string script, string id) => AssertError(Run(script), id);

    [Fact]
    public void A_configuration_that_cannot_be_used_is_not_scheduled()
    {
        File.WriteAllText(Config, "@{ Watch = 1 }");

        AssertError(Run("Register-MlMonitorTask $config -WhatIf"), "ConfigInvalid");
    }

    [Fact]
    public void A_name_that_would_leave_its_place_is_refused() =>
        Assert.StartsWith("ParameterArgumentValidationError,", Run("Register-MlMonitorTask $config -Name ../ssh -WhatIf").Errors.Single().FullyQualifiedErrorId, StringComparison.Ordinal);

    [UnixFact]
    public void The_table_shows_what_was_written() => Assert.Contains("mlmonitor-watch.service",
        Run("Register-MlMonitorTask $config -Kind Systemd -WhatIf | Format-Table | Out-String -Width 400").Rendered, StringComparison.Ordinal);

    public void Dispose()
    {
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private HostResult Run(string script) => _host.Run(script);

    private static string AssertError(HostResult result, string id, string command = "")
    {
        var error = Assert.Single(result.Errors);
        Assert.StartsWith($"{id},MlMonitor.Commands.{command}", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace(error.ErrorDetails.RecommendedAction));
        Assert.NotNull(error.TargetObject);
        Assert.Empty(result.Output);
        return error.ErrorDetails.Message;
    }

    private void Crontab(string? write = null) => Program("crontab", $$"""
        if [ "$1" = -l ]; then
          [ -f "$root/tab" ] || { echo 'no crontab for ops' >&2; exit 1; }
          cat "$root/tab"
        else
          {{write ?? "cat > \"$root/tab\""}}
        fi
        """);

    private void Program(string name, string script)
    {
        var path = Path.Combine(_folder, "bin", name);
        File.WriteAllText(path, $"#!/bin/sh\nPATH=/usr/bin:/bin\nroot='{_folder}'\n{script}\n".ReplaceLineEndings("\n"));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
