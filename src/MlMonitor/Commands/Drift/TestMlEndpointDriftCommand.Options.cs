using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Drift;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>How strictly is tested, with the engine's defaults.</summary>
public sealed partial class TestMlEndpointDriftCommand
{
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

    /// <summary>The measure of how far apart distributions are.</summary>
    [Parameter]
    public MlDriftMethod? Method { get; set; }

    /// <summary>The distance that is drift.</summary>
    [Parameter]
    [ValidateRange(0.0, double.MaxValue)]
    public double? Threshold { get; set; }

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
        return DriftOptions.Default with
        {
            Numbers = Method is null && Threshold is null ? null : Limit(Method ?? MlDriftMethod.KolmogorovSmirnov),
            Categories = Limit(Method is { } method && !DriftThreshold.IsForNumbersOnly(method) ? method : MlDriftMethod.LInfinity),
            Significance = Significance,
            MinimumSample = MinimumSample,
            Compatibility = Compatibility,
            Includes = name => wanted.Any(p => p.IsMatch(name)) && !unwanted.Any(p => p.IsMatch(name)),
        };
    }

    private DriftThreshold Limit(MlDriftMethod method)
    {
        var usual = DriftThreshold.Usual(method);
        // A threshold given for a measure of numbers alone is none of the texts' measure.
        if (Threshold is not { } threshold || (Method is { } asked && asked != method))
            return usual;
        if (threshold >= DriftThreshold.Most(method))
            ThrowTerminatingError(Errors.Record(Problem.Of(ProblemId.InvalidRequest, $"{method} is never above {threshold}.", threshold,
                $"Give -Threshold below {DriftThreshold.Most(method):0.###}.")));
        return DriftThreshold.Of(method, threshold);
    }

    private static WildcardPattern[] Patterns(string[] names) => [.. names.Select(name => new WildcardPattern(name, WildcardOptions.IgnoreCase))];
}
