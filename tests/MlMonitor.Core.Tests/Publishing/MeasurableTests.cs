using MlMonitor.Core.Publishing;

namespace MlMonitor.Core.Tests.Publishing;

/// <summary>What objects tell of their numbers.</summary>
public sealed class MeasurableTests
{
    [Fact]
    public void Every_kind_of_object_that_tells_numbers_is_tested_and_whatever_can_be_alerted_about_tells_some()
    {
        var kinds = typeof(IMlMeasurable).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IMlMeasurable))).ToList();

        Assert.Equal(kinds.Select(k => k.Name).Order(), Measurables.All.Select(m => m.GetType().Name).Order());
        Assert.All(typeof(IMlAlertable).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsAssignableTo(typeof(IMlAlertable))), t => Assert.Contains(t, kinds));
    }

    [Fact]
    public void Numbers_have_a_name_of_their_own_and_words_for_it_and_dimensions_have_names_of_their_own()
    {
        Assert.All(Measurables.All.Select(m => m.ToMeasurement()), told =>
        {
            Assert.Equal(told.Measures.Count, told.Measures.Select(m => m.Name).Distinct().Count());
            Assert.Equal(told.Dimensions.Count, told.Dimensions.Select(d => d.Name).Distinct().Count());
            Assert.All(told.Measures, m => Assert.Contains(m.Name, PrometheusHelp.Measures));
            Assert.Equal("Severity", told.Measures[0].Name);
            Assert.All(told.Dimensions, d => Assert.False(string.IsNullOrWhiteSpace(d.Value)));
        });
        // Two kinds that speak as one would be added up.
        Assert.Equal(Measurables.All.Count, Measurables.All.Select(m => m.ToMeasurement().Source).Distinct().Count());
    }

    [Fact]
    public void Dimensions_are_called_as_the_properties_of_the_object_are()
    {
        Assert.All(Measurables.All, m => Assert.All(m.ToMeasurement().Dimensions.Where(d => d.Name != "Engine"),
            d => Assert.Equal(d.Value, m.GetType().GetProperty(d.Name)!.GetValue(m)!.ToString())));
    }

    [Fact]
    public void Names_that_are_made_anew_and_those_of_which_there_are_many_are_details()
    {
        string[] many = ["FacetValue", "FeatureName", "JobName", "LabelName", "PartName", "ResourceName", "StatePath", "Target"];
        var details = Measurables.All.SelectMany(m => m.ToMeasurement().Dimensions).Where(d => d.IsDetail).Select(d => d.Name).Distinct();

        Assert.All(details, d => Assert.Contains(d, GatheredMetrics.Details));
        Assert.All(Measurables.All.SelectMany(m => m.ToMeasurement().Dimensions).Where(d => many.Contains(d.Name)), d => Assert.True(d.IsDetail, d.Name));
    }

    [Fact]
    public void A_finding_is_of_the_end_of_its_window_and_a_run_of_its_end()
    {
        Assert.Equal(Measurables.Now, Measurables.Drifted("f", 1).ToMeasurement().Time);
        Assert.Equal(Measurables.Now.AddSeconds(-210), Measurables.Run().ToMeasurement().Time);
    }

    [Fact]
    public void A_finding_without_a_value_tells_its_severity_alone() =>
        Assert.Equal([new MlMeasure("Severity", 3)], Measurables.Drifted("f", null, MlSeverity.NoData).ToMeasurement().Measures);

    [Fact]
    public void A_run_tells_what_it_counted()
    {
        // Critical before what is not known: 1 of 9 is critical.
        var told = Measurables.Run().ToMeasurement().Measures.ToDictionary(m => m.Name, m => m.Value);
        Assert.Equal((2, 9, 4, 2, 1, 2, 3), (told["Severity"], told["Checked"], told["Ok"], told["Warning"], told["Critical"], told["NoData"], told["CouldNotCheck"]));
        Assert.Equal((17, 40, 90), (told["Calls"], told["BilledMetrics"], told["Duration"]));
    }
}
