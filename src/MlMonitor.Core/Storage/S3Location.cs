namespace MlMonitor.Core.Storage;

/// <summary>Where something is in S3.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key, or the beginning of keys; empty for the whole bucket.</param>
public sealed record S3Location(string Bucket, string Key)
{
    private const string Scheme = "s3://";

    /// <summary>The place as a folder: its key ends with a slash, so that <c>churn</c> does not take in <c>churn-2</c>.</summary>
    internal S3Location AsFolder => Key.Length == 0 || Key.EndsWith('/') ? this : this with { Key = Key + "/" };

    /// <summary>The last part of the key.</summary>
    internal string Name => Key[(Key.LastIndexOf('/') + 1)..];

    /// <summary>Whether a text is meant to be an address of S3, well written or not.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Whether it begins like one.</returns>
    public static bool IsMeantBy(string? text) => text?.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Reads an address such as <c>s3://bucket/key</c>.</summary>
    /// <param name="text">The address.</param>
    /// <param name="location">The place; null where the text is no address.</param>
    /// <returns>The problem; null where there is none.</returns>
    public static Problem? TryParse(string? text, out S3Location? location)
    {
        location = null;
        if (IsMeantBy(text))
        {
            var rest = text![Scheme.Length..];
            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            var bucket = slash < 0 ? rest : rest[..slash];
            if (IsBucket(bucket))
            {
                location = new S3Location(bucket, slash < 0 ? "" : rest[(slash + 1)..]);
                return null;
            }
        }

        return Problem.Of(ProblemId.S3UriInvalid, $"'{text}' is no address of S3.", text, "Give an address such as s3://bucket/prefix.");
    }

    /// <summary>A place below this one.</summary>
    internal S3Location Below(string name) => this with { Key = AsFolder.Key + name };

    /// <inheritdoc/>
    public override string ToString() => $"{Scheme}{Bucket}/{Key}";

    /// <summary>
    /// The rules for names (Amazon S3 User Guide, "Bucket naming rules"), those of old that allow upper case and underscores among
    /// them, and ARNs of access points.
    /// </summary>
    private static bool IsBucket(string name) => name.StartsWith("arn:", StringComparison.Ordinal)
        || (name.Length is >= 3 and <= 255 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'));
}
