using System.Diagnostics;
using System.Globalization;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Tests.Support;
using Xunit.Abstractions;

namespace MlMonitor.Core.Tests.Alerting;

public sealed class AlertKillTests(ITestOutputHelper output)
{
    private const int Kills = 100;

    [Fact]
    public async Task A_process_that_is_killed_a_hundred_times_loses_nothing_and_repeats_only_what_it_was_killed_over()
    {
        var folder = Directory.CreateTempSubdirectory("ml-alerts-").FullName;
        try
        {
            var dice = new Random(20261127);
            var sink = new RecordingSink();
            var promised = new HashSet<string>();
            for (var i = 0; i < Kills; i++)
            {
                using var child = Start(folder, -1);
                Assert.Equal("ready", await child.StandardOutput.ReadLineAsync());
                await Task.Delay(dice.Next(0, 40));
                child.Kill();
                await child.WaitForExitAsync();
                var left = await new FileAlertStore(Path.Combine(folder, "state.json"), TimeProvider.System).ReadAsync(sink, CancellationToken.None);
                promised.UnionWith(left!.Planned.Select(p => p.Key));
            }

            var last = int.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "step")), CultureInfo.InvariantCulture) + 1;
            using (var child = Start(folder, last))
                await child.WaitForExitAsync();

            var taken = (await File.ReadAllLinesAsync(Path.Combine(folder, "taken"))).Select(line => line.Split(' ')).ToList();
            var repeats = taken.Count - taken.DistinctBy(t => t[0]).Count();
            output.WriteLine($"{Kills} kills over {last} runs: {taken.Count} messages, {promised.Count} left to send by a kill, {repeats} of them sent twice.");
            Assert.Empty(sink.Problems);
            Assert.NotEmpty(promised);
            Assert.Superset(promised, taken.Select(t => t[0]).ToHashSet());
            Assert.InRange(repeats, 0, Kills);
            for (var alert = 0; alert < AlertChild.Alerts; alert++)
            {
                var told = taken.Where(t => t[1] == AlertChild.Resource(alert)).DistinctBy(t => t[0]).Select(t => t[2]).ToList();
                // On a machine that is slow, one may never have been seen by a run that came so far.
                if (told.Count == 0 && !AlertChild.IsThere(alert, last))
                    continue;
                Assert.Equal(AlertChild.IsThere(alert, last) ? "firing" : "resolved", told[^1]);
                Assert.DoesNotContain(("resolved", "resolved"), told.Zip(told.Skip(1)));
                Assert.Equal("firing", told[0]);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process Start(string folder, int last) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { "exec", typeof(AlertChild).Assembly.Location, AlertChild.Name, folder, last.ToString(CultureInfo.InvariantCulture) },
        RedirectStandardOutput = true,
    })!;
}
