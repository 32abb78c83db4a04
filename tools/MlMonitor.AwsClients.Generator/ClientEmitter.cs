namespace MlMonitor.AwsClients.Generator;

/// <summary>Writes the client with its interface, its configuration and the bases of its requests and exceptions.</summary>
internal static class ClientEmitter
{
    public static string Emit(ServiceModel model)
    {
        var writer = new SourceWriter(
            $"Amazon.{model.Namespace}",
            "System", "System.Net", "System.Threading", "System.Threading.Tasks", "Amazon.Runtime",
            $"Amazon.{model.Namespace}.Model", "MlMonitor.AwsClients.Runtime");
        EmitInterface(writer, model);
        EmitClient(writer, model);
        EmitConfig(writer, model);
        writer.Line();
        writer.Line($"public partial class {model.RequestBase} : AmazonWebServiceRequest {{ }}");
        writer.Line();
        writer.Open($"public partial class {model.ExceptionName} : AmazonServiceException");
        ExceptionEmitter.EmitConstructors(writer, model.ExceptionName);
        writer.Close();
        return writer.ToString();
    }

    private static void EmitInterface(SourceWriter writer, ServiceModel model)
    {
        writer.Line();
        writer.Open($"public partial interface IAmazon{model.Namespace} : IAmazonService, IDisposable");
        foreach (var operation in model.Operations)
        {
            writer.Line(Signature(operation, " = default") + ";");
        }

        // By its full name: SageMaker has an Endpoint of its own.
        writer.Line("Amazon.Runtime.Endpoints.Endpoint DetermineServiceOperationEndpoint(AmazonWebServiceRequest request);");
        writer.Line($"static ClientConfig IAmazonService.CreateDefaultClientConfig() => new {model.ConfigName}();");
        writer.Line("static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>");
        writer.Line($"    awsCredentials == null ? new {model.ClientName}(({model.ConfigName})clientConfig) : new {model.ClientName}(awsCredentials, ({model.ConfigName})clientConfig);");
        writer.Close();
    }

    private static void EmitClient(SourceWriter writer, ServiceModel model)
    {
        var client = model.ClientName;
        var config = model.ConfigName;
        writer.Line();
        writer.Open($"public partial class {client} : ModeledServiceClient, IAmazon{model.Namespace}");
        writer.Line($"public {client}() : base(new {config}()) {{ }}");
        writer.Line($"public {client}(RegionEndpoint region) : base(new {config} {{ RegionEndpoint = region }}) {{ }}");
        writer.Line($"public {client}({config} config) : base(config) {{ }}");
        writer.Line($"public {client}(AWSCredentials credentials) : this(credentials, new {config}()) {{ }}");
        writer.Line($"public {client}(AWSCredentials credentials, RegionEndpoint region) : this(credentials, new {config} {{ RegionEndpoint = region }}) {{ }}");
        writer.Line($"public {client}(AWSCredentials credentials, {config} clientConfig) : base(credentials, clientConfig) {{ }}");
        EmitKeyConstructors(writer, client, config, "string awsAccessKeyId, string awsSecretAccessKey", "new BasicAWSCredentials(awsAccessKeyId, awsSecretAccessKey)");
        EmitKeyConstructors(writer, client, config, "string awsAccessKeyId, string awsSecretAccessKey, string awsSessionToken", "new SessionAWSCredentials(awsAccessKeyId, awsSecretAccessKey, awsSessionToken)");
        foreach (var operation in model.Operations)
        {
            writer.Line();
            writer.Line($"public virtual {Signature(operation, " = default")} =>");
            writer.Line($"    {Call(model, operation)};");
        }

        writer.Close();
    }

    private static void EmitKeyConstructors(SourceWriter writer, string client, string config, string keys, string credentials)
    {
        writer.Line($"public {client}({keys}) : this({credentials}) {{ }}");
        writer.Line($"public {client}({keys}, RegionEndpoint region) : this({credentials}, region) {{ }}");
        writer.Line($"public {client}({keys}, {config} clientConfig) : this({credentials}, clientConfig) {{ }}");
    }

    private static void EmitConfig(SourceWriter writer, ServiceModel model)
    {
        writer.Line();
        writer.Open($"public partial class {model.ConfigName} : ModeledClientConfig");
        writer.Open("private static readonly ServiceDescription Description = new ServiceDescription");
        writer.Line($"ServiceName = {Literal.Of("Amazon." + model.Namespace)},");
        writer.Line($"ServiceId = {Literal.Of(model.ServiceId)},");
        writer.Line($"ApiVersion = {Literal.Of(model.ApiVersion)},");
        writer.Line($"EndpointPrefix = {Literal.Of(model.EndpointPrefix)},");
        writer.Line($"SigningName = {Literal.Of(model.SigningName)},");
        writer.Line($"JsonVersion = {Literal.Of(model.JsonVersion)},");
        writer.Line($"TargetPrefix = {Literal.Of(model.TargetPrefix)},");
        writer.Line($"IsQueryCompatible = {(model.IsQueryCompatible ? "true" : "false")},");
        writer.Line($"CreateException = {model.Namespace}Errors.Create,");
        if (model.Endpoints.Count > 0)
        {
            writer.Open("FindIrregularEndpoint = static key => key switch");
            foreach (var endpoint in model.Endpoints)
            {
                writer.Line($"{Literal.Of(endpoint.Key)} => {Literal.Of(endpoint.Value)},");
            }

            writer.Line("_ => null,");
            writer.Close(",");
        }

        writer.Close(";");
        writer.Line($"public {model.ConfigName}() : base(Description) {{ }}");
        writer.Line($"public static new string ServiceId => {Literal.Of(model.ServiceId)};");
        writer.Close();
    }

    private static string Signature(Operation operation, string defaultToken) =>
        $"Task<{operation.ResponseType}> {operation.Name}Async({operation.RequestType} request, CancellationToken cancellationToken{defaultToken})";

    private static string Call(ServiceModel model, Operation operation)
    {
        var write = $"{model.WireName}.Write{operation.RequestType}";
        var read = $"{model.WireName}.Read{operation.ResponseType}";
        return model.Protocol switch
        {
            Protocol.Json => $"SendJsonAsync({Literal.Of(operation.Name)}, request, {write}, {read}, cancellationToken)",
            Protocol.Query => $"SendQueryAsync({Literal.Of(operation.Name)}, request, {write}, {read}, cancellationToken)",
            _ => $"SendRestAsync({Literal.Of(operation.Method)}, {Literal.Of(operation.Path)}, request, {write}, {read}, cancellationToken)",
        };
    }
}
