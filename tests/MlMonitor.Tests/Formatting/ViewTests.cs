using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Formatting;

public sealed class ViewTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const int Width = 100;

    [Theory]
    [InlineData("Get-MlPipelineStatus -Region eu-west-1, us-east-1", "Status", "Source", "PipelineName", "Age", "Region", "Reason")]
    [InlineData($"Get-MlPipelineStatus | Where-Object IsFailure | Send-MlAlert {Topic} -PassThru", "Sent", "Reason", "Severity", "MessageId", "Subject")]
    [InlineData("(Get-MlPipelineStatus fraud-scorer-train).Stages", "Status", "Name", "Open", "Actions")]
    [InlineData("(Get-MlPipelineStatus fraud-scorer-train).Stages.Actions", "Status", "Name", "Since", "Message")]
    [InlineData("Get-MlEndpoint -Region eu-west-1, us-east-1", "Status", "EndpointName", "Kind", "Variants", "Capture", "Age")]
    [InlineData("(Get-MlEndpoint credit-decision).Variants", "VariantName", "Instances", "InstanceType", "Scaling", "Weight", "ModelName")]
    [InlineData("(Get-MlEndpoint support-llm).InferenceComponents", "Status", "InferenceComponentName", "VariantName", "Copies", "FailureReason")]
    [InlineData("Test-MlEndpointHealth -Region eu-west-1, us-east-1", "Severity", "EndpointName", "Check", "Value", "Threshold", "Reason")]
    [InlineData("Get-MlPosture", "Severity", "EndpointName", "Capture", "Baseline", "Alarms", "Missing")]
    [InlineData("Get-MlMonitorExecution -First 2", "Status", "EndpointName", "Type", "Scheduled", "Found", "Findings")]
    [InlineData("(Get-MlMonitorExecution -First 1 -Type DataQuality).Findings", "Severity", "EndpointName", "FeatureName", "Check", "Value", "Reason")]
    [InlineData("(Get-MlMonitorExecution -First 1 -Type ModelQuality).Findings", "Severity", "EndpointName", "MetricName", "Value", "Reason")]
    [InlineData("(Get-MlMonitorExecution -First 1 -Type ModelBias).Findings", "Severity", "EndpointName", "Facet", "Metric", "Value", "Reason")]
    [InlineData("Get-MlExplanation anomaly-detector -Region us-east-1 -First 4", "EndpointName", "Id", "Prediction", "Expected", "Adds", "Attributions")]
    [InlineData("(Get-MlExplanation anomaly-detector -Region us-east-1 -First 1).Attributions", "FeatureName", "Value")]
    [InlineData("Test-MlAttributionDrift anomaly-detector -Region us-east-1", "Severity", "EndpointName", "LabelName", "MetricName", "Value", "Reason")]
    [InlineData("(Test-MlAttributionDrift anomaly-detector -Region us-east-1).Shifts", "FeatureName", "BaselineRank", "CurrentRank", "BaselineShare", "CurrentShare")]
    [InlineData("Test-MlEndpointDrift churn-predictor", "Severity", "EndpointName", "FeatureName", "Check", "Value", "Reason")]
    [InlineData("Test-MlFreshness -EndpointName churn-predictor", "Severity", "Check", "Name", "Last", "Reason")]
    [InlineData("Test-MlEndpointHealth -Region eu-west-1, us-east-1 | Publish-MlMetric", "Namespace", "Region", "Metrics", "Sent", "NotSent", "LeftOut")]
    [InlineData("Get-MlJob -Type Training, Tuning", "Status", "Type", "JobName", "Created", "Took", "Progress", "or", "reason")]
    [InlineData("Start-MlProfileJob churn-predictor -ImageUri mlmonitor-profile -RoleArn arn:aws:iam::123456789012:role/r -OutputS3Uri s3://sagemaker-eu-west-1-123456789012/views", "Status", "JobName", "Files", "Instances", "InstanceType")]
    [InlineData("Get-MlJob churn-score-batch | Get-MlTrainingLog -Tail 5", "Time", "Node", "Message")]
    public void A_table_has_at_most_six_columns_and_no_line_over_a_hundred(string command, params string[] columns)
    {
        using var host = Open(Server.SessionEnvironment, Width);
        var result = host.Run(command);
        var lines = result.Rendered.Split('\n');

        Assert.Equal(columns, lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        // A line of dashes for each column, whose label may be of several words.
        Assert.InRange(lines[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length, 1, 6);
        Assert.Equal(result.Output.Count + 2, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, Width));
    }

    [Fact]
    public void A_row_shows_status_name_age_region_and_the_beginning_of_the_reason()
    {
        using var host = Open(Server.SessionEnvironment, Width);
        var row = host.Run($"Get-MlPipelineStatus {Failed}").Rendered.Split('\n')[^1];

        Assert.Matches("^Failed +CodePipeline +fraud-scorer-train +[0-9]+[mh] eu-west-1 +[A-Za-z]+/", row);
    }

    [Fact]
    public void A_row_of_an_endpoint_shows_instances_type_capture_and_age()
    {
        using var host = Open(Server.SessionEnvironment, Width);
        var rows = host.Run("Get-MlEndpoint").Rendered.Split('\n');

        Assert.Contains(rows, row => System.Text.RegularExpressions.Regex.IsMatch(row, "^Healthy +store-forecaster +MultiModel +AllTraffic 1/1 ml[.]r5[.]large +stopped +(39|40)d$"));
        Assert.Contains(rows, row => System.Text.RegularExpressions.Regex.IsMatch(row, "^Healthy +ticket-classifier +Serverless +AllTraffic 2048 MB +- +6[01]d$"));
    }

    [Theory]
    [InlineData("Get-MlEndpointMetric fraud-scorer -Summary", "MetricName", "Part", "Average", "Last", "Unit", "Curve")]
    [InlineData("Get-MlEndpointMetric fraud-scorer ErrorRate -Period 900", "Time", "Part", "MetricName", "Statistic", "Value", "Unit")]
    public void Metrics_are_shown_by_endpoint_within_a_hundred_columns(string command, params string[] columns)
    {
        using var host = Open(Server.SessionEnvironment, Width);
        var lines = host.Run(command).Rendered.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Contains(lines, line => line.Contains("EndpointName: fraud-scorer", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(columns));
        Assert.All(lines, line => Assert.InRange(line.Length, 1, Width));
    }

    [Fact]
    public void A_list_shows_everything()
    {
        var text = Run($"Get-MlPipelineStatus {Failed} | Format-List | Out-String").Single.ToString();

        string[] properties =
        [
            "PipelineName", "Source", "Status", "RawStatus", "Stage", "Action", "Reason", "Since", "Age", "LastSuccess", "ExecutionId", "Trigger",
            "Revision", "WaitingFor", "WaitingOn", "ConsoleLink", "Arn", "Region", "Account", "Stages",
        ];
        Assert.All(properties, property => Assert.Matches($"(?m)^{property} +: ", text));
    }

    [Theory]
    [InlineData("$null", "")]
    [InlineData("[timespan]::FromSeconds(59)", "59s")]
    [InlineData("[timespan]::FromMinutes(59.9)", "59m")]
    [InlineData("[timespan]::FromHours(23.9)", "23h")]
    [InlineData("[timespan]::FromDays(3.5)", "3d")]
    [InlineData("[timespan]::FromDays(999)", "999d")]
    public void An_age_is_told_in_its_largest_unit(string age, string expected) =>
        Assert.Equal(expected, Run($"[MlMonitor.Formatting.View]::Age({age})").Single.ToString());

    [Fact]
    public void Text_of_strangers_cannot_move_the_cursor()
    {
        var line = Run("[MlMonitor.Formatting.View]::Line(\"two`nlines`e[2J and`0more`a \")").Single.ToString();

        Assert.Equal("two lines [2J and more", line);
    }
}
