using System.Management.Automation;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Captured requests in files, which name neither an endpoint nor what is usual: what must be said then, and what is told without it.</summary>
public sealed class GetMlExplanationOfFilesTests : SandboxTest
{
    private const string Command = "GetMlExplanation";
    private const string Model = "-Model { param($rows) foreach ($row in $rows) { $row.a + 3 * $row.b } }";
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor-explained-").FullName;
    private readonly string _usual;

    public GetMlExplanationOfFilesTests(SandboxFixture fixture)
        : base(fixture) => _usual = Put("usual.csv", "a,b\n1,1\n3,5\n");

    [Fact]
    public void They_are_explained_with_a_model_and_what_is_usual()
    {
        var result = Run($"Get-MlExplanation -Capture '{Captured("e1", "1,2")}' -Background '{_usual}' {Model}");
        dynamic explanation = result.Single.BaseObject;

        Assert.Empty(result.Errors);
        // By hand: 1 + 3 x 2 is 7, the mean of 4 and 18 is 11; a is 1 below its mean of 2, b is 1 below its mean of 3 and counts three times.
        Assert.Equal("7 11", $"{explanation.Prediction} {explanation.ExpectedValue}");
        var added = ((System.Collections.IEnumerable)explanation.Attributions).Cast<dynamic>().ToDictionary(a => (string)a.FeatureName, a => (double)a.Value);
        Assert.Equal(-1, added["a"], 9);
        Assert.Equal(-3, added["b"], 9);
    }

    [Fact]
    public void Without_TargetEndpoint_nobody_is_asked()
    {
        var path = Captured("e1", "1,2");
        var result = Run($"Get-MlExplanation -Capture '{path}' -Method KernelShap; 'next'");

        AssertError(Assert.Single(result.Errors), "EndpointNotFound", ErrorCategory.ObjectNotFound, path, Command);
        Assert.Contains("-TargetEndpoint", result.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal("next", Assert.Single(result.Output).ToString());
        Assert.Equal(0, CallsTo("InvokeEndpoint"));
    }

    [Theory]
    [InlineData("a,b\n")]
    [InlineData("")]
    public void A_data_set_without_rows_is_one_error(string content)
    {
        var empty = Put("empty.csv", content);
        var result = Run($"Get-MlExplanation -Capture '{Captured("e1", "1,2")}' -Background '{empty}' {Model}");

        AssertError(Assert.Single(result.Errors), "DatasetEmpty", ErrorCategory.InvalidData, empty, Command);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_request_of_ragged_rows_is_one_error_and_the_others_are_explained()
    {
        var path = Captured("ragged", "1,2\\n3");
        File.AppendAllText(path, File.ReadAllText(Captured("whole", "1,2")));
        var result = Run($"Get-MlExplanation -Capture '{path}' -Background '{_usual}' {Model}");
        var error = Assert.Single(result.Errors);

        Assert.Equal("whole", Assert.Single(result.Values("InferenceId")));
        Assert.Equal("ragged", ((PSObject)PSObject.AsPSObject(error.TargetObject)).Properties["EventId"].Value);
        AssertError(error, "ModelRequestNotUnderstood", ErrorCategory.InvalidData, PSObject.AsPSObject(error.TargetObject).BaseObject, Command);
        Assert.Contains("not of one length", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_endpoint_said_is_told_without_a_baseline_and_nothing_is_said_of_its_sum()
    {
        var result = Run("Get-MlExplanation -Capture s3://ml-capture-123456789012/datacapture/anomaly-detector/ -Region us-east-1 -First 1");
        dynamic explanation = result.Single.BaseObject;

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Null((object?)explanation.ExpectedValue);
        Assert.Null((object?)explanation.IsAdditive);
        Assert.Equal(5, ((System.Collections.IEnumerable)explanation.Attributions).Cast<object>().Count());
    }

    private string Captured(string id, string rows) => Put($"{id}.jsonl", string.Concat(
        """{"captureData":{"endpointInput":{"observedContentType":"text/csv","mode":"INPUT","data":"ROWS","encoding":"CSV"},""".Replace("ROWS", rows, StringComparison.Ordinal),
        """ "endpointOutput":{"observedContentType":"text/csv","mode":"OUTPUT","data":"0.5","encoding":"CSV"}},""",
        $$""" "eventMetadata":{"eventId":"{{id}}","inferenceTime":"2026-11-26T05:00:00Z"},"eventVersion":"0"}""", "\n"));

    private string Put(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
