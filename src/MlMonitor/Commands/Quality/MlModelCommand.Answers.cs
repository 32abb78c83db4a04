using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Quality;
using MlMonitor.Core.Resampling;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>How a model answers, and how sure a verdict must be.</summary>
public abstract partial class MlModelCommand
{
    /// <summary>The output that is the prediction: its name, or its place from 0.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Prediction { get; set; }

    /// <summary>The output that is the probability of the positive class: its name, or its place from 0.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Probability { get; set; }

    /// <summary>Above which probability a prediction is positive, strictly.</summary>
    [Parameter]
    public double ProbabilityThreshold { get; set; } = QualityOptions.Usual.Threshold;

    /// <summary>The values that are positive.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] PositiveLabel { get; set; } = [];

    /// <summary>The names of columns that have none.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Header { get; set; }

    /// <summary>The JMESPath of the inputs in requests of JSON.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? FeaturesAttribute { get; set; }

    /// <summary>The JMESPath of the outputs in answers of JSON.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? InferenceAttribute { get; set; }

    /// <summary>The JMESPath of the label in labels of JSON.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? GroundTruthAttribute { get; set; }

    /// <summary>The only metrics wanted.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Metric { get; set; } = [];

    /// <summary>Limits by metric.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? MetricThreshold { get; set; }

    /// <summary>The fewest rows that are judged.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int MinimumSample { get; set; } = QualityOptions.Usual.MinimumSample;

    /// <summary>Where the draws of intervals start.</summary>
    [Parameter]
    public int Seed { get; set; } = ResamplingOptions.Usual.Seed;

    /// <summary>The share of records in percent that may be bad before the capture is called damaged.</summary>
    [Parameter]
    [ValidateRange(0.0, 100.0)]
    public double MaxBadRecord { get; set; } = 1;

    /// <summary>Whether a test without labels says something.</summary>
    protected virtual bool CanDoWithoutLabels => false;

    /// <summary>What was said of the answers.</summary>
    internal PredictionQuery Answers => new() { Prediction = Prediction, Probability = Probability, PositiveLabels = PositiveLabel, Threshold = ProbabilityThreshold };

    internal ResamplingOptions Draws => ResamplingOptions.Usual with { Seed = Seed };

    internal Dictionary<string, double> Limits()
    {
        var limits = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in MetricThreshold ?? new Hashtable())
        {
            if (!LanguagePrimitives.TryConvertTo<double>(entry.Value, CultureInfo.InvariantCulture, out var limit) || !double.IsFinite(limit))
                Refuse(ProblemId.InvalidRequest, $"The limit of {entry.Key} is '{entry.Value}', which is no number.", entry.Key, "Give numbers, such as @{ recall = 0.8 }.");
            limits[$"{entry.Key}"] = limit;
        }

        return limits;
    }

    internal void Refuse(ProblemId id, string message, object target, string action) => ThrowTerminatingError(Errors.Record(Problem.Of(id, message, target, action)));

    internal void Tell(CaptureSummary? read)
    {
        TellLeftOut(read);
        if (read?.Damage(MaxBadRecord / 100) is { } damage)
            Sink.Warn(damage);
        Sink.Flush();
    }

    /// <summary>Writes findings, or with -Quiet whether all is well: nothing is wrong, and something was judged.</summary>
    internal void Write(IReadOnlyList<MlFinding> findings)
    {
        if (findings.Count == 0)
            return;
        if (Quiet)
            WriteObject(findings.All(f => f.Severity is MlSeverity.Ok or MlSeverity.NoData) && findings.Any(f => f.Severity == MlSeverity.Ok));
        else
            WriteObject(findings, enumerateCollection: true);
    }
}
