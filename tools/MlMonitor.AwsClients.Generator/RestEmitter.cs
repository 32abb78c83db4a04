namespace MlMonitor.AwsClients.Generator;

/// <summary>Writes the code that spreads a REST request over path, headers and body, and gathers a reply from them.</summary>
internal static class RestEmitter
{
    public static void EmitRequest(SourceWriter writer, ServiceModel model, Operation operation)
    {
        var members = operation.Input.Members;
        writer.Line();
        writer.Open($"internal static void Write{operation.RequestType}(IRequest http, {operation.RequestType} value)");
        if (operation.Input.Payload is { } payload)
        {
            writer.Line($"RestWriting.Payload(http, value.{Naming.Capitalize(payload)});");
        }
        else if (members.Any(m => m.Location == null))
        {
            writer.Line($"RestWriting.Body(http, value, Write{operation.RequestType}Body);");
        }

        foreach (var member in members.Where(m => m.Location != null))
        {
            var value = "value." + member.Property;
            writer.Line(member.Location switch
            {
                "header" => $"RestWriting.Header(http, {Literal.Of(member.LocationName)}, {value});",
                "uri" => $"http.AddPathResource({Literal.Of("{" + member.LocationName + "}")}, string.IsNullOrEmpty({value}) ? throw new {model.ExceptionName}(\"Request object does not have required field {member.Property} set\") : {value});",
                _ => throw new NotSupportedException($"{model.ServiceId}: {member.Name} in {member.Location}"),
            });
        }

        writer.Close();
        if (operation.Input.Payload == null && members.Any(m => m.Location == null))
        {
            JsonEmitter.EmitWriter(writer, operation.RequestType, members.Where(m => m.Location == null), "Body");
        }
    }

    public static void EmitReply(SourceWriter writer, Operation operation)
    {
        var output = operation.Output;
        var inBody = output.Members.Where(m => m.Location == null).ToList();
        writer.Line();
        writer.Open($"internal static {operation.ResponseType} Read{operation.ResponseType}(RestReply reply)");
        if (output.Payload is { } payload)
        {
            writer.Line($"var value = new {operation.ResponseType}();");
            writer.Line($"value.{Naming.Capitalize(payload)} = reply.Payload();");
        }
        else
        {
            writer.Line($"var value = reply.Body(Read{operation.ResponseType}Body);");
        }

        foreach (var member in output.Members.Where(m => m.Location == "header"))
        {
            if (member.Type.Kind != WireKind.String)
            {
                throw new NotSupportedException($"{operation.Name}: header {member.LocationName} is no string");
            }

            writer.Line($"value.{member.Property} = reply.Header({Literal.Of(member.LocationName)});");
        }

        writer.Line("return value;");
        writer.Close();
        if (output.Payload == null)
        {
            JsonEmitter.EmitReader(writer, operation.ResponseType, inBody, "Body");
        }
    }
}
