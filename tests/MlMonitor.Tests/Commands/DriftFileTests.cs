using System.IO.Compression;
using System.Management.Automation;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Drift of requests in files of this machine, as people have them.</summary>
public sealed class DriftFileTests(SandboxFixture fixture) : SandboxTest(fixture), IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor-drift-").FullName;

    [Fact]
    public void Features_of_JSON_are_where_a_JMESPath_says_and_are_called_as_the_baseline_calls_them()
    {
        var requests = Enumerable.Range(0, 3000).Select(i => Request($$$"""{"instances":[{"features":[{{{i % 7}}},{{{i % 11}}}],"id":{{{i}}}}]}""", $$"""{"predictions":[{"score":0.{{i % 10}}}]}""", "application/json", "JSON"));
        var command = Files(requests, Enumerable.Range(0, 3000).Select(i => $"{i % 7},{i % 5}").Prepend("a,b"));
        var result = Run(command + " -FeaturesAttribute 'instances[*].features'");

        Assert.Empty(result.Errors);
        Assert.All(Findings(result, "FeatureName", "Severity").SkipLast(1), finding => Assert.Equal(finding.StartsWith('b'), !finding.EndsWith("Ok", StringComparison.Ordinal)));
        Assert.Equal(["a", "b"], Findings(result, "FeatureName").SkipLast(1).Distinct().Order(StringComparer.Ordinal));
        AssertError(Assert.Single(Run(command + " -FeaturesAttribute 'instances[*'").Errors), "InvalidRequest", ErrorCategory.InvalidArgument, "instances[*", "TestMlEndpointDrift");
    }

    [Fact]
    public void A_first_request_that_is_damaged_does_not_take_the_names_from_the_others()
    {
        var result = Run(Files(Enumerable.Range(0, 3000).Select(i => Request($"{i % 7},{i % 11}")).Prepend(Request("1")), Enumerable.Range(0, 3000).Select(i => $"{i % 7},{i % 11}").Prepend("a,b")));

        Assert.Empty(result.Errors);
        Assert.Contains("1 of 3001 records", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(["Ok a", "Ok b", "Ok "], Findings(result, "Severity", "FeatureName"));
    }

    [Fact]
    public void A_baseline_without_names_has_its_first_column_called_as_the_answer_is_and_both_stay_apart()
    {
        var result = Run(Files(Enumerable.Range(0, 3000).Select(i => Request($"{i % 7},{i % 11}", "0.5")), Enumerable.Range(0, 3000).Select(i => $"{i % 7},{i % 11}")));

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal(["Ok _c0", "Ok _c1", "Ok "], Findings(result, "Severity", "FeatureName"));
    }

    [Fact]
    public void Truth_values_are_the_same_however_they_are_spelt()
    {
        var requests = Enumerable.Range(0, 3000).Select(i => Request(i % 3 == 0 ? """{"f":true}""" : """{"f":false}""", type: "application/json", encoding: "JSON"));
        var result = Run(Files(requests, Enumerable.Range(0, 3000).Select(i => i % 3 == 0 ? "True" : "False").Prepend("f")));

        Assert.Equal(["Ok f Drift", "Ok  All"], Findings(result, "Severity", "FeatureName", "Check"));
    }

    [Theory]
    [InlineData("Test-MlEndpointDrift -Baseline '{0}/train.csv'")]
    [InlineData("New-MlProfile")]
    [InlineData("Test-MlModelQuality")]
    public void A_file_that_ends_in_the_middle_of_a_record_or_of_its_packing_is_told(string command)
    {
        Files(Enumerable.Range(0, 3000).Select(i => Request($"{i % 7},{i % 11}", "0.5")), Enumerable.Range(0, 3000).Select(i => $"{i % 7},{i % 11}").Prepend("a,b"));
        var whole = File.ReadAllBytes(Path.Combine(_folder, "c.jsonl"));
        using (var packed = new GZipStream(File.Create(Path.Combine(_folder, "cut.jsonl.gz")), CompressionLevel.Fastest))
            packed.Write(whole);
        File.WriteAllBytes(Path.Combine(_folder, "cut.jsonl"), whole[..^30]);
        File.WriteAllBytes(Path.Combine(_folder, "cut.jsonl.gz"), File.ReadAllBytes(Path.Combine(_folder, "cut.jsonl.gz"))[..^30]);

        foreach (var file in (string[])["cut.jsonl", "cut.jsonl.gz"])
            Assert.Contains(
                "1 of 1 files end in the middle of a record or of what was packed: they are still being written, or were cut.",
                Run($"{command.Replace("{0}", _folder, StringComparison.Ordinal)} -Capture '{_folder}/{file}'").Warnings);
    }

    [Fact]
    public void What_fits_nothing_is_warned_of()
    {
        var files = Files(Enumerable.Range(0, 100).Select(i => Request($"{i},{i}")), Enumerable.Range(0, 100).Select(i => $"{i},{i},{i},{i}").Prepend(",a,b,y"));
        var result = Run(files + " -Feature a, _c*, y*, nosuch -Exclude z");

        Assert.Equal(3, result.Warnings.Count);
        Assert.StartsWith("The requests have 2 inputs and 0 outputs without names, and the 4 columns of ", result.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("-Feature names nosuch, ", result.Warnings[1], StringComparison.Ordinal);
        Assert.StartsWith("-Exclude names z, ", result.Warnings[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a;b", "are separated by semicolons.")]
    [InlineData("a\tb", "are separated by tabs.")]
    [InlineData("""{"captureData":{"endpointInput":{"data":"1,2"}}}""", "has captured requests, and is no data set.")]
    public void A_baseline_that_is_none_is_an_error(string first, string message)
    {
        var error = Assert.Single(Run(Files([Request("1,2")], [first, first.Replace("a", "1", StringComparison.Ordinal)])).Errors);

        Assert.Equal("FileNotUnderstood", error.FullyQualifiedErrorId.Split(',')[0]);
        Assert.EndsWith(message, error.Exception.Message, StringComparison.Ordinal);
    }

    void IDisposable.Dispose()
    {
        Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Request(string data, string? answer = null, string type = "text/csv", string encoding = "CSV") => System.Text.Json.JsonSerializer.Serialize(new
    {
        captureData = new
        {
            endpointInput = new { observedContentType = type, mode = "INPUT", data, encoding },
            endpointOutput = answer is null ? null : new { observedContentType = type, mode = "OUTPUT", data = answer, encoding },
        },
        eventMetadata = new { eventId = "e", inferenceTime = "2026-11-22T10:00:00Z" },
    });

    private string Files(IEnumerable<string> requests, IEnumerable<string> baseline)
    {
        File.WriteAllLines(Path.Combine(_folder, "c.jsonl"), requests);
        File.WriteAllLines(Path.Combine(_folder, "train.csv"), baseline);
        return $"Test-MlEndpointDrift -Capture {_folder}/c.jsonl -Baseline {_folder}/train.csv";
    }

    private static string[] Findings(HostResult result, params string[] properties) =>
        [.. result.Output.Select(finding => string.Join(' ', properties.Select(property => $"{finding.Properties[property].Value}")))];
}
