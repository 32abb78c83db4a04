using System.Management.Automation;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>New-MlProfile, Merge-MlProfile and New-MlBaseline on the sandbox's training sets and on files.</summary>
public sealed class NewMlBaselineTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Train = "s3://ml-baselines-123456789012/churn-predictor/train.csv";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlmonitor-cmdlets-");

    [Fact]
    public void A_training_set_in_S3_is_profiled_and_written()
    {
        var result = Run($"New-MlProfile {Train} -OutputPath '{At("churn.mlprofile")}' -ModelName churn-predictor-v12");

        Assert.Empty(result.Errors);
        object? Told(string property) => result.Single.Properties[property].Value;
        Assert.Equal((Train, At("churn.mlprofile"), "churn-predictor-v12", true, 0L), (Told("Source"), Told("Path"), Told("ModelName"), Told("IsExact"), Told("BadRecordCount")));
        Assert.True((long)Told("RowCount")! > 0);
        Assert.True(File.Exists(At("churn.mlprofile")));
    }

    [Fact]
    public void Files_given_by_the_pipeline_are_profiled_with_the_header_that_is_given_and_damage_is_warned_of()
    {
        File.WriteAllText(At("a.csv"), "1,x\n2,y\n3\n");
        File.WriteAllText(At("b.csv"), "4,\n");

        var result = Run($"'{At("a.csv")}', '{At("b.csv")}' | New-MlProfile -Header n, t");

        Assert.Equal([2L, 1L], result.Values("RowCount"));
        Assert.Equal([1L, 0L], result.Values("BadRecordCount"));
        Assert.Contains($"{At("a.csv")}:3: it has 1 fields, not 2", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal(
            ["n Integral 0 1.5 0.5 1 2 2", "t String 0     2"],
            Run($"New-MlProfile '{At("a.csv")}' -Header n, t | ForEach-Object Columns | ForEach-Object {{ \"$($_.FeatureName) $($_.Type) $($_.Missing) $($_.Mean) $($_.StandardDeviation) $($_.Minimum) $($_.Maximum) $($_.Distinct)\" }}").Output.Select(o => $"{o}"));
    }

    [Fact]
    public void Captured_requests_of_JSON_are_profiled_by_the_paths_of_their_values()
    {
        File.WriteAllText(At("a.jsonl"), """
            {"captureData":{"endpointInput":{"observedContentType":"application/json","data":"{\"instances\":[{\"features\":[1,2]},{\"features\":[3,4]}]}","encoding":"JSON"},"endpointOutput":{"observedContentType":"application/json","data":"{\"predictions\":[{\"score\":0.25},{\"score\":0.75}]}","encoding":"JSON"}},"eventMetadata":{"eventId":"e","inferenceTime":"2026-11-22T10:05:00Z"}}
            """);

        var result = Run($"(New-MlProfile -Capture '{At("a.jsonl")}' -FeaturesAttribute 'instances[*].features' -InferenceAttribute 'predictions[*].score' -Header p, a, b).Columns | ForEach-Object {{ \"$($_.FeatureName) $($_.IsOutput) $($_.Mean)\" }}");
        var wrong = Run($"New-MlProfile -Capture '{At("a.jsonl")}' -FeaturesAttribute 'instances[*'");

        Assert.Empty(result.Errors);
        Assert.Equal(["p True 0.5", "a False 2", "b False 3"], result.Output.Select(o => $"{o}"));
        Assert.Equal("InvalidRequest", Assert.Single(wrong.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(wrong.Output);
    }

    [Fact]
    public void Merged_profiles_are_those_of_all_rows()
    {
        File.WriteAllText(At("a.csv"), "n,t\n1,x\n2,y\n");
        File.WriteAllText(At("b.csv"), "n,t\n6,x\n");

        var result = Run($"""
            New-MlProfile '{At("a.csv")}' -OutputPath '{At("a.mlprofile")}' | Out-Null
            New-MlProfile '{At("b.csv")}' -OutputPath '{At("b.mlprofile")}' | Out-Null
            Merge-MlProfile '{At("a.mlprofile")}', '{At("b.mlprofile")}' -OutputPath '{At("all.mlprofile")}'
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(3L, result.Single.Properties["RowCount"].Value);
        Assert.Equal(["3", "", "2", "2"], Run($"(Merge-MlProfile '{At("all.mlprofile")}').Columns | ForEach-Object {{ \"$($_.Mean)\" }}; (Merge-MlProfile '{At("all.mlprofile")}').Columns[1].Distinct; (Merge-MlProfile '{At("all.mlprofile")}').Columns.Count").Output.Select(o => $"{o}"));
        Assert.True(File.Exists(At("all.mlprofile")));
    }

    [Theory]
    [InlineData("Profile", "churn.mlprofile", "churn.mlprofile", "churn.constraints.json")]
    [InlineData("ModelMonitor", "mm", "mm/statistics.json", "mm/constraints.json")]
    public void A_baseline_is_written_in_both_forms_and_read_again(string form, string output, string data, string constraints)
    {
        const string Told = "ForEach-Object { $_.RowCount; foreach ($c in $_.Constraints) { \"$($c.FeatureName) $($c.Type) $($c.Completeness) $($c.IsNonNegative) $($c.Domain)\" } }";
        var written = Run($"New-MlBaseline {Train} -OutputPath '{At(output)}' -As {form} | {Told}");
        var read = Run($"New-MlBaseline '{At(output)}' | {Told}");

        Assert.Empty(written.Errors);
        Assert.True(File.Exists(At(data)) && File.Exists(At(constraints)));
        Assert.True(written.Output.Count > 2);
        Assert.Equal(written.Output.Select(o => $"{o}"), read.Output.Select(o => $"{o}"));
    }

    [Fact]
    public void WhatIf_reads_and_writes_nothing()
    {
        var result = Run($"New-MlBaseline {Train} -OutputPath '{At("churn.mlprofile")}' -WhatIf");

        Assert.Null(result.Single.Properties["Path"].Value);
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void Each_path_that_cannot_be_read_is_one_error_and_the_others_are_read()
    {
        File.WriteAllText(At("a.csv"), "n\n1\n");
        File.WriteAllText(At("empty.csv"), "");

        var result = Run($"New-MlProfile '{At("no.csv")}', '{At("empty.csv")}', 's3://ml-baselines-123456789012/no.csv', 's3://no-such-bucket-here/a.csv', s3://x, '{At("a.csv")}'");

        Assert.Equal(1L, result.Single.Properties["RowCount"].Value);
        Assert.Equal(5, result.Errors.Count);
        AssertError(result.Errors[0], "PathNotFound", ErrorCategory.ObjectNotFound, At("no.csv"), "NewMlProfile");
        AssertError(result.Errors[1], "DatasetEmpty", ErrorCategory.InvalidData, At("empty.csv"), "NewMlProfile");
        AssertError(result.Errors[2], "PathNotFound", ErrorCategory.ObjectNotFound, "s3://ml-baselines-123456789012/no.csv", "NewMlProfile");
        Assert.StartsWith("BucketNotFound,", result.Errors[3].FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertError(result.Errors[4], "S3UriInvalid", ErrorCategory.InvalidArgument, "s3://x", "NewMlProfile");
    }

    [Fact]
    public void A_file_that_is_no_profile_is_not_merged()
    {
        File.WriteAllText(At("a.csv"), "n\n1\n");

        var result = Run($"Merge-MlProfile '{At("a.csv")}'");

        Assert.Empty(result.Output);
        AssertError(Assert.Single(result.Errors), "FileNotUnderstood", ErrorCategory.InvalidData, At("a.csv"), "MergeMlProfile");
    }

    [Theory]
    [InlineData("s3://ml-baselines-123456789012/out.mlprofile")]
    public void Nothing_is_written_to_S3(string output)
    {
        var result = Run($"New-MlProfile {Train} -OutputPath {output}");

        AssertError(Assert.Single(result.Errors), "FileNotWritten", ErrorCategory.WriteError, output, "NewMlProfile");
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
