using System.Text;
using System.Text.Json;

namespace MlMonitor.Core.Watching.Configuration;

/// <summary>Reads a configuration in JSON, with its lines. Comments and trailing commas are allowed: people write it.</summary>
public static class JsonConfigReader
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mistakes">Hears where it is no JSON.</param>
    /// <returns>The value; null where it is no JSON.</returns>
    public static ConfigNode? Read(string text, ConfigMistakes mistakes)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            reader.Read();
            var node = Value(ref reader, new Lines(bytes));
            return reader.Read() ? throw new JsonException("Something follows the end.", null, null, null) : node;
        }
        catch (JsonException e)
        {
            mistakes.Wrong((int)(e.LineNumber ?? 0) + 1, "file", $"This is no JSON: {e.Message.Split(" LineNumber:")[0]}", "Mind commas, quotes and brackets on this line and the one before.");
            return null;
        }
    }

    private static ConfigNode Value(ref Utf8JsonReader reader, Lines lines)
    {
        var line = lines.Of(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var entries = new List<ConfigEntry>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var (at, name) = (lines.Of(reader.TokenStartIndex), reader.GetString()!);
                    reader.Read();
                    entries.Add(new ConfigEntry(at, name, Value(ref reader, lines)));
                }

                return new ConfigTable(line, entries);
            case JsonTokenType.StartArray:
                var items = new List<ConfigNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Value(ref reader, lines));
                return new ConfigList(line, items);
            case JsonTokenType.String:
                return new ConfigValue(line, reader.GetString());
            case JsonTokenType.Number:
                return new ConfigValue(line, reader.TryGetInt32(out var whole) ? (object)whole : reader.GetDouble());
            case JsonTokenType.Null:
                return new ConfigValue(line, null);
            default:
                return new ConfigValue(line, reader.GetBoolean());
        }
    }

    /// <summary>Counts lines. Tokens come in order, so the text is gone through once.</summary>
    private sealed class Lines(byte[] text)
    {
        private long _at;
        private int _line = 1;

        public int Of(long position)
        {
            for (; _at < position; _at++)
                if (text[_at] == (byte)'\n')
                    _line++;
            return _line;
        }
    }
}
