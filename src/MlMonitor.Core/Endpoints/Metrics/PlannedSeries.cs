using MlMonitor.Core.Metrics;

namespace MlMonitor.Core.Endpoints.Metrics;

/// <summary>One statistic of one metric of an endpoint, a variant or a component, that is to be read.</summary>
internal sealed record PlannedSeries(MlEndpoint Endpoint, EndpointMetric Metric, string Statistic)
{
    public MlEndpointVariant? Variant { get; init; }

    public MlInferenceComponent? Component { get; init; }

    /// <summary>What CloudWatch has to be asked for it.</summary>
    public IReadOnlyList<MetricQuery> Queries => [.. Metric.Sources.Select(s => new MetricQuery(s.Namespace, s.Name, Metric.Form == MetricForm.Plain ? Statistic : "Sum") { Dimensions = Dimensions })];

    private IReadOnlyList<(string, string)> Dimensions => Metric.Scope switch
    {
        MetricScope.Component => [("InferenceComponentName", Component!.InferenceComponentName)],
        MetricScope.Variant => [("EndpointName", Endpoint.EndpointName), ("VariantName", Variant!.VariantName)],
        _ => [("EndpointName", Endpoint.EndpointName)],
    };

    /// <summary>Plans the series of an endpoint.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="statistics">The statistics wanted of a metric: none to leave it out.</param>
    public static IEnumerable<PlannedSeries> Of(MlEndpoint endpoint, Func<EndpointMetric, IEnumerable<string>> statistics) =>
        from metric in EndpointMetrics.Of(endpoint.Kind)
        from statistic in statistics(metric)
        from part in Parts(new PlannedSeries(endpoint, metric, statistic))
        select part;

    /// <summary>The series as CloudWatch's answers make it.</summary>
    public ReadSeries Build(IReadOnlyList<MetricAnswer> answers, MlWindow window, int period)
    {
        var conversion = MetricConversion.Of(Metric.Unit, Statistic, Variant?.InstanceType);
        var (values, lacking) = Metric.Form == MetricForm.Share ? Shares(answers) : First(answers);
        var factor = Metric.Form == MetricForm.PerSecond ? 1.0 / period : conversion.Factor;
        var unit = Metric.Form == MetricForm.PerSecond ? "1/s" : conversion.Unit;
        MlEndpointMetric[] points = [.. values.Where(v => v.Key >= window.After && v.Key < window.Before).Select(v => Point(v.Key, v.Value * factor, unit, period))];
        var numbers = points.Select(p => p.Value).ToArray();
        var isSummable = Metric.Form == MetricForm.Plain && Metric.Unit == MetricUnit.Count && Statistic is "Sum" or "SampleCount";
        string?[] notes = [lacking?.Note, points.Length > 0 && conversion.Note.Length > 0 ? conversion.Note : null];
        return new ReadSeries(
            new MlEndpointSeries
            {
                EndpointName = Endpoint.EndpointName,
                VariantName = Variant?.VariantName ?? Component?.VariantName,
                InferenceComponentName = Component?.InferenceComponentName,
                MetricName = Metric.Name,
                Statistic = Statistic,
                Unit = unit,
                Minimum = numbers.Length > 0 ? numbers.Min() : null,
                Average = numbers.Length > 0 ? numbers.Average() : null,
                Maximum = numbers.Length > 0 ? numbers.Max() : null,
                Sum = numbers.Length > 0 && isSummable ? numbers.Sum() : null,
                Last = numbers.Length > 0 ? numbers[^1] : null,
                Points = new MlList<MlEndpointMetric>(points),
                Window = window,
                Note = string.Join("; ", notes.OfType<string>().Where(n => n.Length > 0)),
                Region = Endpoint.Region,
                ProfileName = Endpoint.ProfileName,
            },
            lacking?.Gap,
            lacking?.Note ?? "",
            lacking?.Failed == true,
            conversion.Note.Length == 0);
    }

    private static IEnumerable<PlannedSeries> Parts(PlannedSeries whole) => whole.Metric.Scope switch
    {
        MetricScope.Endpoint => [whole],
        MetricScope.Component => whole.Endpoint.InferenceComponents.Select(c => whole with { Component = c }),
        _ => whole.Endpoint.Variants.Where(v => whole.Metric.Unit != MetricUnit.Cards || HasGpu(v)).Select(v => whole with { Variant = v }),
    };

    // Of a type that is not known, the families with GPUs that CloudWatch has metrics of: p and g.
    private static bool HasGpu(MlEndpointVariant variant) => Aws.InstanceTypes.Of(variant.InstanceType) is { } known
        ? known.CardCount > 0
        : variant.InstanceType is ['m', 'l', '.', 'p' or 'g', >= '0' and <= '9', ..];

    /// <summary>Of several places the first that has points; where none has, the first that kept something back.</summary>
    private static (IEnumerable<KeyValuePair<DateTimeOffset, double>>, MetricAnswer?) First(IReadOnlyList<MetricAnswer> answers)
    {
        var first = answers.FirstOrDefault(a => a.HasPoints) ?? answers.FirstOrDefault(a => a.Gap is not null) ?? answers[0];
        return (first.Points, first.Gap is null ? null : first);
    }

    /// <summary>The part as a percentage of the whole: of nothing there is none, and where nothing counted the part, none either.</summary>
    private static (IEnumerable<KeyValuePair<DateTimeOffset, double>>, MetricAnswer?) Shares(IReadOnlyList<MetricAnswer> answers)
    {
        var whole = answers[1].Points.Where(p => p.Value > 0).ToDictionary();
        var shares = answers[0].Points.Where(p => whole.ContainsKey(p.Key)).Select(p => KeyValuePair.Create(p.Key, 100 * p.Value / whole[p.Key]));
        return (shares, answers.FirstOrDefault(a => a.Gap is not null));
    }

    private MlEndpointMetric Point(DateTimeOffset time, double value, string unit, int period) => new()
    {
        EndpointName = Endpoint.EndpointName,
        VariantName = Variant?.VariantName ?? Component?.VariantName,
        InferenceComponentName = Component?.InferenceComponentName,
        MetricName = Metric.Name,
        Statistic = Statistic,
        Value = value,
        Unit = unit,
        Time = time,
        PeriodSeconds = period,
        Region = Endpoint.Region,
        ProfileName = Endpoint.ProfileName,
    };
}

/// <summary>A series that was read, and what its reading lacked.</summary>
/// <param name="Series">The series.</param>
/// <param name="Gap">What kept points back; null where nothing did.</param>
/// <param name="GapNote">What CloudWatch said of it.</param>
/// <param name="CallFailed">Whether that was a call that failed, which has been reported.</param>
/// <param name="IsNormalized">Whether its values are in the unit they say: not where the instance type is not known.</param>
internal sealed record ReadSeries(MlEndpointSeries Series, ProblemId? Gap, string GapNote, bool CallFailed, bool IsNormalized);
