using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Labels;
using MlMonitor.Core.Quality;

namespace MlMonitor.Commands;

/// <summary>Holds captured answers of models against labels.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MlModelQuality", DefaultParameterSetName = "Endpoint")]
[OutputType(typeof(MlQualityFinding), typeof(bool))]
public sealed class TestMlModelQualityCommand : MlModelCommand
{
    private QualityQuery _query = new();

    /// <summary>The kind of model.</summary>
    [Parameter]
    public MlProblemType? ProblemType { get; set; }

    /// <summary>Gives the series over time too, and its trend.</summary>
    [Parameter]
    public MlSeriesStep? By { get; set; }

    /// <summary>Estimates the quality of predictions without labels from their scores, where that is sound.</summary>
    [Parameter]
    public SwitchParameter Estimate { get; set; }

    /// <summary>Whose verdicts are wanted.</summary>
    [Parameter]
    public MlDriftCompatibility Compatibility { get; set; }

    /// <inheritdoc/>
    protected override string OwnTag => "mlmonitor:quality-baseline";

    /// <inheritdoc/>
    protected override bool CanDoWithoutLabels => Estimate;

    /// <inheritdoc/>
    protected override TimeSpan UsualWindow => By == MlSeriesStep.Day ? TimeSpan.FromDays(14) : base.UsualWindow;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        var limits = Limits();
        foreach (var name in limits.Keys.Where(name => QualityMetrics.IsHigherBetter(QualityMetrics.Canonical(name)) is null).Concat(Metric.Where(name => !QualityMetrics.IsKnown(name))))
            Refuse(ProblemId.MetricUnknown, $"There is no metric of quality '{name}' that could be judged. There are: {string.Join(", ", QualityMetrics.Judged)}", name, "Give one of these names.");
        _query = new QualityQuery
        {
            Prediction = Answers with { ProblemType = ProblemType },
            Options = QualityOptions.Usual with { Threshold = ProbabilityThreshold, Resampling = Draws, MinimumSample = MinimumSample, Compatibility = Compatibility },
            Reference = new QualityReference
            {
                Constraints = [.. limits.Select(limit => new QualityConstraint(QualityMetrics.Canonical(limit.Key), limit.Value, QualityMetrics.IsHigherBetter(QualityMetrics.Canonical(limit.Key)) == false))],
            },
            Bin = By switch { MlSeriesStep.Hour => TimeSpan.FromHours(1), MlSeriesStep.Day => TimeSpan.FromDays(1), _ => null },
            Metrics = Metric,
            IsEstimateWanted = Estimate,
        };
    }

    internal override void Test(CapturedRequests requests, Func<Func<string, Task<string?>>, string?> baseline, ModelReports reports, MlEndpoint? endpoint, AwsConnection? connection)
    {
        var query = _query;
        if (baseline(path => reports.FindQualityAsync(path, StopToken)) is { } found)
        {
            if (Await(() => reports.ReadQualityAsync(FullPath(found), StopToken)) is not { } read)
                return;
            // What is given goes before what is written.
            query = query with
            {
                KnownType = read.Type,
                Reference = read.Reference with { Constraints = [.. query.Reference.Constraints, .. read.Reference.Constraints] },
            };
        }
        else if (query.Reference.Constraints.Count == 0)
            Sink.Warn($"Nothing to hold {endpoint?.EndpointName ?? requests.Source.Name} against: its quality is told, not judged. Give -Baseline or -MetricThreshold.");

        var (findings, summary) = Await(() => CapturedQuality.TestAsync(requests, query, Sink, StopToken));
        Tell(summary);
        Write([.. findings.Select(finding => Place(finding, endpoint, connection) with { EndpointName = endpoint?.EndpointName ?? finding.EndpointName })]);
    }
}
