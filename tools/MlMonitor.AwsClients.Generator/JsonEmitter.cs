namespace MlMonitor.AwsClients.Generator;

/// <summary>Writes the code that reads and writes a service's types as JSON.</summary>
internal static class JsonEmitter
{
    public static string Emit(ServiceModel model)
    {
        // In the namespace of the types, where their names win over all others, such as System.Range over CloudWatch's.
        var writer = new SourceWriter(
            $"Amazon.{model.Namespace}.Model",
            "System", "System.Collections.Generic", "System.IO", "System.Text.Json", "Amazon.Runtime.Internal", "MlMonitor.AwsClients.Runtime");
        writer.Line();
        writer.Open($"internal static class {model.WireName}");
        foreach (var operation in model.Operations)
        {
            if (model.Protocol == Protocol.RestJson)
            {
                RestEmitter.EmitRequest(writer, model, operation);
                RestEmitter.EmitReply(writer, operation);
            }
            else
            {
                EmitWriter(writer, operation.RequestType, operation.Input.Members);
                EmitReader(writer, operation.ResponseType, operation.Output.Members);
            }
        }

        foreach (var shape in model.Written)
        {
            EmitWriter(writer, shape.TypeName, shape.Members);
        }

        foreach (var shape in model.Read)
        {
            EmitReader(writer, shape.TypeName, shape.Members);
        }

        foreach (var errors in model.Errors.GroupBy(e => e.TypeName))
        {
            var details = ExceptionEmitter.Details(errors);
            if (details.Count > 0)
            {
                EmitFiller(writer, errors.Key, details);
            }
        }

        writer.Close();
        return writer.ToString();
    }

    public static void EmitWriter(SourceWriter writer, string type, IEnumerable<Member> members, string suffix = "")
    {
        writer.Line();
        writer.Open($"internal static void Write{type}{suffix}(Utf8JsonWriter writer, {type} value)");
        writer.Line("writer.WriteStartObject();");
        foreach (var member in members)
        {
            writer.Line(WriteMember(member));
        }

        writer.Line("writer.WriteEndObject();");
        writer.Close();
    }

    public static void EmitReader(SourceWriter writer, string type, IReadOnlyCollection<Member> members, string suffix = "")
    {
        writer.Line();
        writer.Open($"internal static {type} Read{type}{suffix}(ref Utf8JsonReader reader)");
        writer.Open("if (!JsonReading.StartObject(ref reader))");
        writer.Line("return null;");
        writer.Close();
        writer.Line($"var value = new {type}();");
        EmitMemberLoop(writer, members);
        writer.Line("return value;");
        writer.Close();
    }

    /// <summary>Exceptions are made before their body is read, so this reader fills one that is there.</summary>
    private static void EmitFiller(SourceWriter writer, string type, IReadOnlyCollection<Member> members)
    {
        writer.Line();
        writer.Open($"internal static void Read{type}(ref Utf8JsonReader reader, {type} value)");
        EmitMemberLoop(writer, members);
        writer.Close();
    }

    private static void EmitMemberLoop(SourceWriter writer, IReadOnlyCollection<Member> members)
    {
        writer.Open("while (JsonReading.NextMember(ref reader))");
        var otherwise = "";
        foreach (var member in members)
        {
            writer.Open($"{otherwise}if (reader.ValueTextEquals({Literal.Utf8(member.Name)}))");
            writer.Line("reader.Read();");
            writer.Line($"value.{member.Property} = {ReadValue(member.Type, isElement: false)};");
            writer.Close();
            otherwise = "else ";
        }

        if (members.Count > 0)
        {
            writer.Open("else");
            writer.Line("JsonReading.SkipMember(ref reader);");
            writer.Close();
        }
        else
        {
            writer.Line("JsonReading.SkipMember(ref reader);");
        }

        writer.Close();
    }

    private static string ReadValue(WireType type, bool isElement) => type.Kind switch
    {
        WireKind.Enumeration when !isElement => $"{type.Shape!.TypeName}.FindValue(JsonReading.String(ref reader))",
        WireKind.List => $"JsonReading.{(type.Element!.IsValue ? "Values" : "List")}(ref reader, {Reader(type.Element)})",
        WireKind.Map => $"JsonReading.{(type.Element!.IsValue ? "ValueMap" : "Map")}(ref reader, {Reader(type.Element)})",
        _ => $"{Reader(type)}(ref reader)",
    };

    /// <summary>What reads a value: a method's name, or a lambda for a collection in a collection.</summary>
    private static string Reader(WireType type) => type.Kind switch
    {
        WireKind.Structure => $"Read{type.Shape!.TypeName}",
        WireKind.List or WireKind.Map => $"static (ref Utf8JsonReader reader) => {ReadValue(type, isElement: true)}",
        WireKind.Enumeration => "JsonReading.String",
        _ => $"JsonReading.{type.Kind}",
    };

    private static string WriteMember(Member member)
    {
        var start = $"writer, {Literal.Utf8(member.Name)}, value.{member.Property}";
        return member.Type.Kind switch
        {
            _ when member.IsToken => $"JsonWriting.Token({start});",
            WireKind.Structure => $"JsonWriting.Structure({start}, Write{member.Type.Shape!.TypeName});",
            WireKind.List => $"JsonWriting.List({start}, {Writer(member.Type.Element!)});",
            WireKind.Map => $"JsonWriting.Map({start}, {Writer(member.Type.Element!)});",
            WireKind.EpochMillis => $"JsonWriting.EpochMillis({start});",
            _ => $"JsonWriting.Member({start});",
        };
    }

    private static string Writer(WireType type) => type.Kind switch
    {
        WireKind.Structure => $"Write{type.Shape!.TypeName}",
        WireKind.List => $"static (writer, items) => JsonWriting.Items(writer, items, {Writer(type.Element!)})",
        WireKind.Map => $"static (writer, entries) => JsonWriting.Entries(writer, entries, {Writer(type.Element!)})",
        _ => "JsonWriting.Value",
    };
}
