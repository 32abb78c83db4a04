using System.Reflection;
using Amazon.Runtime;

namespace MlMonitor.AwsClients.Tests.Support;

/// <summary>Makes and calls clients by reflection, so that one test serves all of them.</summary>
internal static class Clients
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    public const string Token = "TOKENEXAMPLE";
    public const string Region = "eu-west-1";

    public static readonly Assembly Shipped = typeof(Amazon.SageMaker.AmazonSageMakerClient).Assembly;

    private static readonly AWSCredentials Credentials = new SessionAWSCredentials(AccessKey, SecretKey, Token);

    /// <summary>Makes a configuration for a server at a URL that does not retry.</summary>
    public static T Config<T>(string url)
        where T : ClientConfig, new() =>
        (T)Configure(new T(), url);

    public static AmazonServiceClient Create(Assembly assembly, string @namespace, string url, Action<ClientConfig>? configure = null)
    {
        var config = Configure((ClientConfig)Activator.CreateInstance(Type(assembly, @namespace, "Config"))!, url);
        configure?.Invoke(config);
        return (AmazonServiceClient)Activator.CreateInstance(Type(assembly, @namespace, "Client"), Credentials, config)!;
    }

    public static object CreateRequest(Assembly assembly, string @namespace, string operation) =>
        Activator.CreateInstance(assembly.GetType($"Amazon.{@namespace}.Model.{operation}Request", throwOnError: true)!)!;

    /// <summary>Calls an operation, and throws what it throws.</summary>
    public static async Task<AmazonWebServiceResponse> CallAsync(
        AmazonServiceClient client, string operation, object request, CancellationToken cancellationToken = default)
    {
        var method = client.GetType().GetMethod(operation + "Async", [request.GetType(), typeof(CancellationToken)])!;
        var task = (Task)method.Invoke(client, [request, cancellationToken])!;
        await task;
        return (AmazonWebServiceResponse)task.GetType().GetProperty("Result")!.GetValue(task)!;
    }

    private static Type Type(Assembly assembly, string @namespace, string suffix) =>
        assembly.GetType($"Amazon.{@namespace}.Amazon{@namespace}{suffix}", throwOnError: true)!;

    private static ClientConfig Configure(ClientConfig config, string url)
    {
        config.ServiceURL = url;
        config.AuthenticationRegion = Region;
        config.MaxErrorRetry = 0;
        return config;
    }
}
