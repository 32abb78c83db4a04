using System.Text.Json;
using System.Text.Json.Serialization;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Distances;

/// <summary>What oracle/make_distances.py wrote.</summary>
internal sealed record Oracle(
    IReadOnlyList<OraclePair> Pairs, IReadOnlyList<OraclePValue> PValues, IReadOnlyList<OracleProportions> Proportions,
    IReadOnlyList<OracleAdjusted> Adjusted, IReadOnlyList<OracleCategories> Categories,
    IReadOnlyList<OracleCategories> ManyTexts)
{
    private static readonly JsonSerializerOptions Options =
        new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.AllowReadingFromString };

    /// <summary>The file, read once.</summary>
    public static Oracle File { get; } = Read();

    private static Oracle Read()
    {
        using var stream = typeof(Oracle).Assembly.GetManifestResourceStream("distances.json")!;
        return JsonSerializer.Deserialize<Oracle>(stream, Options)!;
    }
}

internal record OracleDivergences
{
    public required double Psi { get; init; }

    public required double JensenShannon { get; init; }

    public required double JensenShannonBits { get; init; }

    public required double Hellinger { get; init; }

    public required double TotalVariation { get; init; }

    // Infinity comes as "inf".
    public required JsonElement KullbackLeibler { get; init; }

    public double KullbackLeiblerValue =>
        KullbackLeibler.ValueKind == JsonValueKind.String ? double.PositiveInfinity : KullbackLeibler.GetDouble();
}

internal sealed record OracleChiSquared(double Statistic, double P, int Df);

internal sealed record OraclePair(
    string Name, double[] Values, long[] Baseline, long[] Current, double Mean, double Deviation, double[] Quantiles, double Ks, int Sign,
    double Location, double P, double Wasserstein, double Normed, OracleChiSquared? Chi2, OracleDivergences? Each,
    long[][]? Deciles, long[][]? Widths, OracleDivergences? Width)
{
    public NumericDistribution Before() => Side(Baseline);

    public NumericDistribution Now() => Side(Current);

    public CategoryDistribution Texts(long[] counts) => new(
        Values.Zip(counts).Where(p => p.Second > 0).ToDictionary(p => $"{p.First}", p => p.Second), counts.Sum());

    private NumericDistribution Side(long[] counts) =>
        new([.. Values.Where((_, i) => counts[i] > 0)], [.. counts.Where(c => c > 0)]);
}

internal sealed record OraclePValue(double D, long N, long M, double P);

internal sealed record OracleProportions(long Baseline, long BaselineCount, long Current, long CurrentCount, double Z, double P);

internal sealed record OracleAdjusted(double[] P, double[] Adjusted);

internal sealed record OracleCategories(
    Dictionary<string, long> Before, Dictionary<string, long> Now, double Statistic, double P, int Df, double Low, double LInfinity)
    : OracleDivergences;
