using System.Text.Json;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>Profile jobs, which the sandbox runs: each instance is a process on its share of the capture.</summary>
public sealed class StartMlProfileJobTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Job = """
        $job = @{
            ImageUri    = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/mlmonitor-profile:1'
            RoleArn     = 'arn:aws:iam::123456789012:role/ml-profile-job'
            OutputS3Uri = 's3://sagemaker-eu-west-1-123456789012/tests'
        }
        $end = [datetime]::UtcNow.Date.AddHours([datetime]::UtcNow.Hour)

        """;

    private const string Window = "-After $end.AddHours(-6).ToLocalTime() -Before $end.AddHours(-2).ToLocalTime()";

    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor-jobs-").FullName;

    [Fact]
    public void WhatIf_shows_the_request_as_it_would_be_sent_and_starts_nothing()
    {
        var result = Run(Job + $"Start-MlProfileJob churn-predictor @job {Window} -InstanceCount 3 -KmsKeyId k-1 -SubnetId s-1 -SecurityGroupId g-1 -Tag @{{ team = 'ml' }} -WhatIf");

        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        var text = result.HostText[result.HostText.IndexOf('{', StringComparison.Ordinal)..(result.HostText.LastIndexOf('}') + 1)];
        using var request = JsonDocument.Parse(text);
        var input = request.RootElement.GetProperty("ProcessingInputs")[0].GetProperty("S3Input");
        Assert.Equal(("ManifestFile", "ShardedByS3Key"), (input.GetProperty("S3DataType").GetString(), input.GetProperty("S3DataDistributionType").GetString()));
        Assert.Equal(3, request.RootElement.GetProperty("ProcessingResources").GetProperty("ClusterConfig").GetProperty("InstanceCount").GetInt32());
        Assert.Equal("k-1", request.RootElement.GetProperty("ProcessingOutputConfig").GetProperty("KmsKeyId").GetString());
        Assert.True(request.RootElement.GetProperty("NetworkConfig").GetProperty("EnableNetworkIsolation").GetBoolean());
        Assert.Equal("s-1", request.RootElement.GetProperty("NetworkConfig").GetProperty("VpcConfig").GetProperty("Subnets")[0].GetString());
        Assert.Equal("ml", request.RootElement.GetProperty("Tags")[0].GetProperty("Value").GetString());
        Assert.StartsWith("JobNotFound,", Assert.Single(Run($"Get-MlJob {request.RootElement.GetProperty("ProcessingJobName").GetString()} -Type Processing").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_instances_profiled_merges_to_what_one_machine_profiles()
    {
        var file = Path.Combine(_folder, "job.mlprofile");
        var result = Run(Job + $$"""
            function Show($profile) { $profile.Columns | ForEach-Object { "$($_.FeatureName) $($_.Type) $($_.IsOutput) $($_.Count) $($_.Missing) $($_.Mean) $($_.StandardDeviation) $($_.Minimum) $($_.Maximum) $($_.Distinct)" } }
            $profile = Start-MlProfileJob churn-predictor @job {{Window}} -InstanceCount 3 -Wait -PollingInterval 1 -OutputPath '{{file}}'
            $alone = New-MlProfile -Capture s3://ml-capture-123456789012/datacapture/churn-predictor/ {{Window}}
            $profile.RowCount
            $alone.RowCount
            (Show $profile) -join "`n"
            (Show $alone) -join "`n"
            (Merge-MlProfile '{{file}}').RowCount
            $profile.Path
            """);

        Assert.Empty(result.Errors);
        var told = result.Output.Select(o => o.ToString()).ToList();
        Assert.True(long.Parse(told[0], System.Globalization.CultureInfo.InvariantCulture) > 300, told[0]);
        Assert.Equal((told[0], told[2], told[0], file), (told[1], told[3], told[4], told[5]));
    }

    [Fact]
    public void A_job_pipes_to_Wait_MlJob_and_to_Merge_MlProfile_and_the_same_command_finds_it_again()
    {
        var result = Run(Job + $$"""
            $started = Get-MlEndpoint churn-predictor | Start-MlProfileJob @job {{Window}} -InstanceCount 2 -ModelName m-7
            $ended = $started | Wait-MlJob -PollingInterval 1
            $merged = $started | Merge-MlProfile
            $again = Start-MlProfileJob churn-predictor @job {{Window}} -InstanceCount 2 -ModelName m-7
            "$($started.IsKnown) $($started.FileCount -gt 0) $($ended.JobName -eq $started.JobName) $($ended.Type) $($ended.Status) $($ended.InstanceCount) $($merged.EndpointName) $($merged.ModelName) $($again.IsKnown) $($again.Status) $($again.JobName -eq $started.JobName)"
            @(Get-MlJob -Type Processing -After (Get-Date).AddMinutes(-10) | Where-Object JobName -eq $started.JobName).Count
            """);

        Assert.Empty(result.Errors);
        Assert.Equal(["False True True Processing Succeeded 2 churn-predictor m-7 True Succeeded True", "1"], result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void Columns_get_the_names_that_are_given()
    {
        var names = Run("(New-MlProfile -Capture s3://ml-capture-123456789012/datacapture/churn-predictor/).Columns.FeatureName").Output.Select((_, i) => $"n{i}").ToList();
        var result = Run(Job + $"(Start-MlProfileJob -Capture s3://ml-capture-123456789012/datacapture/churn-predictor/ @job {Window} -Wait -PollingInterval 1 -Header {string.Join(',', names)}).Columns.FeatureName");

        Assert.Empty(result.Errors);
        Assert.True(names.Count > 10);
        Assert.Equal(names, result.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void An_image_that_is_not_there_fails_the_job_and_the_same_request_again_says_so()
    {
        var failed = Run(Job + $"$job.ImageUri = 'no-such:1'; Start-MlProfileJob churn-predictor @job {Window} -Wait -PollingInterval 1");
        var again = Run(Job + $"$job.ImageUri = 'no-such:1'; Start-MlProfileJob churn-predictor @job {Window}");

        Assert.Equal("ProfileJobFailed", Id(failed));
        Assert.Contains("cannot be pulled", failed.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal("JobNameTaken", Id(again));
        Assert.Contains("-JobName", again.Errors[0].ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("churn-predictor @job -OutputS3Uri nowhere", "S3UriInvalid")]
    [InlineData("churn-predictor @job -OutputS3Uri s3://no-such-bucket/x", "BucketNotFound")]
    [InlineData("churn-predictor @job -OutputS3Uri s3://ml-locked-123456789012/x", "AccessDenied")]
    [InlineData("churn-predictor @job -After 2020-01-01 -Before 2020-01-02", "CaptureEmpty")]
    [InlineData("-Capture s3://ml-capture-123456789012/datacapture/none/ @job", "CaptureNotFound")]
    [InlineData("-Capture /tmp @job", "S3UriInvalid")]
    [InlineData("no-such-endpoint @job", "EndpointNotFound")]
    [InlineData("support-llm @job", "CaptureOff")]
    [InlineData("churn-predictor @job -SubnetId s-1", "InvalidRequest")]
    public void What_keeps_a_job_from_being_started_is_one_error(string arguments, string expected)
    {
        var result = Run(Job + $"Start-MlProfileJob {arguments}");

        Assert.Equal(expected, Id(result));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_name_that_another_job_has_is_an_error()
    {
        var taken = (string)Run("Get-MlJob -Type Processing | Select-Object -First 1").Single.Properties["JobName"].Value;
        var result = Run(Job + $"Start-MlProfileJob churn-predictor @job {Window} -JobName {taken}");

        Assert.Equal("JobNameTaken", Id(result));
        Assert.Contains("another job", result.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_merge_that_lacks_an_instance_says_so()
    {
        var result = Run(Job + $"$one = Start-MlProfileJob churn-predictor @job {Window} -InstanceCount 1; $one | Wait-MlJob -PollingInterval 1 | Out-Null; ($one | Merge-MlProfile).RowCount -gt 0; Merge-MlProfile ($one.Path -replace 'profiles/$', '')");

        // Beside the profiles lies the list of files, which is passed over.
        Assert.Empty(result.Errors);
        Assert.Equal(2, result.Output.Count);
    }

    private static string Id(HostResult result) => Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0];
}
