using System.Globalization;
using Microsoft.AspNetCore.Http;
using MlMonitor.Sandbox.Platform.Buckets;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.S3;

/// <summary>Requests that are to be met only under conditions.</summary>
internal static class Conditions
{
    /// <summary>Whether a reader has it already. Throws when what it asks for is no longer there.</summary>
    public static bool NotModified(IHeaderDictionary headers, StoredObject found)
    {
        var (match, unmodified) = (headers.IfMatch.ToString(), Time(headers.IfUnmodifiedSince));
        if (match.Length > 0 && !Names(match, found.ETag))
            throw S3Errors.PreconditionFailed("If-Match");
        // The ETag is the better witness: with it, the time does not count.
        if (match.Length == 0 && Seconds(found) > unmodified)
            throw S3Errors.PreconditionFailed("If-Unmodified-Since");

        var noneMatch = headers.IfNoneMatch.ToString();
        return noneMatch.Length > 0 ? Names(noneMatch, found.ETag) : Seconds(found) <= Time(headers.IfModifiedSince);
    }

    /// <summary>Holds a write to its condition: that there is nothing yet, or still what the writer read.</summary>
    public static void OfWrite(IHeaderDictionary headers, StoredObject? found, string key)
    {
        var (match, noneMatch) = (headers.IfMatch.ToString(), headers.IfNoneMatch.ToString());
        if (noneMatch.Length > 0 && (noneMatch != "*" || match.Length > 0))
            throw AwsError.NotImplemented();
        if (noneMatch == "*" && found is not null)
            throw S3Errors.PreconditionFailed("If-None-Match");
        if (match.Length == 0)
            return;
        if (found is null)
            throw S3Errors.NoSuchKey(key);
        if (!Names(match, found.ETag))
            throw S3Errors.PreconditionFailed("If-Match");
    }

    private static bool Names(string condition, string etag) =>
        condition == "*" || condition.Split(',').Any(each => each.Trim().Trim('"') == etag.Trim('"'));

    // The wire has whole seconds, and so do comparisons.
    private static DateTimeOffset Seconds(StoredObject found) => DateTimeOffset.FromUnixTimeSeconds(found.LastModified.ToUnixTimeSeconds());

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
