using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace MlMonitor.Sandbox.Protocol;

/// <summary>One page of a listing, and the opaque token of the next.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? NextToken);

internal static class Page
{
    /// <summary>
    /// Cuts a page. A token is good only for the listing it came from: <paramref name="listing"/> names the operation and
    /// everything that selects its items.
    /// </summary>
    public static Page<T> Of<T>(IReadOnlyList<T> all, string listing, string? token, int size, Func<AwsError> invalidToken)
    {
        var start = token is null ? 0 : Read(token, listing) ?? throw invalidToken();
        var items = all.Skip(start).Take(size).ToList();
        var next = start + items.Count;
        return new Page<T>(items, next < all.Count ? Write(listing, next) : null);
    }

    private static string Write(string listing, int next) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{next}|{listing}")));

    private static int? Read(string token, string listing)
    {
        if (!Base64Url.IsValid(token))
            return null;

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        return text.Split('|', 2) is [var next, var of]
            && of == listing
            && int.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                ? start
                : null;
    }
}
