namespace MlMonitor.AwsClients.Generator;

/// <summary>Writes the typed exceptions and the choice among them.</summary>
internal static class ExceptionEmitter
{
    public static string Emit(ServiceModel model)
    {
        var writer = new SourceWriter(
            $"Amazon.{model.Namespace}.Model", "System", "System.Collections.Generic", "System.Net", "Amazon.Runtime", "MlMonitor.AwsClients.Runtime");
        // Two errors may share a name, as LimitExceededException and LimitExceededFault do.
        var byType = model.Errors.GroupBy(s => s.TypeName).ToList();
        foreach (var errors in byType)
        {
            writer.Line();
            writer.Open($"public partial class {errors.Key} : {model.ExceptionName}");
            EmitConstructors(writer, errors.Key);
            ModelEmitter.EmitProperties(writer, Details(errors));
            writer.Close();
        }

        writer.Line();
        writer.Open($"internal static class {model.Namespace}Errors");
        writer.Open("public static AmazonServiceException Create(ServiceError error) => error.Code switch");
        var typeOfCode = TypeOfCode(byType.SelectMany(g => g).ToList());
        foreach (var errors in byType)
        {
            var codes = typeOfCode.Where(p => p.Value == errors.Key).Select(p => Literal.Of(p.Key));
            var created = $"new {errors.Key}({Arguments})";
            if (Details(errors).Count > 0)
            {
                if (model.Protocol == Protocol.Query)
                {
                    throw new NotSupportedException($"{model.ServiceId}: {errors.Key} has members, which are read from JSON only");
                }

                created = $"error.Fill({created}, {model.WireName}.Read{errors.Key})";
            }

            writer.Line($"{string.Join(" or ", codes)} => {created},");
        }

        writer.Line($"_ => new {model.ExceptionName}({Arguments}),");
        writer.Close(";");
        writer.Close();
        return writer.ToString();
    }

    /// <summary>
    /// What may stand on the wire for an error: its shape's name or its code. Names come first, as CloudWatch gives its
    /// DashboardNotFoundError the code ResourceNotFound, which is also another error's name.
    /// </summary>
    private static Dictionary<string, string> TypeOfCode(List<Shape> errors)
    {
        var types = errors.ToDictionary(e => e.Name, e => e.TypeName);
        foreach (var error in errors.Where(e => !types.ContainsKey(e.ErrorCode!)))
        {
            types.Add(error.ErrorCode!, error.TypeName);
        }

        return types;
    }

    /// <summary>The members of an exception but for its message.</summary>
    public static List<Member> Details(IEnumerable<Shape> errors) => errors
        .SelectMany(e => e.Members)
        .Where(m => m.Property != "Message")
        .GroupBy(m => m.Property)
        .Select(g => g.First())
        .ToList();

    public static void EmitConstructors(SourceWriter writer, string type)
    {
        const string Full = "ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode";
        writer.Line($"public {type}() : base() {{ }}");
        writer.Line($"public {type}(string message) : base(message) {{ }}");
        writer.Line($"public {type}(string message, Exception innerException) : base(message, innerException) {{ }}");
        writer.Line($"public {type}(Exception innerException) : base(innerException) {{ }}");
        writer.Line($"public {type}(string message, Exception innerException, {Full}) : base(message, innerException, errorType, errorCode, requestId, statusCode) {{ }}");
        writer.Line($"public {type}(string message, {Full}) : base(message, errorType, errorCode, requestId, statusCode) {{ }}");
    }

    private const string Arguments = "error.Message, error.Inner, error.Type, error.ReportedCode, error.RequestId, error.Status";
}
