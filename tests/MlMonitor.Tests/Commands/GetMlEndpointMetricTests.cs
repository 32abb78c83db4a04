using System.Management.Automation;
using MlMonitor.Sandbox.Faults;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Commands;

/// <summary>The metrics of the sample endpoints.</summary>
public sealed class GetMlEndpointMetricTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Command = "GetMlEndpointMetric";

    [Theory]
    [InlineData("Get-MlEndpointMetric fraud-scorer ModelLatency -Statistic p90 -Summary")]
    [InlineData("'fraud-scorer' | Get-MlEndpointMetric -MetricName ModelL* -Statistic P90 -Summary")]
    [InlineData("[pscustomobject]@{ EndpointName = 'fraud-scorer'; Region = 'eu-west-1' } | Get-MlEndpointMetric -MetricName modellatency -Statistic p90 -Summary")]
    [InlineData("Get-MlEndpoint fraud-scorer | Get-MlEndpointMetric -MetricName ModelLatency -Statistic p90 -Summary")]
    [InlineData("Get-MlEndpointMetric -InputObject (Get-MlEndpoint fraud-scorer) -MetricName ModelLatency -Statistic p90 -Summary")]
    public void Each_form_of_input_gives_the_series(string command)
    {
        var result = Run(command);
        object? Told(string property) => result.Single.Properties[property].Value;

        Assert.Empty(result.Errors);
        Assert.Equal("fraud-scorer AllTraffic ModelLatency p90 ms", $"{Told("EndpointName")} {Told("VariantName")} {Told("MetricName")} {Told("Statistic")} {Told("Unit")}");
        // Three times 18 ms at the median, and as much again for nine in ten: 80 to 100 ms, and not 90,000.
        Assert.InRange((double)Told("Average")!, 70, 110);
        Assert.InRange(((System.Collections.IEnumerable)Told("Points")!).Cast<object>().Count(), 174, 175);
    }

    [Fact]
    public void Points_are_flat_and_go_into_a_file()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        try
        {
            var result = Run($"Get-MlEndpointMetric fraud-scorer CPUUtilization, ErrorRate -Period 900 | Export-Csv '{file}'; Import-Csv '{file}'");

            Assert.Empty(result.Errors);
            Assert.Equal(["Average", "Maximum"], result.Values("Statistic").Distinct().Order());
            Assert.All(result.Values("Value"), v => Assert.InRange(double.Parse((string)v!, System.Globalization.CultureInfo.InvariantCulture), 0, 100));
            Assert.All(result.Output, o => Assert.All(o.Properties, p => Assert.DoesNotContain("System.", $"{p.Value}", StringComparison.Ordinal)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Many_endpoints_share_a_call_and_the_verbose_stream_says_how_many_metrics_were_billed()
    {
        var result = Run("$all = Get-MlEndpoint; $all | Get-MlEndpointMetric -MetricName CPUUtilization -Statistic Average -Summary -Verbose");

        Assert.Contains(result.Verbose, v => v.Contains("billed metrics of 9 endpoints in 1 batches", StringComparison.Ordinal));
        Assert.Contains("CloudWatch 1", result.Verbose[^1], StringComparison.Ordinal);
        Assert.All(result.Values("Maximum").OfType<double>(), m => Assert.InRange(m, 0, 100));
    }

    [Fact]
    public void An_endpoint_without_metrics_is_warned_of_and_one_without_requests_has_no_points_of_them()
    {
        var result = Run("Get-MlEndpointMetric demand-forecaster; Get-MlEndpointMetric price-optimizer Invocations -Summary");

        Assert.Contains(result.Warnings, w => w.Contains("demand-forecaster", StringComparison.Ordinal));
        Assert.Empty((System.Collections.IEnumerable)result.Single.Properties["Points"].Value);
        Assert.Null(result.Single.Properties["Sum"].Value);
    }

    [Theory]
    [InlineData("Get-MlEndpointMetric no-such", "EndpointNotFound", ErrorCategory.ObjectNotFound, "no-such")]
    public void A_name_that_does_not_exist_is_one_error(string command, string id, ErrorCategory category, string target) =>
        AssertError(Assert.Single(Run(command).Errors), id, category, target, Command);

    [Fact]
    public void A_window_that_ends_before_it_begins_is_an_error()
    {
        var result = Run("Get-MlEndpointMetric fraud-scorer -After 2026-01-02 -Before 2026-01-01");

        AssertError(result.TerminatingError ?? result.Errors[0], "WindowInvalid", ErrorCategory.InvalidArgument, "After", Command);
    }

    [Theory]
    [InlineData(FaultKind.MetricForbidden, "MetricForbidden", ErrorCategory.PermissionDenied)]
    [InlineData(FaultKind.MetricPartial, "MetricIncomplete", ErrorCategory.ResourceUnavailable)]
    public void A_metric_that_is_held_back_is_an_error_of_points_and_a_note_of_a_summary(FaultKind fault, string id, ErrorCategory category)
    {
        Server.Faults.Add(new Fault { Kind = fault, Metric = ".*/DiskUtilization" });
        var points = Run("Get-MlEndpointMetric fraud-scorer DiskUtilization, MemoryUtilization -Statistic Average");
        var summary = Run("Get-MlEndpointMetric fraud-scorer DiskUtilization, MemoryUtilization -Statistic Average -Summary");

        AssertError(Assert.Single(points.Errors), id, category, "fraud-scorer", Command);
        Assert.Contains("MemoryUtilization", points.Values("MetricName"));
        Assert.Empty(summary.Errors);
        Assert.Equal([false, true], summary.Output.OrderBy(o => (string)o.Properties["MetricName"].Value, StringComparer.Ordinal).Select(o => ((string)o.Properties["Note"].Value).Length == 0));
    }

    [Fact]
    public void A_curve_leaves_a_blank_where_there_is_no_point()
    {
        var curves = Run("'price-optimizer', 'fraud-scorer' | Get-MlEndpointMetric -MetricName Invocations -Summary | ForEach-Object { [MlMonitor.Formatting.View]::Sparkline($_) }").Output;

        Assert.Equal([new string(' ', 16)], curves.Select(c => c.ToString()).Where(c => c.Trim().Length == 0));
        Assert.Matches("^[▁▂▃▄▅▆▇█]{16}$", curves[^1].ToString());
    }
}
