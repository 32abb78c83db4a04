using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Tests;

/// <summary>S3 as the official client sees it.</summary>
public sealed class S3Tests : IAsyncLifetime, IDisposable
{
    private const string Bucket = "ml-baselines-123456789012";

    private SandboxServer _sandbox = null!;
    private AmazonS3Client _s3 = null!;

    public async Task InitializeAsync()
    {
        _sandbox = await SandboxServer.StartAsync(new SandboxOptions());
        _s3 = Client();
    }

    public async Task DisposeAsync() => await _sandbox.DisposeAsync();

    public void Dispose() => _s3.Dispose();

    public static TheoryData<string> Keys =>
    [
        "plain.txt", "with space/and+plus=equals&and.txt", "ünï/日本語/😀.txt", "folder//double", "/begins-with-slash", "a%20b%2Fc", "semi;colon:at@(1)'!*$,.txt",
        "ends/with/", "back\\slash \"quotes\" <angle>",
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Any_key_can_be_put_listed_read_and_deleted(string key)
    {
        await _s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "keys/" + key, ContentBody = "of " + key });

        var listed = await _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = "keys/" });
        var encoded = await _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = "keys/", Encoding = EncodingType.Url });
        using var read = await _s3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "keys/" + key });
        await _s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = "keys/" + key });
        var left = await _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = "keys/" });

        Assert.Equal("keys/" + key, Assert.Single(listed.S3Objects).Key);
        Assert.Equal("keys/" + key, WebUtility.UrlDecode(Assert.Single(encoded.S3Objects).Key));
        Assert.Equal("of " + key, await TextAsync(read));
        Assert.True(left.S3Objects is null or { Count: 0 });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_is_stored_as_it_was_in_chunks_or_whole(bool chunked)
    {
        var body = new byte[300_000];
        new Random(5).NextBytes(body);

        var put = await _s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = Bucket, Key = "body.bin", InputStream = new MemoryStream(body), UseChunkEncoding = chunked, ContentType = "image/png",
            Headers = { ContentEncoding = "br" }, Metadata = { ["owner"] = "tests" },
        });
        using var read = await _s3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "body.bin" });
        using var content = new MemoryStream();
        await read.ResponseStream.CopyToAsync(content);

        Assert.Equal(body, content.ToArray());
        Assert.Equal(("image/png", "br", "tests"), (read.Headers.ContentType, read.Headers.ContentEncoding, read.Metadata["owner"]));
        Assert.Equal((put.ETag, put.ETag.Trim('"')), (read.ETag, Md5(body)));
    }

    [Fact]
    public async Task A_body_that_was_changed_on_the_way_is_turned_away()
    {
        using var client = new SignedClient(_sandbox.Address);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/{Bucket}/bent");
        request.Content = new ByteArrayContent("what arrived"u8.ToArray());
        request.Content.Headers.TryAddWithoutValidation("Content-MD5", Convert.ToBase64String(Convert.FromHexString(Md5("what was sent"u8.ToArray()))));
        client.Sign(request, "s3", "what arrived", $"/{Bucket}/bent");

        using var response = await client.Http.SendAsync(request);

        Assert.Contains("<Code>BadDigest</Code>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_has_folders_and_pages()
    {
        var keys = new[] { "list/a/1", "list/a/2", "list/b", "list/c/1", "list/c/d/2", "list/e" };
        foreach (var key in keys)
            await PutAsync(key, key);

        var (found, folders) = (new List<string>(), new List<string>());
        var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = "list/", Delimiter = "/", MaxKeys = 1 };
        ListObjectsV2Response page;
        do
        {
            page = await _s3.ListObjectsV2Async(request);
            Assert.Equal(1, page.KeyCount);
            found.AddRange(page.S3Objects?.Select(each => each.Key) ?? []);
            folders.AddRange(page.CommonPrefixes ?? []);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
        var after = await _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Prefix = "list/", StartAfter = "list/b" });

        Assert.Equal(["list/b", "list/e"], found);
        Assert.Equal(["list/a/", "list/c/"], folders);
        Assert.Equal(["list/c/1", "list/c/d/2", "list/e"], after.S3Objects.Select(each => each.Key));
    }

    [Fact]
    public async Task A_continuation_token_that_was_bent_is_refused()
    {
        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() =>
            _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, ContinuationToken = "bent" }));

        Assert.Equal("InvalidArgument", error.ErrorCode);
    }

    [Theory]
    [InlineData(2, 4, "234")]
    [InlineData(7, 99, "789")]
    public async Task A_part_can_be_read(int from, int to, string expected)
    {
        await PutAsync("digits", "0123456789");

        using var read = await _s3.GetObjectAsync(
            new GetObjectRequest { BucketName = Bucket, Key = "digits", ByteRange = new ByteRange(from, to) });

        Assert.Equal(HttpStatusCode.PartialContent, read.HttpStatusCode);
        Assert.Equal(expected, await TextAsync(read));
    }

    [Fact]
    public async Task The_end_can_be_read_and_past_the_end_cannot()
    {
        await PutAsync("digits", "0123456789");

        using var end = await _s3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "digits", ByteRange = new ByteRange("bytes=-3") });
        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.GetObjectAsync(
            new GetObjectRequest { BucketName = Bucket, Key = "digits", ByteRange = new ByteRange(10, 20) }));

        Assert.Equal("789", await TextAsync(end));
        Assert.Equal("InvalidRange", error.ErrorCode);
    }

    [Fact]
    public async Task A_reader_who_has_it_gets_nothing_and_one_with_another_is_told()
    {
        var etag = await PutAsync("conditional", "x");

        var same = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.GetObjectAsync(
            new GetObjectRequest { BucketName = Bucket, Key = "conditional", EtagToNotMatch = etag }));
        var other = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.GetObjectAsync(
            new GetObjectRequest { BucketName = Bucket, Key = "conditional", EtagToMatch = "\"0123\"" }));

        Assert.Equal((HttpStatusCode.NotModified, "PreconditionFailed"), (same.StatusCode, other.ErrorCode));
    }

    [Fact]
    public async Task The_second_of_two_first_writers_loses()
    {
        var first = new PutObjectRequest { BucketName = Bucket, Key = "once", ContentBody = "1", IfNoneMatch = "*" };
        await _s3.PutObjectAsync(first);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.PutObjectAsync(first));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "PreconditionFailed"), (error.StatusCode, error.ErrorCode));
    }

    [Fact]
    public async Task A_write_over_what_was_read_needs_that_to_be_there_still()
    {
        var read = await PutAsync("state", "1");
        var update = new PutObjectRequest { BucketName = Bucket, Key = "state", ContentBody = "2", IfMatch = read };

        await _s3.PutObjectAsync(update);
        var late = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.PutObjectAsync(update));
        await _s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = Bucket, Key = "state" });
        var gone = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.PutObjectAsync(update));

        Assert.Equal((412, 404), ((int)late.StatusCode, (int)gone.StatusCode));
    }

    [Fact]
    public async Task A_conflict_can_be_had_by_fault()
    {
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.Conflict, Operation = "s3:PutObject", Times = 1 });
        var request = new PutObjectRequest { BucketName = Bucket, Key = "contested", ContentBody = "1", IfNoneMatch = "*" };

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.PutObjectAsync(request));

        Assert.Equal((HttpStatusCode.Conflict, "ConditionalRequestConflict"), (error.StatusCode, error.ErrorCode));
        await _s3.PutObjectAsync(request);
    }

    [Fact]
    public async Task A_throttle_is_called_slow_down()
    {
        _sandbox.Faults.Add(new Fault { Kind = FaultKind.Throttle, Operation = "s3:.*" });

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.ListBucketsAsync(new ListBucketsRequest()));

        Assert.Equal(("SlowDown", HttpStatusCode.ServiceUnavailable), (error.ErrorCode, error.StatusCode));
    }

    [Fact]
    public async Task What_is_not_there_says_so()
    {
        var key = await Assert.ThrowsAsync<NoSuchKeyException>(() => _s3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "no" }));
        var bucket = await Assert.ThrowsAsync<NoSuchBucketException>(() => _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "no-such" }));
        var head = await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = Bucket, Key = "no" }));

        Assert.Equal(("NoSuchKey", "NoSuchBucket", HttpStatusCode.NotFound), (key.ErrorCode, bucket.ErrorCode, head.StatusCode));
        Assert.NotNull(key.RequestId);
    }

    [Fact]
    public async Task A_locked_bucket_lets_nobody_in()
    {
        const string Locked = "ml-locked-123456789012";
        var errors = new[]
        {
            await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Locked })),
            await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.GetObjectAsync(new GetObjectRequest { BucketName = Locked, Key = "x" })),
            await Assert.ThrowsAsync<AmazonS3Exception>(() => _s3.PutObjectAsync(new PutObjectRequest { BucketName = Locked, Key = "x", ContentBody = "x" })),
        };

        Assert.All(errors, error => Assert.Equal(("AccessDenied", HttpStatusCode.Forbidden), (error.ErrorCode, error.StatusCode)));
        Assert.Contains("s3:ListBucket", errors[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SANDBOXDENIED001_S3", "AccessDenied")]
    [InlineData(AccessKeys.Expired, "ExpiredToken")]
    [InlineData("UNKNOWNKEY000001", "InvalidAccessKeyId")]
    public async Task Credentials_are_judged_in_the_words_of_s3(string accessKey, string code)
    {
        using var client = Client(accessKey);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket }));

        Assert.Equal(code, error.ErrorCode);
    }

    [Fact]
    public async Task A_bucket_of_another_region_is_pointed_to()
    {
        using var client = new SignedClient(_sandbox.Address) { Region = "us-east-1" };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{Bucket}/x");
        client.Sign(request, "s3", "", $"/{Bucket}/x");

        using var response = await client.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal(["eu-west-1"], response.Headers.GetValues("x-amz-bucket-region"));
        Assert.Contains("<Code>PermanentRedirect</Code>", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buckets_tell_where_they_are()
    {
        var buckets = (await _s3.ListBucketsAsync(new ListBucketsRequest())).Buckets;

        Assert.Equal("eu-west-1", Assert.Single(buckets, bucket => bucket.BucketName == Bucket).BucketRegion);
        Assert.Equal(
            ("eu-west-1", ""),
            ((await LocationAsync(Bucket)).Value, (await LocationAsync("sagemaker-us-east-1-123456789012")).Value ?? ""));
        var head = await _s3.HeadBucketAsync(new HeadBucketRequest { BucketName = Bucket });
        Assert.Equal("eu-west-1", head.BucketRegion);

        async Task<S3Region> LocationAsync(string name) =>
            (await _s3.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = name })).Location;
    }

    [Fact]
    public async Task A_bucket_can_be_named_by_the_host()
    {
        await PutAsync("by-host", "found");
        using var client = new SignedClient(_sandbox.Address);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/by-host");
        request.Headers.Host = $"{Bucket}.localhost:{_sandbox.Address.Port}";
        client.Sign(request, "s3", "", "/by-host");

        using var response = await client.Http.SendAsync(request);

        Assert.Equal("found", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_reset_forgets_what_was_put()
    {
        await PutAsync("passing", "x");

        _sandbox.Reset();

        await Assert.ThrowsAsync<NoSuchKeyException>(() => _s3.GetObjectAsync(new GetObjectRequest { BucketName = Bucket, Key = "passing" }));
    }

    private AmazonS3Client Client(string accessKey = AccessKeys.Operator) => new(
        new BasicAWSCredentials(accessKey, AccessKeys.Secret),
        new AmazonS3Config
        {
            ServiceURL = _sandbox.Address.AbsoluteUri, AuthenticationRegion = "eu-west-1", ForcePathStyle = true, MaxErrorRetry = 0,
        });

    private async Task<string> PutAsync(string key, string text) =>
        (await _s3.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, ContentBody = text })).ETag;

    private static async Task<string> TextAsync(GetObjectResponse response)
    {
        using var reader = new StreamReader(response.ResponseStream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

#pragma warning disable CA5351 // S3 has settled on it.
    private static string Md5(byte[] content) => Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(content));
#pragma warning restore CA5351
}
