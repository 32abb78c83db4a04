using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Attribution;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Resampling;

namespace MlMonitor.Commands;

/// <summary>Tells whether other features count for the predictions of endpoints than did. Explanations come first: they have the name of an endpoint, and would pass for one.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MlAttributionDrift", DefaultParameterSetName = ByExplanation)]
[OutputType(typeof(MlAttributionFinding), typeof(bool))]
public sealed partial class TestMlAttributionDriftCommand : MlCaptureCommand
{
    private const string ByEndpoint = "Endpoint";
    private const string ByCapture = "Capture";
    private const string ByExplanation = "Explanation";
    private static readonly TimeSpan UsualWindow = TimeSpan.FromHours(24);
    private readonly Dictionary<string, AttributionSummaries> _piped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<GlobalAttributions>?> _baselines = new(StringComparer.Ordinal);
    private MlWindow? _window;

    /// <inheritdoc/>
    protected override void BeginProcessing() => _window = this.Window(After, Before, UsualWindow, Clock.GetUtcNow());

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ByExplanation)
        {
            foreach (var explanation in InputObject)
            {
                var name = explanation.EndpointName ?? "";
                if (!_piped.TryGetValue(name, out var summaries))
                    _piped[name] = summaries = new AttributionSummaries();
                summaries.Add(explanation);
            }
        }
        else if (ParameterSetName == ByCapture)
        {
            foreach (var path in Capture)
                if (Baseline is null)
                    Sink.Report(Problem.Of(ProblemId.BaselineMissing, $"No baseline is named for {path}.", path, "Give -Baseline."));
                else if (SourceAt(path) is { } source)
                    Test(source, WindowOf(path, After, Before, _window), Baseline, ConnectionFor(Baseline), finding => finding);
            Sink.Flush();
        }
        else
        {
            foreach (var (endpoint, connection) in Endpoints(EndpointName))
                if (CaptureOf(endpoint, connection) is { } source && BaselineOf(endpoint) is { } baseline)
                    Test(source, _window, baseline, connection, finding => Place(finding, endpoint, connection) with { EndpointName = endpoint.EndpointName });
            Sink.Flush();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var (name, summaries) in _piped)
        {
            var window = summaries is { First: { } first, Last: { } last } && last > first ? new MlWindow(first, last) : null;
            if (Baseline is not null)
                Judge(summaries, Baseline, ConnectionFor(Baseline), finding => finding with { EndpointName = name.Length > 0 ? name : null, Window = window }, null);
            else if (name.Length == 0)
                Sink.Report(Problem.Of(ProblemId.BaselineMissing, "The explanations name no endpoint, whose baseline could be taken.", "Baseline", "Give -Baseline."));
            else
                foreach (var (endpoint, connection) in Endpoints([name]))
                    if (BaselineOf(endpoint) is { } baseline)
                        Judge(summaries, baseline, connection, finding => Place(finding, endpoint, connection) with { EndpointName = endpoint.EndpointName, Window = window }, null);
            Sink.Flush();
        }

        base.EndProcessing();
    }

    private string? BaselineOf(MlEndpoint endpoint)
    {
        if (Baseline is not null)
            return Baseline;
        if (endpoint.Tag.GetValueOrDefault(BaselineTag) is { } tag)
            return AttributionBaseline.PathBeside(tag);
        Sink.Report(Problem.Of(ProblemId.BaselineMissing, $"No baseline is named for the endpoint {endpoint.EndpointName}.", endpoint.EndpointName,
            $"Give -Baseline, or tag the endpoint with {BaselineTag}: explainability/analysis.json beside it is taken."));
        return null;
    }

    private void Test(CaptureSource source, MlWindow? window, string path, AwsConnection? connection, Func<MlAttributionFinding, MlAttributionFinding> place)
    {
        var (summaries, read) = (new AttributionSummaries(), (CaptureSummary?)null);
        // Nothing need be read where there is nothing to hold it against.
        if (ReadBaseline(path, connection) is null)
            return;
        WriteEach(CapturedExplanations.ReadAsync(source, window, null, Sink, summary => read = summary, null, StopToken), summaries.Add);
        TellLeftOut(read);
        if (read?.Problem is { } problem)
            Sink.Report(problem);
        Judge(summaries, path, connection, finding => place(finding with { EndpointName = read?.EndpointName, Region = source.Connection?.Region ?? "", Window = window }),
            summaries.Count > 0 || read is null ? null : $"None of {read.Records} captured answers is explained; Get-MlExplanation -Method KernelShap explains them");
    }

    private void Judge(AttributionSummaries summaries, string path, AwsConnection? connection, Func<MlAttributionFinding, MlAttributionFinding> place, string? nothing)
    {
        if (ReadBaseline(path, connection) is not { } baseline)
            return;
        if (summaries.Skipped > 0)
            Sink.Warn($"{summaries.Skipped} explanations were left out: they have other features than the first, or attributions that are no numbers.");
        Sink.Flush();
        var options = AttributionOptions.Usual with { Threshold = Threshold, MinimumSample = MinimumSample };
        var findings = AttributionTest.Judge(baseline, summaries.Build(ResamplingOptions.Usual), options);
        if (Quiet)
            WriteObject(findings.All(finding => finding.Severity == MlSeverity.Ok));
        else
            WriteObject(findings.Select(finding => place(nothing is null ? finding : finding with { Reason = nothing })), enumerateCollection: true);
    }

    private IReadOnlyList<GlobalAttributions>? ReadBaseline(string path, AwsConnection? connection)
    {
        path = FullPath(path);
        if (!_baselines.TryGetValue(path, out var known))
            _baselines[path] = known = Await(() => AttributionBaseline.ReadAsync(path, connection, isWanted: true, Sink, StopToken));
        return known;
    }
}
