using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>The captures of the sample platform, each as it was planted.</summary>
public sealed class GetMlCaptureTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "GetMlCapture";
    private const string Captures = "s3://ml-capture-123456789012/datacapture";

    [Fact]
    public void An_hour_of_an_endpoint_comes_with_values_by_name_and_nothing_else()
    {
        var result = Run("Get-MlCapture fraud-scorer -After (Get-Date).AddHours(-2)");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.InRange(result.Output.Count, 60, 81);
        Assert.All(result.Values("EndpointName"), name => Assert.Equal("fraud-scorer", name));
        Assert.All(result.Values("Time"), time => Assert.InRange(DateTimeOffset.UtcNow - (DateTimeOffset)time!, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(122)));
    }

    [Fact]
    public void The_record_that_was_cut_is_warned_of_with_file_and_line_and_the_packed_file_is_read()
    {
        // Ten slots of a quarter of an hour back a line was cut; twenty-one back the file is packed.
        var result = Run("Get-MlCapture churn-predictor -After (Get-Date).AddHours(-6) -MaxBadRecord 0.01");

        Assert.Empty(result.Errors);
        var warning = Assert.Single(result.Warnings).ToString()!;
        Assert.StartsWith("Capture damaged: 1 of ", warning, StringComparison.Ordinal);
        Assert.Contains(".jsonl:51: the record is cut off", warning, StringComparison.Ordinal);
        Assert.Equal(100, result.Values("Path").Count(p => ((string)p!).EndsWith(".gz", StringComparison.Ordinal)));
    }

    [Fact]
    public void Below_the_share_that_may_be_bad_nothing_is_called_damaged()
    {
        var result = Run("Get-MlCapture churn-predictor -After (Get-Date).AddHours(-6) | Measure-Object");

        Assert.StartsWith("1 of ", Assert.Single(result.Warnings).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_lines_come_with_inference_ids_and_by_variant_down_the_pipeline()
    {
        var result = Run("Get-MlEndpoint credit-decision | Get-MlCapture -VariantName challenger -After (Get-Date).AddHours(-3) -First 4");

        Assert.Empty(result.Errors);
        Assert.Equal(4, result.Output.Count);
        Assert.All(result.Values("VariantName"), v => Assert.Equal("challenger", v));
        Assert.All(result.Values("InferenceId"), id => Assert.False(string.IsNullOrEmpty((string?)id)));
        Assert.Equal(["predicted_label", "probability"], Run("(Get-MlCapture credit-decision -First 1).Output[0].Keys").Output.Select(o => o.ToString()));
    }

    [Fact]
    public void Base64_is_decoded()
    {
        var result = Run("Get-MlCapture price-optimizer -After (Get-Date).AddDays(-21).AddHours(-2) -Before (Get-Date).AddDays(-21) -First 1");

        Assert.Empty(result.Errors);
        Assert.Contains(',', (string)result.Single.Properties["InputText"].Value);
        Assert.NotEmpty((System.Collections.IEnumerable)result.Single.Properties["Input"].Value);
    }

    [Theory]
    [InlineData("Get-MlCapture price-optimizer", "CaptureEmpty", ErrorCategory.ObjectNotFound, Captures + "/price-optimizer/")]
    [InlineData("Get-MlCapture -Path " + Captures + "/nobody/", "CaptureNotFound", ErrorCategory.ObjectNotFound, Captures + "/nobody/")]
    [InlineData("Get-MlCapture -Path s3://ml-locked-123456789012/x/", "AccessDenied", ErrorCategory.PermissionDenied, "s3://ml-locked-123456789012/x/")]
    [InlineData("Get-MlCapture -Path s3://no-such-bucket-at-all/x/", "BucketNotFound", ErrorCategory.ObjectNotFound, "s3://no-such-bucket-at-all/x/")]
    [InlineData("Get-MlCapture -Path s3://", "S3UriInvalid", ErrorCategory.InvalidArgument, "s3://")]
    [InlineData("Get-MlCapture -Path /no/such/folder", "PathNotFound", ErrorCategory.ObjectNotFound, "/no/such/folder")]
    [InlineData("Get-MlCapture support-llm", "CaptureOff", ErrorCategory.InvalidOperation, "support-llm")]
    public void Nothing_at_all_nothing_in_the_window_and_no_leave_are_three_answers(string command, string id, ErrorCategory category, string target)
    {
        var result = Run(command);

        AssertError(Assert.Single(result.Errors), id, category, target, Command);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Only_the_hours_of_the_window_are_listed()
    {
        Run($"Get-MlCapture -Path {Captures}/churn-predictor/AllTraffic/ -After (Get-Date).AddHours(-1)");

        // Three hours of four files at most, of the eight days there are.
        Assert.InRange(CallsTo("GetObject"), 1, 13);
        Assert.Equal(2, CallsTo("ListObjectsV2"));
    }

    [Fact]
    public void A_folder_of_this_machine_is_read_without_a_window()
    {
        var folder = Directory.CreateTempSubdirectory("capture").FullName;
        File.WriteAllText(Path.Combine(folder, "a.jsonl"), """{"captureData":{"endpointInput":{"data":"1,2","encoding":"CSV"}},"eventMetadata":{"inferenceTime":"2020-01-01T00:00:00Z"}}""" + "\n{\"capture");
        var result = Run($"Get-MlCapture -Path '{folder}'");
        Directory.Delete(folder, recursive: true);

        Assert.Empty(result.Errors);
        Assert.Contains("still being written", Assert.Single(result.Warnings).ToString(), StringComparison.Ordinal);
        Assert.Equal(1L, result.Single.Properties["Line"].Value);
    }

    [Theory]
    [InlineData("-Header score, age, plan", "text/csv", "31,basic", "0.25", "age=31 plan=basic", "score=0.25")]
    [InlineData("-Header age, plan", "text/csv", "31,basic", "0.25", "age=31 plan=basic", "_c0=0.25")]
    [InlineData("-FeaturesAttribute 'instances[*].features' -InferenceAttribute 'predictions[*].score' -Header score, age, plan",
        "application/json", """{"instances":[{"features":[31,"basic"],"id":7}]}""", """{"predictions":[{"score":0.25,"label":1}]}""", "age=31 plan=basic", "score=0.25")]
    public void Columns_are_called_by_a_header_and_chosen_by_a_JMESPath(string asked, string type, string request, string answer, string input, string output)
    {
        var file = Path.GetTempFileName();
        var payload = (string mode, string data) => new { observedContentType = type, mode, data, encoding = type == "text/csv" ? "CSV" : "JSON" };
        File.WriteAllText(file, System.Text.Json.JsonSerializer.Serialize(new
        {
            captureData = new { endpointInput = payload("INPUT", request), endpointOutput = payload("OUTPUT", answer) },
            eventMetadata = new { eventId = "1", inferenceTime = "2026-11-22T10:05:00Z" },
        }));
        var result = Run($"$r = Get-MlCapture -Path '{file}' {asked}; foreach ($row in $r.Input[0], $r.Output[0]) {{ ($row.Keys | ForEach-Object {{ \"$_=$($row[$_])\" }}) -join ' ' }}");
        File.Delete(file);

        Assert.Empty(result.Errors);
        Assert.Equal([input, output], result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public async Task Ctrl_C_ends_it_within_a_second_while_S3_hangs()
    {
        With();
        Break(FaultKind.Hang, "s3:.*");
        var run = await Host.StartAsync($"Get-MlCapture -Path {Captures}/churn-predictor/");
        await Task.Delay(1000);

        var took = Host.Stop();
        await run.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
