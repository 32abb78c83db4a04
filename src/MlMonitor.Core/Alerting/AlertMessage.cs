using System.Text;

namespace MlMonitor.Core.Alerting;

/// <summary>An alert in its form, small enough for a topic.</summary>
/// <param name="Content">What it says.</param>
/// <param name="Body">The body.</param>
/// <param name="TruncatedBytes">The bytes of the text that were cut off.</param>
public sealed record AlertMessage(AlertContent Content, string Body, int TruncatedBytes)
{
    /// <summary>What SNS takes, attributes included, in UTF-8 (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html, Message).</summary>
    public const int MaxBytes = 262_144;

    /// <summary>Puts an alert in a form. What is too long is cut in the text itself, so that JSON stays JSON, and says so.</summary>
    /// <param name="content">What to say.</param>
    /// <param name="format">In which form.</param>
    /// <returns>The message.</returns>
    public static AlertMessage Compose(AlertContent content, MlAlertFormat format)
    {
        var room = MaxBytes - content.AttributeBytes();
        var body = AlertBody.Write(content, format, content.About.Reason);
        if (Encoding.UTF8.GetByteCount(body) <= room)
            return new AlertMessage(content, body, 0);

        // Escaping makes the form longer than the text by a factor that depends on the text: halve the interval until it fits.
        var (fits, tooLong) = (0, content.About.Reason.Length);
        while (tooLong - fits > 1)
        {
            var middle = fits + ((tooLong - fits) / 2);
            if (Encoding.UTF8.GetByteCount(AlertBody.Write(content, format, Cut(content.About.Reason, middle))) <= room)
                fits = middle;
            else
                tooLong = middle;
        }

        return new AlertMessage(content, AlertBody.Write(content, format, Cut(content.About.Reason, fits)), CutBytes(content.About.Reason, fits));
    }

    private static string Cut(string text, int length) => $"{text[..Whole(text, length)]} [cut: {CutBytes(text, length)} bytes more]";

    private static int CutBytes(string text, int length) => Encoding.UTF8.GetByteCount(text.AsSpan(Whole(text, length)));

    /// <summary>Never between the two halves of one character.</summary>
    private static int Whole(string text, int length) =>
        length > 0 && length < text.Length && char.IsLowSurrogate(text[length]) ? length - 1 : length;
}
