using System.Collections;
using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Drift;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>How strictly is tested, with the engine's defaults.</summary>
public sealed partial class TestMlEndpointDriftCommand
{
    private static readonly HashSet<string> KnownKeys = new(["Method", "Threshold", "Missing", "Unseen"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The only features wanted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Feature { get; set; }

    /// <summary>The features to leave out.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Exclude { get; set; }

    /// <summary>The measure of how far apart numbers are.</summary>
    [Parameter]
    public MlDriftMethod? Method { get; set; }

    /// <summary>The distance of numbers that is drift.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double? Threshold { get; set; }

    /// <summary>The measure of how far apart texts are.</summary>
    [Parameter]
    public MlDriftMethod? CategoryMethod { get; set; }

    /// <summary>The distance of texts that is drift.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double? CategoryThreshold { get; set; }

    /// <summary>What holds for single features: a distance, or a table of Method, Threshold, Missing and Unseen.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? FeatureThreshold { get; set; }

    /// <summary>The share of false alarms among alarms that is put up with.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double Significance { get; set; } = DriftOptions.Default.Significance;

    /// <summary>The fewest values that are judged.</summary>
    [Parameter]
    [ValidateRange(1L, long.MaxValue)]
    public long MinimumSample { get; set; } = DriftOptions.Default.MinimumSample;

    /// <summary>Whose verdicts are wanted.</summary>
    [Parameter]
    public MlDriftCompatibility Compatibility { get; set; }

    /// <summary>The share of records in percent that may be bad before the capture is called damaged.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MaxBadRecord { get; set; } = 1;

    private DriftOptions Options()
    {
        var wanted = Patterns(Feature ?? ["*"]);
        var unwanted = Patterns(Exclude ?? []);
        if (CategoryMethod is { } method && DriftThreshold.IsForNumbersOnly(method))
            Refuse($"{method} measures numbers only.", method, "Give -CategoryMethod LInfinity, TotalVariation, JensenShannon, Hellinger, PopulationStabilityIndex or ChiSquared.");
        return DriftOptions.Default with
        {
            Numbers = Limit(Method, Threshold, MlDriftMethod.KolmogorovSmirnov),
            Categories = Limit(CategoryMethod, CategoryThreshold, MlDriftMethod.LInfinity),
            Overrides = Overrides(FeatureThreshold),
            Significance = Significance,
            MinimumSample = MinimumSample,
            Compatibility = Compatibility,
            Includes = name => wanted.Any(p => p.IsMatch(name)) && !unwanted.Any(p => p.IsMatch(name)),
        };
    }

    private DriftThreshold? Limit(MlDriftMethod? asked, double? limit, MlDriftMethod usual)
    {
        if (asked is null && limit is null)
            return null;
        var method = asked ?? usual;
        if (limit is not { } threshold)
            return DriftThreshold.Usual(method);
        if (!(threshold >= 0 && threshold < DriftThreshold.Most(method)))
            Refuse($"{method} is never above {threshold}.", threshold, $"Give a threshold of 0 or more and below {DriftThreshold.Most(method):0.###}.");
        return DriftThreshold.Of(method, threshold);
    }

    private Dictionary<string, FeatureOverride> Overrides(IDictionary? table)
    {
        var overrides = new Dictionary<string, FeatureOverride>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table ?? new Hashtable())
        {
            var (name, value) = ($"{entry.Key}", entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value);
            overrides[name] = value is IDictionary own ? Override(name, own) : new FeatureOverride(Within(name, Read<double>(name, "Threshold", value)));
        }

        return overrides;
    }

    private FeatureOverride Override(string name, IDictionary table)
    {
        var own = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
            own[$"{entry.Key}"] = entry.Value;
        if (own.Keys.FirstOrDefault(key => !KnownKeys.Contains(key)) is { } strange)
            Refuse($"-FeatureThreshold for {name} has {strange}, which is not known.", strange, "Give Method, Threshold, Missing or Unseen.");
        var method = Get<MlDriftMethod>("Method");
        var threshold = Get<double>("Threshold");
        var limit = method is null ? null : Limit(method, threshold, method.Value);
        return new FeatureOverride(method is null && threshold is { } t ? Within(name, t) : null, Get<double>("Missing"), Get<double>("Unseen"))
        {
            Numbers = limit,
            Categories = method is { } m && DriftThreshold.IsForNumbersOnly(m) ? null : limit,
        };

        T? Get<T>(string key)
            where T : struct => own.TryGetValue(key, out var value) ? Read<T>(name, key, value) : null;
    }

    // Of numbers or of texts, one of the two must be able to exceed it.
    private double Within(string name, double threshold)
    {
        var most = Math.Max(DriftThreshold.Most(Method ?? MlDriftMethod.KolmogorovSmirnov), DriftThreshold.Most(CategoryMethod ?? MlDriftMethod.LInfinity));
        if (threshold >= most)
            Refuse($"The distance of {name} is never above {threshold}.", name, $"Give a threshold of 0 or more and below {most:0.###}.");
        return threshold;
    }

    private T Read<T>(string name, string key, object? value)
        where T : struct
    {
        if (value is not null && LanguagePrimitives.TryConvertTo<T>(value, System.Globalization.CultureInfo.InvariantCulture, out var read) && read is not double.NaN and not < 0.0)
            return read;
        Refuse($"{key} of {name} in -FeatureThreshold is '{value}', which is no {(typeof(T) == typeof(double) ? "number of 0 or more" : "measure")}.", name,
            "Give a distance, such as @{ age = 0.2 }, or a table, such as @{ age = @{ Method = 'Hellinger'; Threshold = 0.2 } }.");
        return default;
    }

    private void Refuse(string message, object target, string action) =>
        ThrowTerminatingError(Errors.Record(Problem.Of(ProblemId.InvalidRequest, message, target, action)));

    private static WildcardPattern[] Patterns(string[] names) => [.. names.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase))];
}
