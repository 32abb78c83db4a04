using System.Diagnostics;
using System.Globalization;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using Xunit.Abstractions;

namespace MlMonitor.Core.Tests.Alerting;

/// <summary>Two processes at once on one state, again and again, told to begin at the same moment.</summary>
public sealed class AlertPairTests(ITestOutputHelper output)
{
    // What has to wait looks again every two seconds in S3, and ten times a second on a disk.
    [Theory]
    [InlineData(false, 4, 20)]
    [InlineData(true, 2, 6)]
    public async Task Two_processes_at_once_on_one_state_send_each_message_once(bool s3, int pairs, int stepsEach)
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        var folder = Directory.CreateTempSubdirectory("ml-pair-").FullName;
        try
        {
            var state = s3 ? $"{sandbox.Address} ml-baselines-123456789012/watch/pair.json" : Path.Combine(folder, "state.json");
            for (var pair = 0; pair < pairs; pair++)
            {
                using var one = Start(state, Path.Combine(folder, $"taken-{pair}-1"));
                using var other = Start(state, Path.Combine(folder, $"taken-{pair}-2"));
                foreach (var step in Enumerable.Range(pair * stepsEach, stepsEach))
                {
                    foreach (var child in (Process[])[one, other])
                        await child.StandardInput.WriteLineAsync(step.ToString(CultureInfo.InvariantCulture));
                    Assert.Equal($"done {step}", await one.StandardOutput.ReadLineAsync());
                    Assert.Equal($"done {step}", await other.StandardOutput.ReadLineAsync());
                }

                one.StandardInput.Close();
                other.StandardInput.Close();
                await Task.WhenAll(one.WaitForExitAsync(), other.WaitForExitAsync());
            }

            var byProcess = Directory.GetFiles(folder, "taken-*").ToDictionary(file => file, File.ReadAllLines);
            var told = byProcess.Values.SelectMany(lines => lines).Select(line => line.Split(' ')[0]).ToList();
            output.WriteLine($"{pairs * 2} processes, {pairs * stepsEach} runs of each pair: {told.Count} messages, {string.Join(" + ", byProcess.Values.Select(lines => lines.Length))}.");
            Assert.Equal(await AloneAsync(pairs * stepsEach), told.Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What one process alone sends.</summary>
    private static async Task<IEnumerable<string>> AloneAsync(int steps)
    {
        var (sender, stages) = (new RecordingSender(), new MemoryAlertStore());
        for (var step = 0; step < steps; step++)
            await AlertChild.StepAsync(new Core.Alerting.AlertStages(AlertChild.Policy, stages, sender), step, new RecordingSink());
        return sender.Taken.Select(t => t.Message.Content.MessageKey!).Order();
    }

    private static Process Start(string state, string taken) => Process.Start(new ProcessStartInfo("dotnet")
    {
        ArgumentList = { "exec", typeof(AlertChild).Assembly.Location, AlertChild.Name, AlertChild.Pair, state, taken },
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
