using MlMonitor.Core.Publishing;
using static MlMonitor.Core.Tests.Publishing.Measurables;

namespace MlMonitor.Core.Tests.Publishing;

/// <summary>The text that Prometheus reads.</summary>
public sealed class PrometheusTextTests
{
    private const string Labels = "{source=\"Drift\",endpoint_name=\"churn\",check=\"Drift\",role=\"Input\",feature_name=\"FEATURE\",region=\"eu-west-1\",account=\"123456789012\"}";

    [Fact]
    public void A_text_is_this_one()
    {
        var lines = Text(Drifted("b", 12.5, MlSeverity.Critical, unit: "%"), Drifted("a", null, MlSeverity.NoData)).Lines();

        // 2026-11-20 12:00:00 UTC is 1795176000 (date -u -d '2026-11-20 12:00' +%s).
        Assert.Equal(
            [
                "# HELP ml_monitor_build_info The version of MlMonitor that made this text; always 1.",
                "# TYPE ml_monitor_build_info gauge",
                lines[2],
                "# HELP ml_monitor_last_export_timestamp_seconds When this text was made, in seconds since 1970.",
                "# TYPE ml_monitor_last_export_timestamp_seconds gauge",
                "ml_monitor_last_export_timestamp_seconds 1795176000",
                "# HELP ml_monitor_severity How much it matters: 0 ok, 1 warning, 2 critical, 3 no data.",
                "# TYPE ml_monitor_severity gauge",
                $"ml_monitor_severity{Of("a")} 3",
                $"ml_monitor_severity{Of("b")} 2",
                "# HELP ml_monitor_value_ratio The value that the finding is about.",
                "# TYPE ml_monitor_value_ratio gauge",
                $"ml_monitor_value_ratio{Of("b")} 0.125",
                "# EOF",
            ],
            lines);
        Assert.Matches("^ml_monitor_build_info\\{version=\"[0-9.]+[^\"]*\"\\} 1$", lines[2]);
    }

    [Fact]
    public void Nothing_makes_a_text_that_tells_its_time()
    {
        var samples = PrometheusGrammar.Read(Text().Lines());

        Assert.Equal(["ml_monitor_build_info", "ml_monitor_last_export_timestamp_seconds"], samples.Select(s => s.Family));
        Assert.Equal(Now.ToUnixTimeSeconds(), samples[1].Value);
    }

    [Fact]
    public void Every_kind_of_object_makes_a_text_that_both_formats_take()
    {
        var text = Text([.. All]);
        var samples = PrometheusGrammar.Read(text.Lines());

        Assert.Equal(All.Sum(m => m.ToMeasurement().Measures.Count), samples.Count - 2);
        Assert.Equal(0, text.Replaced);
        Assert.True(samples.Select(s => s.Family).SequenceEqual(samples.Select(s => s.Family).Order(StringComparer.Ordinal)));
        Assert.All(samples, s => Assert.StartsWith("ml_monitor_", s.Family, StringComparison.Ordinal));
        Assert.Equal(0.57, samples.Single(s => s.Family == "ml_monitor_success_rate_ratio").Value);
        Assert.Equal(0.25, samples.Single(s => s.Family == "ml_monitor_value_seconds" && s.Labels["source"] == "Endpoint").Value);
        Assert.Equal(5400, samples.Single(s => s.Family == "ml_monitor_value_seconds" && s.Labels["source"] == "Freshness").Value);
        Assert.Equal(2, samples.Single(s => s.Family == "ml_monitor_p95_duration_seconds").Value);
        Assert.Equal(double.NaN, samples.Single(s => s.Family == "ml_monitor_value" && s.Labels["source"] == "Training").Value);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("back\\slash")]
    [InlineData("\"quoted\"")]
    [InlineData("two\nlines")]
    [InlineData("\\n is no line feed")]
    [InlineData("größe 漢 \U0001F600")]
    [InlineData("{a=\"b\",c=\"d\"} 1 # x")]
    public void Values_of_labels_are_read_back_as_they_are(string feature) =>
        Assert.Equal(feature, PrometheusGrammar.Read(Text(Drifted(feature, 1)).Lines()).First(s => s.Family == "ml_monitor_value").Labels["feature_name"]);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(0.1, "0.1")]
    [InlineData(1e-300, "1E-300")]
    [InlineData(123456789012345678, "1.2345678901234568E+17")]
    public void Numbers_are_written_as_Go_reads_them(double value, string expected) =>
        Assert.EndsWith($" {expected}", Text(Drifted("a", value)).Lines()[^2], StringComparison.Ordinal);

    [Fact]
    public void Of_two_with_the_same_name_and_labels_the_later_one_stays_whichever_came_first()
    {
        var (early, late) = (Drifted("a", 1, end: Now.AddHours(-1)), Drifted("a", 2, end: Now));
        foreach (var text in (PrometheusText[])[Text(early, late), Text(late, early)])
        {
            Assert.Equal(2, PrometheusGrammar.Read(text.Lines()).Single(s => s.Family == "ml_monitor_value").Value);
            Assert.Equal((2, 2), (text.Replaced, text.Samples));
        }
    }

    [Fact]
    public void The_order_of_the_objects_makes_no_difference() =>
        Assert.Equal(Text([.. All]).Lines(), Text([.. All.Reverse()]).Lines());

    // https://prometheus.io/docs/practices/naming: small letters, words parted by underscores.
    [Theory]
    [InlineData("EndpointName", "endpoint_name")]
    [InlineData("P95Duration", "p95_duration")]
    [InlineData("USD per day", "usd_per_day")]
    [InlineData("m/s", "m_s")]
    public void Names_are_in_small_letters(string name, string expected) => Assert.Equal(expected, PrometheusName.Snake(name));

    private static string Of(string feature) => Labels.Replace("FEATURE", feature, StringComparison.Ordinal);

    private static PrometheusText Text(params IMlMeasurable[] all)
    {
        var text = new PrometheusText(Now);
        foreach (var each in all)
            text.Add(each.ToMeasurement());
        return text;
    }
}
