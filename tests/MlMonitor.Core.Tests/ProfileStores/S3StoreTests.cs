using MlMonitor.Core.Capture;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;
using MlMonitor.Core.Storage;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Core.Tests.ProfileStores;

/// <summary>Profiles of hours that are kept in S3, of captures in S3: the sandbox has both, and counts what it is asked for.</summary>
public sealed class S3StoreTests : IAsyncLifetime
{
    private const string Bucket = "sagemaker-eu-west-1-123456789012";
    private readonly RecordingSink _sink = new();
    private SandboxServer _sandbox = null!;
    private CaptureSource _source = null!;
    private MlWindow _window = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        _source = CaptureSource.OfS3(new S3Location("ml-capture-123456789012", "datacapture/churn-predictor/AllTraffic/"), TestAws.Connection(_sandbox));
        var now = TimeProvider.System.GetUtcNow();
        var end = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(-2);
        _window = new MlWindow(end.AddHours(-24), end);
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    [Fact]
    public async Task A_second_run_over_24_hours_only_lists_and_gets_profiles()
    {
        var (first, read) = await ProfileAsync(StoreIn(Bucket));
        var (puts, before) = (Count("PutObject"), Counts());
        var (second, _) = await ProfileAsync(StoreIn(Bucket));

        Assert.True(read.Records > 1000, $"{read.Records}");
        Assert.Equal(Bytes(first), Bytes(second));
        Assert.InRange(puts, 24, 26);
        // One get for each hour that is kept, no file of the capture; one list of the capture, one or two of the store.
        var asked = Counts().ToDictionary(count => count.Key, count => count.Value - before.GetValueOrDefault(count.Key)).Where(count => count.Value > 0).ToDictionary();
        Assert.Equal(["GetObject", "ListObjectsV2"], asked.Keys.Order());
        Assert.InRange(asked["GetObject"], 24, 26);
        Assert.InRange(asked["ListObjectsV2"], 2, 4);
        Assert.Empty(_sink.Problems);
        Assert.Empty(_sink.Warnings);
    }

    [Fact]
    public async Task What_is_kept_is_what_reading_the_capture_at_once_gives()
    {
        await ProfileAsync(StoreIn(Bucket));
        var (stored, _) = await ProfileAsync(StoreIn(Bucket));
        var builders = new List<ProfileBuilder>();
        var read = await CaptureReader.ReadAsync(_source, _window, ColumnMap.None, Make, _sink, new CaptureOptions { Workers = 1 }, default);
        var whole = builders[0].Build();

        Assert.Equal((whole.RowCount, read.Records), (stored.RowCount, stored.RowCount));
        Assert.Equal(whole.Columns.Select(Told), stored.Columns.Select(Told));

        ProfileBuilder Make()
        {
            builders.Add(new ProfileBuilder(ProfileOptions.Default));
            return builders[^1];
        }
    }

    [Theory]
    [InlineData("ml-locked-123456789012", ProblemId.AccessDenied)]
    [InlineData("no-such-bucket", ProblemId.BucketNotFound)]
    public async Task A_store_that_may_not_be_used_or_is_not_there_is_one_error_and_the_profile_is_given(string bucket, ProblemId expected)
    {
        var (profile, _) = await ProfileAsync(StoreIn(bucket));

        Assert.True(profile.RowCount > 1000);
        Assert.Equal(expected, Assert.Single(_sink.Problems).Id);
    }

    [Theory]
    [InlineData("ml-locked-123456789012", ProblemId.AccessDenied)]
    [InlineData("no-such-bucket", ProblemId.BucketNotFound)]
    public async Task A_capture_that_may_not_be_read_or_is_not_there_is_the_reason_for_nothing(string bucket, ProblemId expected)
    {
        var denied = CaptureSource.OfS3(new S3Location(bucket, "datacapture/"), TestAws.Connection(_sandbox));
        var read = await CaptureReader.ReadAsync(denied, _window, ColumnMap.None, () => new ProfileBuilder(ProfileOptions.Default), _sink, null, default);
        var (profile, stored) = await CaptureHours.ReadAsync(denied, _window, StoreIn(Bucket), new HourlyOptions(), _sink, TimeProvider.System, default);

        Assert.Equal((expected, expected), (read.Problem!.Id, stored.Problem!.Id));
        Assert.Equal((0L, 0L), (read.Records, profile.RowCount));
        Assert.Empty(_sink.Problems);
    }

    private Task<(DatasetProfile Profile, CaptureSummary Summary)> ProfileAsync(ProfileStore store) =>
        CaptureHours.ReadAsync(_source, _window, store, new HourlyOptions(), _sink, TimeProvider.System, default);

    private ProfileStore StoreIn(string bucket) => ProfileStore.OfS3(new S3Location(bucket, "profiles"), TestAws.Connection(_sandbox));

    private int Count(string operation) => Counts().GetValueOrDefault(operation);

    private Dictionary<string, int> Counts() => _sandbox.Calls.GroupBy(call => call.Operation).ToDictionary(group => group.Key, group => group.Sum(call => call.Count));

    private static string Told(ColumnProfile column) => FormattableString.Invariant(
        $"{column.Name} {column.Type} {column.Count} {column.Missing} {column.Mean:R} {column.StandardDeviation:R} {column.Minimum:R} {column.Maximum:R} {column.DistinctCount}");

    private static byte[] Bytes(DatasetProfile profile)
    {
        using var file = new MemoryStream();
        ProfileFile.Save(profile, file);
        return file.ToArray();
    }
}
