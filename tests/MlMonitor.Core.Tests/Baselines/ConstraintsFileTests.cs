using System.Text.Json;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Baselines;

/// <summary>Every spelling and place that constraints.json has been seen with.</summary>
public class ConstraintsFileTests
{
    [Theory]
    [InlineData("""{"name":"f","monitoringConfigOverrides":{"datatype_check_threshold":0.5}}""")]
    [InlineData("""{"name":"f","monitoring_config_overrides":{"datatype_check_threshold":0.5}}""")]
    [InlineData("""{"name":"f","string_constraints":{"domains":[],"monitoring_config_overrides":{"datatype_check_threshold":0.5}}}""")]
    [InlineData("""{"name":"f","string_constraints":{"monitoringConfigOverrides":{"datatype_check_threshold":"0.5"}}}""")]
    [InlineData("""{"name":"f","num_constraints":{"is_non_negative":true,"monitoring_config_overrides":{"datatype_check_threshold":0.5}}}""")]
    public void Overrides_are_found_in_both_spellings_and_wherever_they_stand(string feature) =>
        Assert.Equal(0.5, Read($$"""{"features":[{{feature}}]}""").SettingsOf("f").TypeThreshold);

    [Theory]
    [InlineData("\"distribution_constraints\":{\"perform_comparison\":\"Disabled\"}", false)]
    [InlineData("\"distribution_constraints\":{\"perform_comparison\":\"disabled\"}", false)]
    [InlineData("\"distribution_constraints\":{\"enable_comparisons\":false}", false)]
    [InlineData("\"distribution_constraints\":{\"enable_comparisons\":\"true\"}", true)]
    [InlineData("\"perform_comparison\":\"Disabled\"", false)]
    [InlineData("\"emit_metrics\":\"Enabled\"", true)]
    public void Whether_distributions_are_compared_is_read_in_every_spelling(string settings, bool expected) =>
        Assert.Equal(expected, Read($$$"""{"features":[{"name":"f"}],"monitoring_config":{ {{{settings}}} } }""").SettingsOf("f").PerformComparison);

    [Theory]
    [InlineData("comparison_method", "Simple", ComparisonMethod.Simple)]
    [InlineData("comparison_method", "linf_simple", ComparisonMethod.Simple)]
    [InlineData("comparion_method", "linf_robust", ComparisonMethod.Robust)]
    [InlineData("comparion_method", "Simple", ComparisonMethod.Simple)]
    [InlineData("comparison_method", "a newer one", ComparisonMethod.Robust)]
    public void The_method_is_read_in_every_spelling(string name, string value, ComparisonMethod expected) =>
        Assert.Equal(expected, Read($$$"""{"features":[],"monitoring_config":{"distribution_constraints":{"{{{name}}}":"{{{value}}}"} } }""").SettingsOf("f").ComparisonMethod);

    [Theory]
    [InlineData("""{"domain_content_threshold":0.9}""", 0.9)]
    [InlineData("""{"distribution_constraints":{"min_domain_mass":0.9}}""", 0.9)]
    [InlineData("""{"domain_content_threshold":"NaN"}""", 1.0)]
    [InlineData("{}", 1.0)]
    public void The_share_of_known_texts_is_read_and_is_all_where_it_is_not_said(string settings, double expected) =>
        Assert.Equal(expected, Read($$"""{"features":[],"monitoring_config":{{settings}}}""").SettingsOf("f").DomainThreshold);

    [Theory]
    [InlineData("""{"comparison_threshold":0.3}""", 0.3, CategoricalMethod.LInfinity)]
    [InlineData("""{"comparison_threshold":0.3,"categorical_comparison_threshold":0.2,"categorical_drift_method":"ChiSquared"}""", 0.2, CategoricalMethod.ChiSquared)]
    [InlineData("{}", 0.1, CategoricalMethod.LInfinity)]
    public void The_threshold_of_texts_is_that_of_numbers_unless_it_is_said(string comparison, double threshold, CategoricalMethod method)
    {
        var settings = Read($$$"""{"features":[],"monitoring_config":{"distribution_constraints":{{{comparison}}} } }""").SettingsOf("f");

        Assert.Equal((threshold, method), (settings.CategoricalThreshold, settings.CategoricalMethod));
    }

    [Fact]
    public void What_is_unknown_or_of_another_form_is_passed_over()
    {
        var constraints = Read(
            """
            {"version":"1.0","more":[{}],"features":[7,{"inferred_type":"Integral"},{"name":"f","inferred_type":"Date","completeness":"0.5","num_constraints":null,
            "string_constraints":{"domains":["a",1,true,null]},"monitoringConfigOverrides":7,},],"monitoring_config":null}
            """);

        var feature = Assert.Single(constraints.Features);
        Assert.Equal(("f", ColumnType.Unknown, 0.5, null, null), (feature.Name, feature.Type, feature.Completeness, feature.IsNonNegative, feature.Overrides));
        Assert.Equal(["a", "1", "true"], feature.Domain!);
    }

    [Fact]
    public void Texts_have_a_domain_only_where_few_of_them_occur_once()
    {
        var builder = new ProfileBuilder(ProfileOptions.Default);
        var (plan, id) = (builder.Column("plan"), builder.Column("id"));
        for (var i = 0; i < 100; i++)
        {
            builder.Cell(plan, i % 3 == 0 ? "yes"u8 : "no"u8, CellKind.Quoted);
            builder.Cell(id, System.Text.Encoding.UTF8.GetBytes($"u{i}"), CellKind.Quoted);
            builder.EndRow();
        }

        var constraints = Constraints.Suggest(builder.Build());

        Assert.Equal(["no", "yes"], constraints.Find("plan")!.Domain!);
        Assert.Null(constraints.Find("id")!.Domain);
        Assert.Null(constraints.Find("plan")!.IsNonNegative);
    }

    private static Constraints Read(string text)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        using var json = LenientJson.ParseAsync(stream, CancellationToken.None).GetAwaiter().GetResult();
        return ConstraintsFile.Read(json.RootElement)!;
    }
}
