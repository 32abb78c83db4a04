namespace MlMonitor.AwsClients.Generator;

/// <summary>Writes the enumerations: open sets of strings with the known values as constants.</summary>
internal static class EnumerationEmitter
{
    public static string Emit(ServiceModel model)
    {
        var writer = new SourceWriter($"Amazon.{model.Namespace}", "Amazon.Runtime");
        foreach (var shape in model.Enumerations)
        {
            var type = shape.TypeName;
            writer.Line();
            writer.Open($"public partial class {type} : ConstantClass");
            foreach (var constant in shape.Values.GroupBy(Naming.Constant).OrderBy(g => g.Key, StringComparer.Ordinal))
            {
                var hides = Naming.HidesObject(constant.Key) ? "new " : "";
                writer.Line($"public static {hides}readonly {type} {constant.Key} = new {type}({Literal.Of(constant.First())});");
            }

            writer.Line($"public {type}(string value) : base(value) {{ }}");
            writer.Line($"public static {type} FindValue(string value) => FindValue<{type}>(value);");
            writer.Line($"public static implicit operator {type}(string value) => FindValue(value);");
            writer.Close();
        }

        return writer.ToString();
    }
}
