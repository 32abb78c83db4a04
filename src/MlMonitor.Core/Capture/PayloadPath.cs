using System.Text;
using System.Text.Json;
using DevLab.JmesPath;

namespace MlMonitor.Core.Capture;

/// <summary>Takes of JSON what a JMESPath says, each document of JSON Lines by itself. Costs objects, so only for who asks.</summary>
internal sealed class PayloadPath(string expression)
{
    private readonly JmesPath _engine = new();

    /// <summary>Whether a text is a JMESPath.</summary>
    public static bool IsPath(string text)
    {
        try
        {
            new JmesPath().Parse(text);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>Chooses.</summary>
    /// <param name="text">The payload.</param>
    /// <param name="chosen">What was chosen, as JSON: one value a document.</param>
    /// <returns>Why it cannot be; null where it could.</returns>
    public string? Choose(ReadOnlySpan<byte> text, out byte[] chosen)
    {
        chosen = [];
        using var into = new MemoryStream(text.Length);
        try
        {
            while (true)
            {
                var begin = text.IndexOfAnyExcept(" \t\r\n"u8);
                if (begin < 0)
                    break;
                text = text[begin..];
                var reader = new Utf8JsonReader(text);
                reader.Read();
                reader.Skip();
                into.Write(Encoding.UTF8.GetBytes(_engine.Transform(Encoding.UTF8.GetString(text[..(int)reader.BytesConsumed]), expression)));
                into.WriteByte((byte)'\n');
                text = text[(int)reader.BytesConsumed..];
            }
        }
        catch (JsonException)
        {
            return "its payload is not JSON";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"its JMESPath fails: {e.Message}";
        }

        chosen = into.ToArray();
        return null;
    }
}
