namespace MlMonitor.Sandbox.Protocol;

/// <summary>The parts of a SigV4 Authorization header.</summary>
internal sealed record Authorization(
    string AccessKey,
    string Date,
    string Region,
    string Service,
    IReadOnlyList<string> SignedHeaders,
    string Signature)
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    public string Scope => $"{Date}/{Region}/{Service}/aws4_request";

    /// <summary>Reads the header; null when it is absent, of another scheme or lacks a part.</summary>
    public static Authorization? Parse(string? header)
    {
        if (header is null || !header.StartsWith(Algorithm + " ", StringComparison.Ordinal))
            return null;

        var parts = header[Algorithm.Length..]
            .Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0])
            .ToDictionary(group => group.Key, group => group.First()[1]);
        if (!parts.TryGetValue("Credential", out var credential)
            || !parts.TryGetValue("SignedHeaders", out var signedHeaders)
            || !parts.TryGetValue("Signature", out var signature))
        {
            return null;
        }

        return credential.Split('/') is [var key, var date, var region, var service, "aws4_request"]
            ? new Authorization(key, date, region, service, signedHeaders.Split(';'), signature)
            : null;
    }
}
