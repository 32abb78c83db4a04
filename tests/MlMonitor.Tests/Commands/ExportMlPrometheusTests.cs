using System.Management.Automation;
using MlMonitor.Tests.Conformance;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

public sealed class ExportMlPrometheusTests : SandboxTest
{
    private const string Command = "ExportMlPrometheus";
    private readonly string _folder = Directory.CreateTempSubdirectory("ml-export-").FullName;

    public ExportMlPrometheusTests(SandboxFixture fixture)
        : base(fixture) => Run($"Set-Location '{_folder}'");

    private string Place => Path.Combine(_folder, "ml.prom");

    [Fact]
    public void The_chain_as_typed_writes_a_line_for_each_number_and_gives_nothing()
    {
        var result = Run("$found = Test-MlEndpointHealth -Region eu-west-1, us-east-1; $found | Export-MlPrometheus ./ml.prom");
        var lines = File.ReadAllLines(Place);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Output);
        Assert.Equal(Run("$found.Count").Single.BaseObject, lines.Count(l => l.StartsWith("ml_monitor_severity{", StringComparison.Ordinal)));
        Assert.Equal("# EOF", lines[^1]);
        Assert.Contains("ml_monitor_severity{source=\"Endpoint\",endpoint_name=\"churn-predictor\",check=\"All\",region=\"eu-west-1\",account=\"123456789012\"} 0", lines);
    }

    [Fact]
    public void Without_a_path_the_lines_are_the_output()
    {
        var result = Run("Get-MlEndpoint churn-predictor | Export-MlPrometheus");

        Assert.Equal("# EOF", result.Output[^1].BaseObject);
        Assert.Contains(result.Output, line => $"{line}".StartsWith("ml_monitor_severity{source=\"EndpointStatus\"", StringComparison.Ordinal));
        Assert.All(result.Output, line => Assert.DoesNotContain('\n', Assert.IsType<string>(line.BaseObject)));
    }

    [Theory]
    [InlineData("@() | Export-MlPrometheus ml.prom")]
    [InlineData("$null | Export-MlPrometheus ml.prom")]
    [InlineData("Export-MlPrometheus -Path ml.prom -InputObject @()")]
    [InlineData("Export-MlPrometheus ml.prom")]
    public void Nothing_writes_a_file_that_tells_its_time(string script)
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.Empty(Run(script).Errors);

        var line = Assert.Single(File.ReadAllLines(Place), l => l.StartsWith("ml_monitor_last_export_timestamp_seconds ", StringComparison.Ordinal));
        Assert.InRange(double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), before, before + 60);
    }

    [Fact]
    public void WhatIf_leaves_what_is_there()
    {
        File.WriteAllText(Place, "old");
        var result = Run("Get-MlEndpoint | Export-MlPrometheus ml.prom -WhatIf");

        Assert.Equal("old", File.ReadAllText(Place));
        Assert.Contains(Place, result.HostText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error() =>
        AssertError(Assert.Single(Run("Export-MlPrometheus none/ml.prom").Errors), "FileNotWritten", ErrorCategory.WriteError, Path.Combine(_folder, "none", "ml.prom"), Command);

    [Fact]
    public void An_object_without_numbers_is_an_error_and_the_rest_goes_on()
    {
        var result = Run("'text', (Get-MlEndpoint churn-predictor) | Export-MlPrometheus ml.prom");

        AssertError(Assert.Single(result.Errors), "NotMeasurable", ErrorCategory.InvalidType, "text", Command);
        Assert.Contains("churn-predictor", File.ReadAllText(Place), StringComparison.Ordinal);
    }

    [Fact]
    public void PassThru_passes_the_objects_on()
    {
        var result = Run("Get-MlEndpoint | Export-MlPrometheus ml.prom -PassThru | Publish-MlMetric -PassThru");

        Assert.Empty(result.Errors);
        Assert.Equal(Run("(Get-MlEndpoint).EndpointName").Output.Select(o => o.BaseObject), result.Values("EndpointName"));
        Assert.Equal(1, CallsTo("PutMetricData"));
    }

    [Fact]
    public void A_name_that_the_collector_does_not_read_is_a_warning() =>
        Assert.Contains("ml.txt", Assert.Single(Run("Export-MlPrometheus ml.txt").Warnings), StringComparison.Ordinal);

    [PrometheusClientFact]
    public async Task The_parsers_of_Prometheus_itself_read_the_same_of_both_formats()
    {
        Run("$found = Test-MlEndpointHealth; $found | Export-MlPrometheus ml.prom");
        var (exit, output) = await PrometheusClient.RunAsync(Path.Combine(AppContext.BaseDirectory, "Conformance", "python", "read_prometheus.py"), Place);

        Assert.True(exit == 0, output);
        Assert.Equal(Run("$found.Count").Single.BaseObject, output.Split('\n').Count(l => l.StartsWith("ml_monitor_severity gauge ", StringComparison.Ordinal)));
    }
}
