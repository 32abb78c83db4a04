namespace MlMonitor.AwsClients.Generator;

/// <summary>Writes requests, replies and the structures in them: properties and nothing else.</summary>
internal static class ModelEmitter
{
    public static string Emit(ServiceModel model)
    {
        var writer = new SourceWriter(
            $"Amazon.{model.Namespace}.Model", "System", "System.Collections.Generic", "System.IO", "Amazon.Runtime");
        foreach (var operation in model.Operations)
        {
            EmitClass(writer, operation.RequestType, model.RequestBase, operation.Input.Members);
            EmitClass(writer, operation.ResponseType, "AmazonWebServiceResponse", operation.Output.Members);
        }

        foreach (var shape in model.Written.Union(model.Read).OrderBy(s => s.TypeName, StringComparer.Ordinal))
        {
            EmitClass(writer, shape.TypeName, null, shape.Members);
        }

        return writer.ToString();
    }

    public static void EmitProperties(SourceWriter writer, IEnumerable<Member> members)
    {
        foreach (var member in members)
        {
            var type = member.Type.PropertyType;
            var initial = member.Type.IsCollection ? $" = AWSConfigs.InitializeCollections ? new {type}() : null;" : "";
            if (member.IsDeprecated)
            {
                writer.Line("[Obsolete]");
            }

            var hides = Naming.HidesObject(member.Property) ? "new " : "";
            writer.Line($"public {hides}{type} {member.Property} {{ get; set; }}{initial}");
        }
    }

    private static void EmitClass(SourceWriter writer, string name, string? parent, IEnumerable<Member> members)
    {
        writer.Line();
        writer.Open($"public partial class {name}{(parent == null ? "" : " : " + parent)}");
        EmitProperties(writer, members);
        writer.Close();
    }
}
