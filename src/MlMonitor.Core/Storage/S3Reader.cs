using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Storage;

/// <summary>
/// Reads S3 through one identity, and writes single objects. A bucket in another region than the connection's is used there: S3 says
/// where it is, and it is remembered. Denied, no such bucket and no such object are different problems.
/// </summary>
internal sealed class S3Reader(AwsCaller caller)
{
    private const string Service = "S3";
    private const string RegionHeader = "x-amz-bucket-region";
    private readonly ConcurrentDictionary<string, AwsConnection> _elsewhere = new(StringComparer.Ordinal);

    /// <summary>The objects whose keys begin so, in the order of their keys, page by page.</summary>
    /// <param name="prefix">The beginning of the keys.</param>
    /// <param name="startAfter">Begins after this key; null for the first.</param>
    /// <param name="failed">Hears of what ended the list early.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public async IAsyncEnumerable<S3Item> ListAsync(
        S3Location prefix, string? startAfter, Action<Problem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(prefix, null, startAfter, failed, cancellationToken).ConfigureAwait(false))
            foreach (var item in page.Items)
                yield return item;
    }

    /// <summary>What lies in one folder, and the folders in it, page by page.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="failed">Hears of what ended the list early.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public IAsyncEnumerable<S3Page> FolderAsync(S3Location folder, Action<Problem> failed, CancellationToken cancellationToken) =>
        PagesAsync(folder.AsFolder, "/", null, failed, cancellationToken);

    /// <summary>An object without what is in it.</summary>
    public async Task<S3Answer<S3Item>> HeadAsync(S3Location location, CancellationToken cancellationToken)
    {
        var answer = await AskAsync("s3:GetObject", location,
            (s3, t) => s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = location.Bucket, Key = location.Key }, t), cancellationToken).ConfigureAwait(false);
        return new(answer.Value is { } head ? new S3Item(location, head.ContentLength, AwsTime.Utc(head.LastModified) ?? default) : null, answer.Problem);
    }

    /// <summary>What is in an object, as it comes over the network. Whoever asked disposes of the reply, which ends the transfer.</summary>
    public Task<S3Answer<GetObjectResponse>> OpenAsync(S3Location location, CancellationToken cancellationToken) =>
        AskAsync("s3:GetObject", location, (s3, t) => s3.GetObjectAsync(new GetObjectRequest { BucketName = location.Bucket, Key = location.Key }, t), cancellationToken);

    /// <summary>Writes an object, whole or not at all: until S3 has all of it, whoever reads gets what was there before.</summary>
    public async Task<Problem?> PutAsync(S3Location location, byte[] content, string contentType, CancellationToken cancellationToken) =>
        (await PutAsync(location, content, contentType, null, null, cancellationToken).ConfigureAwait(false)).Problem;

    /// <summary>Writes an object on a condition.</summary>
    /// <param name="location">Where to.</param>
    /// <param name="content">What.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="ifMatch">The ETag that the object must have still; null for any.</param>
    /// <param name="ifNoneMatch"><c>*</c> where there must be no object yet; null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer. Where the condition does not hold the problem is <see cref="ProblemId.StateTakenOver"/>.</returns>
    public Task<S3Answer<PutObjectResponse>> PutAsync(
        S3Location location, byte[] content, string contentType, string? ifMatch, string? ifNoneMatch, CancellationToken cancellationToken) =>
        AskAsync("s3:PutObject", location, async (s3, t) =>
        {
            using var body = new MemoryStream(content, writable: false);
            return await s3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = location.Bucket,
                Key = location.Key,
                InputStream = body,
                ContentType = contentType,
                AutoCloseStream = false,
                // In one piece and signed: stores that are not Amazon's do not all know chunks.
                UseChunkEncoding = false,
                IfMatch = ifMatch,
                IfNoneMatch = ifNoneMatch,
            }, t).ConfigureAwait(false);
        }, cancellationToken);

    private async IAsyncEnumerable<S3Page> PagesAsync(
        S3Location prefix, string? delimiter, string? startAfter, Action<Problem> failed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var sent = token;
            // No EncodingType: the SDK would not decode keys that come encoded.
            var answer = await AskAsync("s3:ListBucket", prefix, (s3, t) => s3.ListObjectsV2Async(new ListObjectsV2Request
            {
                BucketName = prefix.Bucket,
                Prefix = prefix.Key,
                Delimiter = delimiter,
                StartAfter = sent is null ? startAfter : null,
                ContinuationToken = sent,
            }, t), cancellationToken).ConfigureAwait(false);
            if (answer.Value is not { } page)
            {
                failed(answer.Problem!);
                yield break;
            }

            yield return new S3Page(
                [.. (page.S3Objects ?? []).Select(o => new S3Item(prefix with { Key = o.Key }, o.Size ?? 0, AwsTime.Utc(o.LastModified) ?? default))],
                page.CommonPrefixes ?? []);
            token = page.NextContinuationToken == sent ? null : page.NextContinuationToken;
        }
        while (!string.IsNullOrEmpty(token));
    }

    private async Task<S3Answer<T>> AskAsync<T>(string action, S3Location target, Func<IAmazonS3, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : class
    {
        if (caller.Refusal is { } refusal)
            return new(null, refusal);
        var connection = _elsewhere.GetValueOrDefault(target.Bucket, caller.Connection);
        try
        {
            try
            {
                return new(await call(caller.Clients.S3(connection), cancellationToken).ConfigureAwait(false), null);
            }
            catch (AmazonServiceException e) when (RegionIn(e) is { } region && region != connection.Region)
            {
                caller.Sink.Detail($"The bucket {target.Bucket} is in {region}, and is used there.");
                connection = _elsewhere[target.Bucket] = new AwsConnection(region, connection.ProfileName, connection.Credentials, connection.EndpointUrl, connection.Clients);
                return new(await call(caller.Clients.S3(connection), cancellationToken).ConfigureAwait(false), null);
            }
        }
        catch (AmazonServiceException e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            // 412: somebody else has written it; 409: somebody else is writing it (Amazon S3 User Guide, "Conditional writes").
            return new(null, new Problem(ProblemId.StateTakenOver, new MlMonitorException($"Somebody else wrote {target} meanwhile.", e), target.ToString(),
                "Nothing: the other goes on from what is there."));
        }
        catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
        {
            return new(null, AwsProblems.From(e, new AwsCall(Service, action, connection), target.ToString()));
        }
    }

    /// <summary>The region S3 sends the caller to: by a redirect, or by refusing a signature for another one.</summary>
    private static string? RegionIn(AmazonServiceException e) =>
        e.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.BadRequest
        && e.InnerException is HttpErrorResponseException { Response: { } reply } && reply.IsHeaderPresent(RegionHeader)
            ? reply.GetHeaderValue(RegionHeader)
            : null;
}
