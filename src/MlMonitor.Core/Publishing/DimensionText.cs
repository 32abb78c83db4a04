using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MlMonitor.Core.Publishing;

/// <summary>
/// Makes values of dimensions of any text. CloudWatch takes printable ASCII that does not begin with a colon:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html.
/// </summary>
internal static class DimensionText
{
    private const int HashLength = 12;

    /// <summary>The text, with other signs as %XX of their UTF-8 bytes; what is too long ends in a hash of the whole.</summary>
    /// <param name="text">Any text.</param>
    public static string Of(string text)
    {
        var trimmed = text.Trim();
        var made = new StringBuilder(trimmed.Length);
        foreach (var rune in trimmed.EnumerateRunes())
            if (rune.Value is >= ' ' and <= '~' && !(rune.Value == ':' && made.Length == 0))
                made.Append((char)rune.Value);
            else
                Escape(made, rune);
        if (made.Length <= MetricLimits.DimensionValueLength)
            return made.ToString();
        // Two long texts that begin alike stay two.
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
        return $"{made.ToString(0, MetricLimits.DimensionValueLength - HashLength - 1)}~{hash}";
    }

    private static void Escape(StringBuilder made, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var one in bytes[..rune.EncodeToUtf8(bytes)])
            made.Append('%').Append(one.ToString("X2", CultureInfo.InvariantCulture));
    }
}
