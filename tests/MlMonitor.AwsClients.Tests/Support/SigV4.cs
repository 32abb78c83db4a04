using System.Security.Cryptography;
using System.Text;

namespace MlMonitor.AwsClients.Tests.Support;

/// <summary>
/// Signature Version 4 as its specification has it, to check signatures with. For requests without a query string.
/// </summary>
internal static class SigV4
{
    public static void AssertValid(RecordedRequest request)
    {
        var fields = Fields(request);
        Assert.Equal(Sign(request, fields["SignedHeaders"], fields["Credential"].Split('/', 2)[1]), fields["Signature"]);
    }

    /// <summary>The Credential, SignedHeaders and Signature of the Authorization header.</summary>
    public static Dictionary<string, string> Fields(RecordedRequest request) =>
        request.Headers["Authorization"]["AWS4-HMAC-SHA256 ".Length..].Split(',')
            .Select(f => f.Trim().Split('=', 2))
            .ToDictionary(p => p[0], p => p[1]);

    private static string Sign(RecordedRequest request, string signedHeaders, string scope)
    {
        var headers = signedHeaders.Split(';').Select(name => $"{name}:{request.Headers[name]}\n");
        // Each segment of the path is encoded twice: once in the target already, once here.
        var path = string.Join('/', request.Target.Split('/').Select(Uri.EscapeDataString));
        var canonical = $"{request.Method}\n{path}\n\n{string.Concat(headers)}\n{signedHeaders}\n{Hash(request.Body)}";
        var toSign = $"AWS4-HMAC-SHA256\n{request.Headers["X-Amz-Date"]}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = scope.Split('/').Aggregate(
            Encoding.UTF8.GetBytes("AWS4" + Clients.SecretKey), (key, part) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part)));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    private static string Hash(byte[] data) => Convert.ToHexStringLower(SHA256.HashData(data));
}
