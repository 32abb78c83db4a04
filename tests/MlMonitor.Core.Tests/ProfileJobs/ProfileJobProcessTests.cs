using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MlMonitor.Core.Capture;
using MlMonitor.Core.ProfileJobs;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;
using MlMonitor.Core.Tests.Capture;

namespace MlMonitor.Core.Tests.ProfileJobs;

/// <summary>The program of a profile job, run as processes on folders such as SageMaker makes for each instance.</summary>
public sealed class ProfileJobProcessTests : CaptureTestBase
{
    private static readonly MlWindow Window = new(Utc("2026-11-22T08:00:00Z"), Utc("2026-11-22T12:00:00Z"));

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(24)]
    public async Task Processes_over_shards_write_profiles_that_merge_to_the_profile_of_the_whole(int instances)
    {
        // Planted: five hours of four files of 100 rows, of which the last hour is outside of the window.
        var random = new Random(11);
        var files = new List<(string Key, string[] Lines)>();
        for (var hour = 8; hour <= 12; hour++)
            for (var file = 0; file < 4; file++)
                files.Add(($"2026/11/22/{hour:00}/{file * 15:00}-00-000-a.jsonl", [.. Enumerable.Range(0, 100).Select(i => Record(
                    string.Create(CultureInfo.InvariantCulture, $"{random.Next(80)},{random.NextDouble():R},{(i % 9 == 0 ? "" : "plan-" + random.Next(4))}"),
                    random.NextDouble().ToString("R", CultureInfo.InvariantCulture), time: $"2026-11-22T{hour:00}:{file * 15:00}:{i % 60:00}Z"))]));
        for (var i = 0; i < files.Count; i++)
        {
            Put($"whole/churn/AllTraffic/{files[i].Key}", files[i].Lines);
            // As ShardedByS3Key does it: each object to one instance.
            Put($"algo-{(i % instances) + 1}/processing/input/capture/{files[i].Key}", files[i].Lines);
        }

        var runs = await Task.WhenAll(Enumerable.Range(1, instances).Select(number => RunAsync(number, instances)));
        var (whole, _) = await CaptureHours.ReadAtOnceAsync(CaptureSource.OfPath(Path.Combine(Folder, "whole")), Window, new HourlyOptions(), Sink, default);
        var shards = Enumerable.Range(1, instances).Select(ProfileOf).ToList();
        var merged = DatasetProfile.Merge(Enumerable.Reverse(shards));

        Assert.All(runs, run => Assert.True(run.Exit == 0, run.Output));
        Assert.Equal(1600, merged.RowCount);
        Assert.Equal(1600, shards.Sum(shard => shard.RowCount));
        Assert.Equal(instances <= 20, shards.All(shard => shard.RowCount > 0));
        Assert.Equal(("churn", "AllTraffic", Window), (merged.EndpointName, merged.VariantName, merged.Window));
        Assert.Equal(Bytes(whole with { Sources = [] }), Bytes(merged with { Sources = [] }));
        Assert.Contains($"algo-1: {shards[0].RowCount} records", await File.ReadAllTextAsync(Path.Combine(Folder, "algo-1/output/message")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_unpacked_fails_the_job_and_is_named_in_the_message()
    {
        Put("algo-1/processing/input/capture/2026/11/22/08/a.jsonl.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 7, 7, 7, 7]);
        var (exit, output) = await RunAsync(1, 1);

        Assert.Equal(1, exit);
        Assert.Contains("a.jsonl.gz", output, StringComparison.Ordinal);
        Assert.Contains("a.jsonl.gz", await File.ReadAllTextAsync(Path.Combine(Folder, "algo-1/output/message")), StringComparison.Ordinal);
        Assert.Empty(Profiles());
    }

    [Fact]
    public async Task Records_that_cannot_be_read_are_told_in_the_message()
    {
        Put("algo-1/processing/input/capture/2026/11/22/08/a.jsonl", Record("1,2", time: "2026-11-22T08:01:00Z"), "{broken");
        var (exit, _) = await RunAsync(1, 1);

        Assert.Equal(0, exit);
        Assert.Contains("Capture damaged: 1 of 2 records", await File.ReadAllTextAsync(Path.Combine(Folder, "algo-1/output/message")), StringComparison.Ordinal);
        Assert.Equal((1L, 1L), (ProfileOf(1).RowCount, ProfileOf(1).BadRecordCount));
    }

    [Theory]
    [InlineData("--no-such", "1")]
    [InlineData("--after", "2026-11-22T08:00:00Z")]
    [InlineData("--memory-limit", "much")]
    [InlineData("--memory-limit")]
    public async Task Arguments_that_are_not_understood_end_it_with_2(params string[] arguments)
    {
        var (exit, output) = await RunAsync(1, 1, arguments);

        Assert.Equal(2, exit);
        Assert.Contains(arguments[0], output, StringComparison.Ordinal);
        Assert.Empty(Profiles());
    }

    [Fact]
    public void Arguments_are_read_as_they_were_written()
    {
        var written = new ProfileJobArguments { EndpointName = "churn", VariantName = "blue", ModelName = "m-1", Window = Window, MemoryLimit = 1 << 28 };

        Assert.Equal(written, ProfileJobArguments.Parse(written.ToArguments()));
        Assert.Equal(new ProfileJobArguments(), ProfileJobArguments.Parse(new ProfileJobArguments().ToArguments()));
    }

    private async Task<(int Exit, string Output)> RunAsync(int number, int instances, string[]? arguments = null)
    {
        var root = Path.Combine(Folder, $"algo-{number}");
        Directory.CreateDirectory(Path.Combine(root, "config"));
        await File.WriteAllTextAsync(Path.Combine(root, "config", "resourceconfig.json"),
            JsonSerializer.Serialize(new { current_host = $"algo-{number}", hosts = Enumerable.Range(1, instances).Select(i => $"algo-{i}") }));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "MlMonitor.ProfileJob.dll"));
        foreach (var argument in arguments ?? [.. new ProfileJobArguments { EndpointName = "churn", VariantName = "AllTraffic", Window = Window }.ToArguments()])
            start.ArgumentList.Add(argument);
        start.Environment["MLMONITOR_JOB_ROOT"] = root;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    private string[] Profiles() => [.. Directory.EnumerateFiles(Folder, "*.mlprofile", SearchOption.AllDirectories)];

    private DatasetProfile ProfileOf(int number)
    {
        using var file = File.OpenRead(Path.Combine(Folder, $"algo-{number}/processing/output/profile-algo-{number}.mlprofile"));
        return ProfileFile.Load(file);
    }

    private static byte[] Bytes(DatasetProfile profile)
    {
        using var file = new MemoryStream();
        ProfileFile.Save(profile, file);
        return file.ToArray();
    }
}
