using System.Text;
using System.Text.Json;
using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Conformance;

/// <summary>Models on moto, whose answers are what a test lays ready.</summary>
[Collection(ModuleCollection.Name)]
public sealed class MotoModelTests
{
    [MotoFact]
    public async Task Answers_of_an_endpoint_become_Shapley_values()
    {
        // Usual 10, the request 17, with the first value alone 13, with the second alone 12: by the definition
        // (3 + 5) / 2 = 4 and (2 + 4) / 2 = 3.
        using var moto = await StartAsync("10\n", "17\n", "13\n12\n");
        using var host = new ModuleHost(environment: moto.SessionEnvironment("test"));
        using var asked = new AskedModel();
        var result = host.Run($"{asked.Script} -TargetEndpoint moto-captured");

        Assert.Empty(result.Errors);
        dynamic explanation = result.Single.BaseObject;
        Assert.Equal("moto-captured 17 10 True", $"{explanation.EndpointName} {explanation.Prediction} {explanation.ExpectedValue} {explanation.IsAdditive}");
        Assert.Equal("a 4, b 3", string.Join(", ", ((System.Collections.IEnumerable)explanation.Attributions).Cast<dynamic>().Select(a => $"{a.FeatureName} {Math.Round((double)a.Value, 9)}")));
    }

    [MotoFact]
    public async Task An_answer_that_is_no_number_is_one_error_that_names_the_endpoint()
    {
        using var moto = await StartAsync("word\n");
        using var host = new ModuleHost(environment: moto.SessionEnvironment("test"));
        using var asked = new AskedModel();
        var result = host.Run($"{asked.Script} -TargetEndpoint moto-captured");

        var error = Assert.Single(result.Errors);
        Assert.StartsWith("ModelAnswerInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("moto-captured", error.TargetObject);
        Assert.Contains("moto-captured", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    private static async Task<ServerProcess> StartAsync(params string[] answers)
    {
        var moto = await ServerProcess.MotoAsync();
        var (exit, output) = await Botocore.RunAsync(Path.Combine(AppContext.BaseDirectory, "Conformance", "python", "moto_endpoints.py"), moto.Address.ToString());
        Assert.True(exit == 0, output);
        using var http = new HttpClient();
        // The address at which moto takes what it is to answer: https://docs.getmoto.org/en/latest/docs/services/sagemaker-runtime.html
        var results = JsonSerializer.Serialize(new { region = "eu-west-1", results = answers.Select(answer => new { Body = answer, ContentType = "text/csv" }) });
        // It reads a body only where its length is told.
        using var body = new StringContent(results, Encoding.UTF8, "application/json");
        var laid = await http.PostAsync(new Uri(moto.Address, "/moto-api/static/sagemaker/endpoint-results"), body);
        Assert.True(laid.IsSuccessStatusCode);
        return moto;
    }
}
