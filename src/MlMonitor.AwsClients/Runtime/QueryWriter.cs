using System.Globalization;
using Amazon;
using Amazon.Runtime.Internal;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>
/// Writes members as Query parameters: Tags.member.1.Key=a. The prefix of a structure's members ends in a dot, that of a
/// request's members is empty.
/// </summary>
internal sealed class QueryWriter(ParameterCollection parameters)
{
    public void Add(string name, string? value)
    {
        if (value != null)
        {
            parameters.Add(name, value);
        }
    }

    public void Add(string name, bool? value) => Add(name, value is { } flag ? (flag ? "true" : "false") : null);

    public void Add(string name, MemoryStream? value) => Add(name, value == null ? null : Convert.ToBase64String(value.ToArray()));

    public void AddList<T>(string name, List<T>? items, Action<QueryWriter, string, T> write)
    {
        if (items is { Count: 0 } && !AWSConfigs.InitializeCollections)
        {
            // An empty list is not an absent one: it clears what is there.
            parameters.Add(name[..name.LastIndexOf('.')], "");
        }

        for (var i = 0; i < items?.Count; i++)
        {
            write(this, Numbered(name, i), items[i]);
        }
    }

    public void AddMap<T>(string name, string keyName, string valueName, Dictionary<string, T>? entries, Action<QueryWriter, string, T> write)
    {
        var i = 0;
        foreach (var entry in entries ?? [])
        {
            var start = Numbered(name, i++);
            Add(start + keyName, entry.Key);
            write(this, start + valueName + ".", entry.Value);
        }
    }

    /// <summary>Writes an element that is text, and so has no members.</summary>
    public static void AddText(QueryWriter query, string prefix, string value) => query.Add(prefix[..^1], value);

    private static string Numbered(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}.{index + 1}.");
}
