namespace MlMonitor.AwsClients.Generator;

/// <summary>Writes the code that writes a service's types as Query parameters and reads them from XML.</summary>
internal static class QueryEmitter
{
    public static string Emit(ServiceModel model)
    {
        var writer = new SourceWriter(
            $"Amazon.{model.Namespace}.Model", "System.Collections.Generic", "System.Xml.Linq", "MlMonitor.AwsClients.Runtime");
        writer.Line();
        writer.Open($"internal static class {model.WireName}");
        foreach (var operation in model.Operations)
        {
            EmitWriter(writer, operation.RequestType, operation.Input.Members);
            EmitReader(writer, operation.ResponseType, operation.Output.Members, operation.ResultWrapper);
        }

        foreach (var shape in model.Written)
        {
            EmitWriter(writer, shape.TypeName, shape.Members);
        }

        foreach (var shape in model.Read.Where(s => s.ErrorCode == null))
        {
            EmitReader(writer, shape.TypeName, shape.Members, wrapper: null);
        }

        writer.Close();
        return writer.ToString();
    }

    private static void EmitWriter(SourceWriter writer, string type, IEnumerable<Member> members)
    {
        writer.Line();
        writer.Open($"internal static void Write{type}(QueryWriter query, string prefix, {type} value)");
        foreach (var member in members)
        {
            writer.Line(WriteMember(member));
        }

        writer.Close();
    }

    private static string WriteMember(Member member)
    {
        var value = "value." + member.Property;
        var element = member.Type.Element;
        return member.Type.Kind switch
        {
            WireKind.String or WireKind.Boolean or WireKind.Blob => $"query.Add(prefix + {Literal.Of(member.Name)}, {value});",
            WireKind.List => $"query.AddList(prefix + {Literal.Of(member.Name + ".member")}, {value}, {Writer(element!)});",
            WireKind.Map => $"query.AddMap(prefix + {Literal.Of(member.Name + ".entry")}, {Literal.Of(KeyName(member))}, {Literal.Of(ValueName(member))}, {value}, {Writer(element!)});",
            var kind => throw new NotSupportedException($"{member.Name}: {kind} in a Query request"),
        };
    }

    private static string Writer(WireType element) => element.Kind switch
    {
        WireKind.Structure => $"Write{element.Shape!.TypeName}",
        WireKind.String => "QueryWriter.AddText",
        var kind => throw new NotSupportedException($"a collection of {kind} in a Query request"),
    };

    private static void EmitReader(SourceWriter writer, string type, IEnumerable<Member> members, string? wrapper)
    {
        writer.Line();
        writer.Open($"internal static {type} Read{type}(XElement element)");
        if (wrapper != null)
        {
            writer.Line($"element = XmlReading.Child(element, {Literal.Of(wrapper)});");
        }

        writer.Line($"var value = new {type}();");
        foreach (var member in members)
        {
            writer.Line($"value.{member.Property} = {ReadMember(member)};");
        }

        writer.Line("return value;");
        writer.Close();
    }

    private static string ReadMember(Member member)
    {
        var name = Literal.Of(member.Name);
        return (member.Type.Kind, member.Type.Element?.Kind) switch
        {
            (WireKind.String, _) => $"XmlReading.Text(element, {name})",
            (WireKind.Boolean, _) => $"XmlReading.Boolean(element, {name})",
            (WireKind.List, WireKind.Structure) => $"XmlReading.List(element, {name}, Read{member.Type.Element!.Shape!.TypeName})",
            (WireKind.Map, WireKind.String) => $"XmlReading.Map(element, {name}, {Literal.Of(KeyName(member))}, {Literal.Of(ValueName(member))})",
            var kinds => throw new NotSupportedException($"{member.Name}: {kinds} in a Query reply"),
        };
    }

    private static string KeyName(Member map) => map.Type.Shape?.KeyName ?? "key";

    private static string ValueName(Member map) => map.Type.Shape?.ValueName ?? "value";
}
