using System.Text.Json;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Baselines;

/// <summary>
/// Reads and writes constraints.json of Model Monitor. Files differ: overrides are spelt <c>monitoringConfigOverrides</c> and
/// <c>monitoring_config_overrides</c>, and stand in the feature or, by an error of the SageMaker SDK (issue 2745), in its
/// <c>string_constraints</c>; older files have <c>enable_comparisons</c>, <c>min_domain_mass</c>, <c>comparion_method</c>,
/// <c>linf_robust</c>. All are read; what is written is as Model Monitor writes it today.
/// </summary>
public static class ConstraintsFile
{
    private const string Overrides = "monitoringConfigOverrides";
    private const string OverridesToo = "monitoring_config_overrides";

    /// <summary>Reads constraints.</summary>
    /// <param name="root">The document.</param>
    /// <returns>The constraints; null where it is no such file.</returns>
    public static Constraints? Read(JsonElement root)
    {
        if (root.Member("features") is not { ValueKind: JsonValueKind.Array } features)
            return null;
        return new Constraints
        {
            Features = [.. features.EnumerateArray().Select(ReadFeature).OfType<FeatureConstraints>()],
            Settings = root.Member("monitoring_config", "monitoringConfig") is { } settings ? ReadSettings(settings) : new ConstraintSettings(),
        };
    }

    /// <summary>Reads the name of a type; Unknown where it is none.</summary>
    internal static ColumnType TypeOf(string? name) => Enum.TryParse<ColumnType>(name, ignoreCase: true, out var type) && Enum.IsDefined(type) ? type : ColumnType.Unknown;

    /// <summary>Writes constraints.</summary>
    /// <param name="constraints">The constraints.</param>
    /// <param name="stream">Where to; stays open.</param>
    public static void Write(Constraints constraints, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream, StatisticsFile.WriterOptions);
        json.WriteStartObject();
        json.WriteFloat("version", 0);
        json.WriteStartArray("features");
        foreach (var feature in constraints.Features)
            WriteFeature(json, feature);
        json.WriteEndArray();
        json.WritePropertyName("monitoring_config");
        WriteSettings(json, constraints.Settings);
        json.WriteEndObject();
    }

    private static FeatureConstraints? ReadFeature(JsonElement feature)
    {
        if (feature.Member("name").Text() is not { Length: > 0 } name)
            return null;
        var numbers = feature.Member("num_constraints");
        var texts = feature.Member("string_constraints");
        var overrides = feature.Member(Overrides, OverridesToo) ?? texts?.Member(Overrides, OverridesToo) ?? numbers?.Member(Overrides, OverridesToo);
        return new FeatureConstraints
        {
            Name = name,
            Type = TypeOf(feature.Member("inferred_type").Text()),
            Completeness = feature.Member("completeness").Number(),
            IsNonNegative = numbers?.Member("is_non_negative").Switch(),
            Domain = texts?.Member("domains") is { ValueKind: JsonValueKind.Array } domain
                ? [.. domain.EnumerateArray().Select(v => ((JsonElement?)v).Text()).OfType<string>()]
                : null,
            Overrides = overrides is { ValueKind: JsonValueKind.Object } there ? ReadSettings(there) : null,
        };
    }

    private static ConstraintSettings ReadSettings(JsonElement settings)
    {
        var comparison = settings.Member("distribution_constraints", "distributionConstraints") ?? settings;
        JsonElement? Find(params string[] names) => settings.Member(names) ?? comparison.Member(names);
        return new ConstraintSettings
        {
            EvaluateConstraints = Find("evaluate_constraints").Switch(),
            EmitMetrics = Find("emit_metrics").Switch(),
            TypeThreshold = Find("datatype_check_threshold").Number(),
            DomainThreshold = Find("domain_content_threshold", "min_domain_mass").Number(),
            PerformComparison = Find("perform_comparison", "enable_comparisons").Switch(),
            ComparisonThreshold = Find("comparison_threshold").Number(),
            ComparisonMethod = MethodOf(Find("comparison_method", "comparion_method").Text()),
            CategoricalThreshold = Find("categorical_comparison_threshold").Number(),
            CategoricalMethod = CategoricalMethodOf(Find("categorical_drift_method").Text()),
        };
    }

    private static ComparisonMethod? MethodOf(string? word) =>
        word is null ? null
        : word.EndsWith("robust", StringComparison.OrdinalIgnoreCase) ? ComparisonMethod.Robust
        : word.EndsWith("simple", StringComparison.OrdinalIgnoreCase) ? ComparisonMethod.Simple
        : null;

    private static CategoricalMethod? CategoricalMethodOf(string? word) => word?.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
    {
        "LINFINITY" or "LINF" => CategoricalMethod.LInfinity,
        "CHISQUARED" or "CHISQUARE" => CategoricalMethod.ChiSquared,
        _ => null,
    };

    private static void WriteFeature(Utf8JsonWriter json, FeatureConstraints feature)
    {
        json.WriteStartObject();
        json.WriteString("name", feature.Name);
        json.WriteString("inferred_type", feature.Type.ToString());
        if (feature.Completeness is { } completeness)
            json.WriteFloat("completeness", completeness);
        if (feature.IsNonNegative is { } isNonNegative)
        {
            json.WriteStartObject("num_constraints");
            json.WriteBoolean("is_non_negative", isNonNegative);
            json.WriteEndObject();
        }

        if (feature.Domain is { } domain)
        {
            json.WriteStartObject("string_constraints");
            json.WriteStartArray("domains");
            foreach (var value in domain)
                json.WriteStringValue(value);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (feature.Overrides is { } overrides)
        {
            json.WritePropertyName(Overrides);
            WriteSettings(json, overrides);
        }

        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json, ConstraintSettings settings)
    {
        json.WriteStartObject();
        Switch("evaluate_constraints", settings.EvaluateConstraints);
        Switch("emit_metrics", settings.EmitMetrics);
        Number("datatype_check_threshold", settings.TypeThreshold);
        Number("domain_content_threshold", settings.DomainThreshold);
        json.WriteStartObject("distribution_constraints");
        Switch("perform_comparison", settings.PerformComparison);
        Number("comparison_threshold", settings.ComparisonThreshold);
        if (settings.ComparisonMethod is { } method)
            json.WriteString("comparison_method", method.ToString());
        Number("categorical_comparison_threshold", settings.CategoricalThreshold);
        if (settings.CategoricalMethod is { } categorical)
            json.WriteString("categorical_drift_method", categorical.ToString());
        json.WriteEndObject();
        json.WriteEndObject();

        void Switch(string name, bool? on)
        {
            if (on is not null)
                json.WriteString(name, on.Value ? "Enabled" : "Disabled");
        }

        void Number(string name, double? value)
        {
            if (value is not null)
                json.WriteFloat(name, value.Value);
        }
    }
}
