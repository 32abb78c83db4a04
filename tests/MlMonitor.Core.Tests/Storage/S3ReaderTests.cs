using Amazon.S3;
using Amazon.S3.Model;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Storage;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Sandbox;
using MlMonitor.Sandbox.Protocol;
using S3Location = MlMonitor.Core.Storage.S3Location;

namespace MlMonitor.Core.Tests.Storage;

/// <summary>Reading S3 in the sandbox; what is read was put there with the official client.</summary>
public sealed class S3ReaderTests : IAsyncLifetime, IDisposable
{
    private const string Home = "sagemaker-eu-west-1-123456789012";
    private const string Away = "sagemaker-us-east-1-123456789012";
    private readonly RecordingSink _sink = new();
    private SandboxServer _sandbox = null!;
    private AmazonS3Client _s3 = null!;
    private S3Reader _reader = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        _s3 = Official("eu-west-1");
        _reader = new S3Reader(new AwsCaller(TestAws.Connection(_sandbox), _sink));
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    public void Dispose() => _s3?.Dispose();

    [Fact]
    public async Task Objects_are_listed_over_pages_from_a_key_on_whatever_is_in_their_names()
    {
        string[] odd = ["a/+plus", "a/=b", "a/%2F", "a/ä ö", "a//double", "a/z"];
        foreach (var key in odd)
            await PutAsync(Home, key, key);
        for (var i = 0; i < 1005; i++)
            await PutAsync(Home, $"many/{i:0000}", "");

        var problems = new List<Problem>();
        var all = await _reader.ListAsync(new S3Location(Home, "a/"), null, problems.Add, default).ToListAsync();
        var late = await _reader.ListAsync(new S3Location(Home, "many/"), "many/0002", problems.Add, default).ToListAsync();

        Assert.Equal(odd.Order(StringComparer.Ordinal), all.Select(i => i.Location.Key));
        Assert.Equal(1002, late.Count);
        Assert.Equal(("many/0003", "many/1004"), (late[0].Location.Key, late[^1].Location.Key));
        Assert.All(all, i => Assert.InRange(DateTimeOffset.UtcNow - i.Written, TimeSpan.FromSeconds(-2), TimeSpan.FromMinutes(1)));
        Assert.Empty(problems);
        foreach (var item in all)
            Assert.Equal(item.Location.Key, await TextAsync(item.Location));
    }

    [Fact]
    public async Task A_bucket_of_another_region_is_read_there_and_remembered()
    {
        using var away = Official("us-east-1");
        await away.PutObjectAsync(new PutObjectRequest { BucketName = Away, Key = "k", ContentBody = "far" });

        Assert.Equal("far", await TextAsync(new S3Location(Away, "k")));
        Assert.Equal(3, (await _reader.HeadAsync(new S3Location(Away, "k"), default)).Value!.Size);
        Assert.Contains("us-east-1", Assert.Single(_sink.Details), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_too_finds_a_bucket_of_another_region() =>
        Assert.True((await _reader.HeadAsync(new S3Location(Away, "no-such"), default)).IsAbsent);

    [Theory]
    [InlineData("ml-locked-123456789012", "k", ProblemId.AccessDenied)]
    [InlineData("no-such-bucket", "k", ProblemId.BucketNotFound)]
    [InlineData(Home, "no/such", ProblemId.ObjectNotFound)]
    public async Task Denied_no_bucket_and_no_object_are_different_problems(string bucket, string key, ProblemId expected)
    {
        var location = new S3Location(bucket, key);
        var opened = await _reader.OpenAsync(location, default);

        Assert.Null(opened.Value);
        Assert.Equal((expected, $"s3://{bucket}/{key}"), (opened.Problem!.Id, opened.Problem.Target));
        Assert.NotEmpty(opened.Problem.RecommendedAction);
        Assert.Equal(expected == ProblemId.ObjectNotFound, opened.IsAbsent);
        // HEAD has no body to tell why: only denied from absent.
        var head = await _reader.HeadAsync(location, default);
        Assert.Equal(expected == ProblemId.AccessDenied, head.Problem!.Id == ProblemId.AccessDenied);
        var listed = new List<Problem>();
        Assert.Empty(await _reader.ListAsync(location, null, listed.Add, default).ToListAsync());
        Assert.Equal(expected == ProblemId.ObjectNotFound ? [] : [expected], listed.Select(p => p.Id));
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public async Task The_newest_of_a_week_of_captures_is_found_folder_by_folder()
    {
        var all = new List<S3Object>();
        var request = new ListObjectsV2Request { BucketName = "ml-capture-123456789012", Prefix = "datacapture/credit-decision/" };
        do
        {
            var page = await _s3.ListObjectsV2Async(request);
            all.AddRange(page.S3Objects);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
        var before = Lists();

        var found = await new S3Newest(_reader).FindAsync(new S3Location("ml-capture-123456789012", "datacapture/credit-decision"), default);

        Assert.Equal(all.MaxBy(o => o.LastModified)!.LastModified!.Value.ToUniversalTime(), found.Value!.Written.UtcDateTime, TimeSpan.FromSeconds(1));
        // The folder of variants, and for each of the two: year, month, day, hour and the hour's files.
        Assert.Equal(1 + (2 * 5), Lists() - before);
    }

    [Fact]
    public async Task An_empty_hour_is_passed_over_and_files_and_partitions_of_tables_are_found_too()
    {
        await PutAsync(Home, "l/2026/01/31/23/old.jsonl", "x");
        await PutAsync(Home, "l/2026/02/01/00/", "");
        await PutAsync(Home, "t/dt=2026-01-01/x.csv", "x");
        await PutAsync(Home, "f/train.csv", "x");
        async Task<string?> Newest(string key) => (await new S3Newest(_reader).FindAsync(new S3Location(Home, key), default)).Value?.Location.Key;

        Assert.Equal("l/2026/01/31/23/old.jsonl", await Newest("l"));
        Assert.Equal("t/dt=2026-01-01/x.csv", await Newest("t/"));
        Assert.Equal("f/train.csv", await Newest("f/train.csv"));
        var nothing = await new S3Newest(_reader).FindAsync(new S3Location(Home, "nothing"), default);
        Assert.True(nothing.IsAbsent && nothing.Problem is null);
    }

    [Fact]
    public async Task An_identity_that_is_refused_is_no_absence()
    {
        var refused = new S3Reader(new AwsCaller(TestAws.Connection(_sandbox, accessKey: AccessKeys.Denied), _sink));

        Assert.Equal(ProblemId.AccessDenied, (await refused.OpenAsync(new S3Location(Home, "k"), default)).Problem!.Id);
        Assert.False((await new S3Newest(refused).FindAsync(new S3Location(Home, "k"), default)).IsAbsent);
    }

    [Theory]
    [InlineData("s3://bucket/a/b", "bucket", "a/b")]
    [InlineData("s3://bucket", "bucket", "")]
    [InlineData("S3://my.bucket/a//b c", "my.bucket", "a//b c")]
    [InlineData("s3://bucket/", "bucket", "")]
    public void An_address_has_bucket_and_key(string text, string bucket, string key)
    {
        Assert.Null(S3Location.TryParse(text, out var location));
        Assert.Equal(new S3Location(bucket, key), location);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("bucket/key")]
    [InlineData("s3:///key")]
    [InlineData("s3://a b/key")]
    [InlineData("https://bucket.s3.amazonaws.com/key")]
    public void What_is_no_address_says_so(string? text)
    {
        var problem = S3Location.TryParse(text, out var location);

        Assert.Null(location);
        Assert.Equal((ProblemId.S3UriInvalid, text), (problem!.Id, problem.Target));
    }

    private int Lists() => _sandbox.Calls.Where(c => c.Operation == "ListObjectsV2").Sum(c => c.Count);

    private AmazonS3Client Official(string region) => new(AccessKeys.Operator, AccessKeys.Secret,
        new AmazonS3Config { ServiceURL = _sandbox.Address.AbsoluteUri, AuthenticationRegion = region, ForcePathStyle = true });

    private Task<PutObjectResponse> PutAsync(string bucket, string key, string text) => _s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = text });

    private async Task<string> TextAsync(S3Location location)
    {
        using var open = (await _reader.OpenAsync(location, default)).Value!;
        using var text = new StreamReader(open.ResponseStream);
        return await text.ReadToEndAsync();
    }
}
