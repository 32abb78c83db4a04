using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Drift;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;
using MlMonitor.Core.Tests.Capture;

namespace MlMonitor.Core.Tests.ProfileStores;

/// <summary>Profiles of hours that are kept on a disk: what they give, when they are used again and when they are not.</summary>
public sealed class CaptureHoursTests : CaptureTestBase
{
    private static readonly MlWindow Window = new(Utc("2026-11-22T08:00:00Z"), Utc("2026-11-22T12:00:00Z"));
    private FakeTimeProvider _clock = new(Utc("2026-11-24T00:00:00Z"));

    public CaptureHoursTests() => Directory.CreateDirectory(Captures);

    private string Captures => Path.Combine(Folder, "capture");

    private string Stored => Path.Combine(Folder, "store");

    [Fact]
    public async Task The_hours_merged_are_to_the_byte_the_profile_of_the_whole()
    {
        Fill();
        var whole = await WholeAsync();
        var (first, read) = await ProfileAsync();
        var (second, again) = await ProfileAsync();

        Assert.Equal(Bytes(whole), Bytes(first));
        Assert.Equal(Bytes(whole), Bytes(second));
        // Planted: 4 hours of 200 requests, and one of each folder but the last that was answered in the next hour.
        Assert.Equal((4 * 200L, 4 * 200L), (read.Records, again.Records));
        Assert.Equal(Window, second.Window);
        Assert.Equal(("churn", "AllTraffic"), (second.EndpointName, second.VariantName));
        Assert.Empty(Sink.Problems);
        Assert.Empty(Sink.Warnings);
    }

    [Fact]
    public async Task What_is_kept_is_not_read_again_even_where_the_capture_cannot_be_read_any_more()
    {
        Fill();
        var (first, _) = await ProfileAsync();
        foreach (var file in Directory.EnumerateFiles(Captures, "*.jsonl", SearchOption.AllDirectories))
            Spoil(file);
        var (second, read) = await ProfileAsync();

        Assert.Equal(Bytes(first), Bytes(second));
        Assert.Equal(0, read.BadRecords);
        Assert.Contains(Sink.Details, detail => detail.Contains(": 0 read, 5 from ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_hour_that_is_not_over_is_read_every_time_and_not_kept()
    {
        Fill();
        _clock = new FakeTimeProvider(Utc("2026-11-22T12:14:00Z"));
        await ProfileAsync();

        Assert.Equal(["07", "08", "09", "10"], Hours());
        var (more, _) = await ProfileAsync();
        Assert.Contains(Sink.Details, detail => detail.Contains(": 1 read, 4 from ", StringComparison.Ordinal));
        Assert.Equal(800, more.RowCount);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await ProfileAsync();
        Assert.Equal(["07", "08", "09", "10", "11"], Hours());
    }

    [Fact]
    public async Task The_window_is_widened_to_whole_hours_and_does_not_end_after_the_present()
    {
        Fill();
        _clock = new FakeTimeProvider(Utc("2026-11-22T11:30:00Z"));
        var (profile, _) = await ProfileAsync(new MlWindow(Utc("2026-11-22T10:10:00+01:00"), Utc("2026-11-22T11:30:00Z")));

        Assert.Equal(new MlWindow(Utc("2026-11-22T09:00:00Z"), Utc("2026-11-22T11:30:00Z")), profile.Window);
        Assert.Equal(600, profile.RowCount);
    }

    [Fact]
    public async Task A_file_that_comes_late_has_its_hour_profiled_anew_and_no_other()
    {
        Fill();
        await ProfileAsync();
        Put("capture/churn/AllTraffic/2026/11/22/09/59-late.jsonl", Record("7,7,late", time: "2026-11-22T09:30:00Z"));
        var (profile, read) = await ProfileAsync();

        Assert.Equal((801, 801L), (read.Records, profile.RowCount));
        Assert.Equal(Bytes(await WholeAsync()), Bytes(profile));
        Assert.Contains(Sink.Details, detail => detail.Contains(": 1 read, 4 from ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_grew_has_its_hour_profiled_anew()
    {
        Fill();
        await ProfileAsync();
        File.AppendAllText(Path.Combine(Captures, "churn/AllTraffic/2026/11/22/10/00-a.jsonl"), Record("7,7,late", time: "2026-11-22T10:30:00Z") + "\n");

        Assert.Equal(801, (await ProfileAsync()).Profile.RowCount);
    }

    [Fact]
    public async Task Files_that_were_deleted_stay_in_the_profile()
    {
        Fill();
        var (before, _) = await ProfileAsync();
        Directory.Delete(Path.Combine(Captures, "churn/AllTraffic/2026/11/22/09"), recursive: true);
        File.Delete(Path.Combine(Captures, "churn/AllTraffic/2026/11/22/10/00-a.jsonl"));
        var (after, _) = await ProfileAsync();

        Assert.Equal(Bytes(before), Bytes(after));
        Assert.Contains(Sink.Details, detail => detail.StartsWith("1 of 2 files of churn/AllTraffic, 2026-11-22 10:00 are gone", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.02)]
    [InlineData(0.9)]
    [InlineData(-1)]
    public async Task A_stored_profile_that_is_damaged_is_told_and_made_anew(double place)
    {
        Fill();
        var (before, _) = await ProfileAsync();
        var file = Directory.EnumerateFiles(Stored, "10-*.mlhour", SearchOption.AllDirectories).Single();
        var content = File.ReadAllBytes(file);
        if (place < 0)
            File.WriteAllBytes(file, []);
        else
            File.WriteAllBytes(file, [.. content.Select((b, i) => i == (int)(content.Length * place) ? (byte)~b : b)]);
        var (after, _) = await ProfileAsync();

        Assert.Equal(Bytes(before), Bytes(after));
        Assert.Contains("2026/11/22/10-", Assert.Single(Sink.Warnings), StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllBytes(file));
        await ProfileAsync();
        Assert.Single(Sink.Warnings);
    }

    [Fact]
    public async Task A_damaged_profile_of_an_hour_whose_capture_is_gone_is_an_error_and_the_rest_is_given()
    {
        Fill();
        await ProfileAsync();
        Directory.Delete(Path.Combine(Captures, "churn/AllTraffic/2026/11/22/10"), recursive: true);
        Spoil(Directory.EnumerateFiles(Stored, "10-*.mlhour", SearchOption.AllDirectories).Single());
        var (profile, _) = await ProfileAsync();

        Assert.Equal(ProblemId.FileNotReadable, Assert.Single(Sink.Problems).Id);
        // Of hour 10 the one that a file of hour 9 holds is left, and of hour 11 the one that a file of hour 10 held is missing.
        Assert.Equal(800 - 199 - 1, profile.RowCount);
    }

    [Fact]
    public async Task Other_options_or_names_make_other_profiles_and_do_not_use_these()
    {
        Fill();
        await ProfileAsync();
        var named = new HourlyOptions { Map = ColumnMap.OfHeader(["score", "age", "calls", "plan"]) };
        var (profile, _) = await CaptureHours.ReadAsync(CaptureSource.OfPath(Captures), Window, ProfileStore.OfPath(Stored), named, Sink, _clock, default);
        var header = new HourlyOptions { Map = new ColumnMap { Header = ["p", "age", "calls", "plan"] } };
        var (headed, _) = await CaptureHours.ReadAsync(CaptureSource.OfPath(Captures), Window, ProfileStore.OfPath(Stored), header, Sink, _clock, default);
        var small = new HourlyOptions { Profile = ProfileOptions.Default with { MemoryLimit = 1 << 20 } };
        await CaptureHours.ReadAsync(CaptureSource.OfPath(Captures), Window, ProfileStore.OfPath(Stored), small, Sink, _clock, default);

        Assert.Equal(["score", "age", "calls", "plan"], profile.Columns.Select(column => column.Name));
        Assert.Equal(["p", "age", "calls", "plan"], headed.Columns.Select(column => column.Name));
        Assert.Equal(20, Directory.EnumerateFiles(Stored, "*.mlhour", SearchOption.AllDirectories).Count());
        Assert.DoesNotContain(Sink.Details, detail => detail.Contains(": 0 read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stored_profiles_serve_any_baseline_and_are_named_as_it_is()
    {
        Fill();
        await ProfileAsync();
        var baseline = new ProfileBuilder(ProfileOptions.Default);
        foreach (var name in (string[])["score", "age", "calls", "plan"])
            baseline.Cell(baseline.Column(name), "1"u8, CellKind.Text);
        baseline.EndRow();
        var built = baseline.Build();
        string[] names = [.. built.Columns.Select(column => column.Name)];
        var direct = ProfileColumns.Named(await WholeAsync(), names);
        var stored = ProfileColumns.Named((await ProfileAsync()).Profile, names);

        Assert.Equal(["score", "age", "calls", "plan"], stored.Columns.Select(column => column.Name));
        Assert.Equal(ColumnRole.Output, stored.Columns[0].Role);
        Assert.Equal(Bytes(direct), Bytes(stored));
        Assert.Contains(Sink.Details, detail => detail.Contains(": 0 read, 5 from ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bad_records_stay_with_the_hour_and_the_first_are_named()
    {
        Fill();
        var bad = Put("capture/churn/AllTraffic/2026/11/22/10/30-bad.jsonl", Record("1,1,a", time: "2026-11-22T10:40:00Z"), "{not json", Record("1", time: "2026-11-22T10:41:00Z"));
        await ProfileAsync();
        var (profile, read) = await ProfileAsync();

        Assert.Equal((2L, 2L, 801L), (read.BadRecords, profile.BadRecordCount, read.Records));
        Assert.Equal([(bad, 2), (bad, 3)], read.FirstBad.Select(b => (b.File, b.Line)));
    }

    [Fact]
    public async Task A_bad_record_at_the_beginning_of_an_hour_leaves_the_columns_as_they_are()
    {
        Fill();
        Put("capture/churn/AllTraffic/2026/11/22/10/00-A.jsonl", Record("1", time: "2026-11-22T10:00:00Z"));
        await ProfileAsync();
        var (profile, read) = await ProfileAsync();

        Assert.Equal((800L, 1L, 4), (read.Records, read.BadRecords, profile.Columns.Count));
    }

    [Fact]
    public async Task Requests_that_explain_others_are_counted_from_the_store_too()
    {
        Fill();
        Put("capture/churn/AllTraffic/2026/11/22/10/40-own.jsonl", Record("7,7,own", time: "2026-11-22T10:41:00Z", id: "e\",\"inferenceId\":\"mlmonitor-explanation-1")
            .Replace("\\u0022", "\"", StringComparison.Ordinal));
        var (_, first) = await ProfileAsync();
        var (profile, read) = await ProfileAsync();

        Assert.Equal((1L, 1L, 800L), (first.ExplanationCalls, read.ExplanationCalls, profile.RowCount));
        Assert.Contains(Sink.Details, detail => detail.Contains(": 0 read, 5 from ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_is_told_once_and_the_profile_is_given()
    {
        Fill();
        File.WriteAllText(Stored, "a file where a folder should be");
        var (profile, _) = await ProfileAsync();

        Assert.Equal(800, profile.RowCount);
        Assert.Equal(ProblemId.FileNotWritten, Assert.Single(Sink.Problems).Id);
    }

    [Fact]
    public async Task A_file_in_no_folder_of_an_hour_is_read_every_time()
    {
        Fill();
        Put("capture/loose.jsonl", Record("9,9,loose", time: "2026-11-22T10:40:00Z"), Record("9,9,loose", time: "2026-11-23T10:40:00Z"));
        await ProfileAsync();
        var (profile, _) = await ProfileAsync();

        Assert.Equal(801, profile.RowCount);
    }

    [Fact]
    public async Task No_capture_at_all_and_none_of_the_window_are_told_apart()
    {
        var (_, none) = await ProfileAsync();
        Fill();
        var (_, early) = await ProfileAsync(new MlWindow(Utc("2026-11-20T08:00:00Z"), Utc("2026-11-20T12:00:00Z")));

        Assert.Equal((ProblemId.CaptureNotFound, ProblemId.CaptureEmpty), (none.Problem!.Id, early.Problem!.Id));
    }

    [Fact]
    public async Task A_reading_that_is_stopped_leaves_only_whole_profiles()
    {
        Fill(rows: 20_000);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(150));
        try
        {
            await CaptureHours.ReadAsync(CaptureSource.OfPath(Captures), Window, ProfileStore.OfPath(Stored), new HourlyOptions(), Sink, _clock, stop.Token);
        }
        catch (OperationCanceledException)
        {
        }

        if (Directory.Exists(Stored))
            Assert.All(Directory.EnumerateFiles(Stored, "*", SearchOption.AllDirectories), file => Assert.Equal(".mlhour", Path.GetExtension(file)));
        Assert.Equal(4 * 20_000, (await ProfileAsync()).Profile.RowCount);
        Assert.Empty(Sink.Warnings);
    }

    // Folders of the hours 7 to 11, two files each, whose last record was answered in the hour after.
    private void Fill(int rows = 200)
    {
        var random = new Random(7);
        for (var hour = 7; hour <= 11; hour++)
        {
            var lines = new List<string>();
            for (var i = 0; i < rows; i++)
            {
                var time = i < rows - 1 ? new TimeSpan(hour, 0, 1 + (i * 3500 / rows)) : new TimeSpan(hour + 1, 0, 2);
                lines.Add(Record(
                    string.Create(CultureInfo.InvariantCulture, $"{random.Next(80)},{random.NextDouble() * 1e6:R},plan-{random.Next(5)}"),
                    random.NextDouble().ToString("R", CultureInfo.InvariantCulture), time: $"2026-11-22T{time:hh\\:mm\\:ss}Z"));
            }

            Put($"capture/churn/AllTraffic/2026/11/22/{hour:00}/00-a.jsonl", [.. lines.Take(rows / 2)]);
            Put($"capture/churn/AllTraffic/2026/11/22/{hour:00}/30-b.jsonl", [.. lines.Skip(rows / 2)]);
        }
    }

    private Task<(DatasetProfile Profile, CaptureSummary Summary)> ProfileAsync(MlWindow? window = null) =>
        CaptureHours.ReadAsync(CaptureSource.OfPath(Captures), window ?? Window, ProfileStore.OfPath(Stored), new HourlyOptions(), Sink, _clock, default);

    // Read at once, as Test-MlEndpointDrift does without a store.
    private async Task<DatasetProfile> WholeAsync() =>
        (await CaptureHours.ReadAtOnceAsync(CaptureSource.OfPath(Captures), Window, new HourlyOptions(), Sink, default)).Profile;

    private string[] Hours() => [.. Directory.EnumerateFiles(Stored, "*.mlhour", SearchOption.AllDirectories).Select(file => Path.GetFileName(file)[..2]).Order()];

    /// <summary>Other content of the same size and time: nothing tells but the reading.</summary>
    private static void Spoil(string file)
    {
        var (size, written) = (new FileInfo(file).Length, File.GetLastWriteTimeUtc(file));
        File.WriteAllBytes(file, [.. Enumerable.Repeat((byte)'x', (int)size)]);
        File.SetLastWriteTimeUtc(file, written);
    }

    private static byte[] Bytes(DatasetProfile profile)
    {
        using var file = new MemoryStream();
        ProfileFile.Save(profile, file);
        return file.ToArray();
    }
}
