using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>-ProfileStore of the commands that read captures.</summary>
public sealed class ProfileStoreTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Capture = "s3://ml-capture-123456789012/datacapture/churn-predictor/";

    private const string Window = "-After ([datetime]::UtcNow.Date.AddHours([datetime]::UtcNow.Hour - 8).ToLocalTime()) -Before ([datetime]::UtcNow.Date.AddHours([datetime]::UtcNow.Hour - 3).ToLocalTime())";

    private readonly string _store = Directory.CreateTempSubdirectory("mlmonitor-store-").FullName;

    [Fact]
    public void New_MlProfile_reads_an_hour_once_and_gives_the_same_with_and_without_a_store()
    {
        string Show(string store) => string.Join('\n', Run($"(New-MlProfile -Capture {Capture} {Window} {store}).Columns | ForEach-Object {{ \"$($_.FeatureName) $($_.IsOutput) $($_.Count) $($_.Missing) $($_.Mean) $($_.StandardDeviation) $($_.Distinct)\" }}").Output);
        var (plain, first, second) = (Show(""), Show($"-ProfileStore '{_store}'"), Show($"-ProfileStore '{_store}'"));

        Assert.Contains("_c1 False", plain, StringComparison.Ordinal);
        Assert.Equal((plain, plain), (first, second));
        // Five hours, the one before and the one after, which may hold requests of theirs.
        Assert.InRange(Directory.EnumerateFiles(_store, "*.mlhour", SearchOption.AllDirectories).Count(), 6, 7);
        Assert.Contains(Run($"New-MlProfile -Capture {Capture} {Window} -ProfileStore '{_store}' -Verbose 4>&1").Output.Select(o => $"{o}"), line => line.Contains(": 0 read, ", StringComparison.Ordinal));
    }

    [Fact]
    public void Test_MlEndpointDrift_finds_the_same_through_a_store_in_S3()
    {
        string Show(string store) => string.Join('\n', Run($"Test-MlEndpointDrift churn-predictor {Window} {store} | ForEach-Object {{ \"$($_.FeatureName) $($_.Check) $($_.Severity) $($_.Value) $($_.CurrentCount)\" }}").Output);
        const string Store = "-ProfileStore s3://sagemaker-eu-west-1-123456789012/drift-store";
        var (plain, first, second) = (Show(""), Show(Store), Show(Store));

        Assert.Contains("Critical", plain, StringComparison.Ordinal);
        Assert.Equal((plain, plain), (first, second));
    }

    [Theory]
    [InlineData("New-MlProfile -Capture {0} -ProfileStore s3://")]
    [InlineData("Test-MlEndpointDrift churn-predictor -ProfileStore s3://")]
    public void A_store_that_is_no_address_is_an_error(string command) =>
        Assert.StartsWith("S3UriInvalid,", Assert.Single(Run(command.Replace("{0}", Capture, StringComparison.Ordinal)).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void New_MlProfile_reads_captures_of_this_machine_and_names_their_columns()
    {
        var file = Path.Combine(_store, "a.jsonl");
        File.WriteAllText(file, """
            {"captureData":{"endpointInput":{"observedContentType":"text/csv","mode":"INPUT","data":"31,basic","encoding":"CSV"},"endpointOutput":{"observedContentType":"text/csv","mode":"OUTPUT","data":"0.25","encoding":"CSV"}},"eventMetadata":{"eventId":"1","inferenceTime":"2026-11-22T10:05:00Z"},"eventVersion":"0"}
            {"captureData":{"endpointInput":{"observedContentType":"text/csv","mode":"INPUT","data":"45,","encoding":"CSV"},"endpointOutput":{"observedContentType":"text/csv","mode":"OUTPUT","data":"0.75","encoding":"CSV"}},"eventMetadata":{"eventId":"2","inferenceTime":"2026-11-22T10:06:00Z"},"eventVersion":"0"}

            """);
        var result = Run($"(New-MlProfile -Capture '{file}' -Header score, age, plan).Columns | ForEach-Object {{ \"$($_.FeatureName) $($_.IsOutput) $($_.Mean) $($_.Missing)\" }}");

        Assert.Empty(result.Errors);
        Assert.Equal(["score True 0.5 0", "age False 38 0", "plan False  1"], result.Output.Select(o => o.ToString()));
    }
}
