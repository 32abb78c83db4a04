using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>
/// Checks a Signature Version 4 the way the services do: rebuild the canonical request from what arrived, sign it with the
/// secret that is on file, compare.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
/// </summary>
internal static class SigV4
{
    // AWS turns away requests signed more than this long ago or ahead.
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(15);

    private const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key " +
        "and signing method. Consult the service documentation for details.";

    public static void Verify(AwsHttpRequest request, Authorization authorization, string secret, string signingName)
    {
        if (authorization.Service != signingName)
            throw AwsError.BadSignature($"Credential should be scoped to correct service: '{signingName}'.");

        var signed = authorization.SignedHeaders;
        if (!signed.Contains("host"))
            throw AwsError.BadSignature("'Host' must be a 'SignedHeader' in the AWS Authorization.");

        var stamp = request.Headers["X-Amz-Date"].ToString();
        if (!DateTimeOffset.TryParseExact(
                stamp, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt))
        {
            throw AwsError.IncompleteSignature("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }

        if (!stamp.StartsWith(authorization.Date, StringComparison.Ordinal))
            throw AwsError.BadSignature($"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{authorization.Date}' != '{stamp[..8]}'.");

        // The caller signs by the machine's clock, even when the platform lives on a test's clock.
        var now = TimeProvider.System.GetUtcNow();
        if ((now - signedAt).Duration() > AllowedSkew)
            throw AwsError.BadSignature(SkewMessage(stamp, signedAt, now));

        var hash = Hex(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest(request, authorization))));
        var expected = Sign(authorization, secret, string.Join('\n', Authorization.Algorithm, stamp, authorization.Scope, hash));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(authorization.Signature)))
            throw AwsError.BadSignature(Mismatch);
    }

    /// <summary>Signs a text with the key of the scope.</summary>
    public static string Sign(Authorization authorization, string secret, string toSign)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in new[] { authorization.Date, authorization.Region, authorization.Service, "aws4_request" })
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string CanonicalRequest(AwsHttpRequest request, Authorization authorization)
    {
        var canonical = new StringBuilder()
            .Append(request.Method).Append('\n')
            .Append(CanonicalPath(request.RawPath, authorization.Service)).Append('\n')
            .Append(CanonicalQuery(request.RawQuery)).Append('\n');
        foreach (var name in authorization.SignedHeaders)
        {
            var values = request.Headers[name].Select(value => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)));
            canonical.Append(name).Append(':').AppendJoin(',', values).Append('\n');
        }

        return canonical.Append('\n')
            .AppendJoin(';', authorization.SignedHeaders).Append('\n')
            .Append(PayloadHash(request))
            .ToString();
    }

    private static string PayloadHash(AwsHttpRequest request)
    {
        var stated = request.Headers["X-Amz-Content-SHA256"].ToString();
        if (stated == "UNSIGNED-PAYLOAD" || AwsChunked.Is(stated))
            return stated;

        var actual = Hex(SHA256.HashData(request.Body));
        if (stated.Length > 0 && stated != actual)
            throw AwsError.BadSignature("The provided 'x-amz-content-sha256' header does not match what was computed.");
        return actual;
    }

    // The wire carries the path encoded once. S3 signs it so; every other service encodes it a second time.
    private static string CanonicalPath(string rawPath, string service) => string.Join(
        '/', rawPath.Split('/').Select(segment => Uri.EscapeDataString(service == "s3" ? Uri.UnescapeDataString(segment) : segment)));

    private static string CanonicalQuery(string rawQuery) => string.Join('&', rawQuery
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: Canonical(pair[0]), Value: Canonical(pair.ElementAtOrDefault(1) ?? "")))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    private static string Canonical(string raw) => Uri.EscapeDataString(Uri.UnescapeDataString(raw));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    private static string SkewMessage(string stamp, DateTimeOffset signedAt, DateTimeOffset now)
    {
        static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return signedAt < now
            ? $"Signature expired: {stamp} is now earlier than {Stamp(now - AllowedSkew)} ({Stamp(now)} - 15 min.)"
            : $"Signature not yet current: {stamp} is still later than {Stamp(now + AllowedSkew)} ({Stamp(now)} + 15 min.)";
    }
}
