using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Tests;

/// <summary>Reads the sandbox's buckets with the official client.</summary>
internal sealed class S3Reader(Uri address) : IDisposable
{
    private readonly AmazonS3Client _s3 = new(
        new BasicAWSCredentials(AccessKeys.Operator, AccessKeys.Secret),
        new AmazonS3Config { ServiceURL = address.AbsoluteUri, AuthenticationRegion = "eu-west-1", ForcePathStyle = true });

    public async Task<IReadOnlyList<S3Object>> ObjectsAsync(string bucket, string prefix)
    {
        var (found, request) = (new List<S3Object>(), new ListObjectsV2Request { BucketName = bucket, Prefix = prefix });
        do
        {
            var page = await _s3.ListObjectsV2Async(request);
            found.AddRange(page.S3Objects ?? []);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
        return found;
    }

    public async Task<IReadOnlyList<string>> KeysAsync(string bucket, string prefix) =>
        (await ObjectsAsync(bucket, prefix)).Select(each => each.Key).ToList();

    public async Task<string> TextAsync(string bucket, string key)
    {
        using var read = await _s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key });
        using var reader = new StreamReader(
            key.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(read.ResponseStream, CompressionMode.Decompress) : read.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>The lines that read as JSON.</summary>
    public async Task<IReadOnlyList<JsonNode>> LinesAsync(string bucket, string key)
    {
        var lines = new List<JsonNode>();
        foreach (var line in (await TextAsync(bucket, key)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                lines.Add(JsonNode.Parse(line)!);
            }
            catch (JsonException)
            {
                // The torn one.
            }
        }

        return lines;
    }

    public void Dispose() => _s3.Dispose();
}
