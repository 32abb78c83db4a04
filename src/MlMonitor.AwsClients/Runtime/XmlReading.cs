using System.Xml;
using System.Xml.Linq;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Reads XML as the Query services write it. Names are compared without their namespace.</summary>
internal static class XmlReading
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public static XElement? Parse(ArraySegment<byte> body)
    {
        if (body.Count == 0)
        {
            return null;
        }

        using var stream = new MemoryStream(body.Array!, body.Offset, body.Count);
        using var reader = XmlReader.Create(stream, Settings);
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
    }

    public static XElement? Child(XElement? parent, string name) =>
        parent?.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static string? Text(XElement? parent, string name) => Child(parent, name)?.Value;

    public static bool? Boolean(XElement? parent, string name) =>
        Text(parent, name) is { Length: > 0 } text ? XmlConvert.ToBoolean(text) : null;

    public static List<T>? List<T>(XElement? parent, string name, Func<XElement, T> read) =>
        Child(parent, name)?.Elements().Select(read).ToList();

    public static Dictionary<string, string>? Map(XElement? parent, string name, string keyName, string valueName) =>
        Child(parent, name)?.Elements().ToDictionary(e => Text(e, keyName) ?? "", e => Text(e, valueName) ?? "");
}
