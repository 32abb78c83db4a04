using System.Security.Cryptography;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>The digest that S3 names contents by.</summary>
internal static class Digest
{
#pragma warning disable CA5351 // S3 has settled on it; nothing is kept safe by it.
    public static byte[] Md5(byte[] content) => MD5.HashData(content);
#pragma warning restore CA5351
}
