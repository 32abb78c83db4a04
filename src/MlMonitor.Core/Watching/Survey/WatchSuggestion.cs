using System.Globalization;

namespace MlMonitor.Core.Watching.Survey;

/// <summary>Says what to watch of what was found.</summary>
/// <param name="surveys">What was found, one for each region and identity.</param>
internal sealed class WatchSuggestion(IReadOnlyList<AccountSurvey> surveys)
{
    private bool Many { get; } = surveys.Count > 1;

    public IEnumerable<DraftRow> Make()
    {
        yield return Row("pipelines", "PipelineStatus") with { Comments = [Pipelines()] };
        if (surveys.SelectMany(s => s.Pipelines.Values).SelectMany(names => names).FirstOrDefault() is { } pipeline)
            yield return Row("pipeline-runs", "PipelineFreshness", ("PipelineName", Pattern(pipeline)), ("Parameter", new DraftRow(("MaximumAge", "25h"))))
                with
            { IsOffer = true, Comments = ["A pipeline that should run and does not looks healthy. Name those that run on a schedule, and how long ago they may have run:"] };
        foreach (var row in Jobs())
            yield return row;
        yield return Row("endpoints", "EndpointHealth") with { Comments = [Endpoints()] };
        foreach (var row in surveys.SelectMany(Data))
            yield return row;
        var scheduled = surveys.Sum(s => s.Endpoints.Sum(e => e.Schedules.Count));
        if (scheduled > 0 || surveys.Any(s => s.Lacks(SurveyPart.Schedules)))
            yield return Row("model-monitor", "MonitorExecution")
                with
            { Comments = [string.Create(CultureInfo.InvariantCulture, $"{scheduled} schedules of Model Monitor: what their newest executions found, and whether they ran.")] };
        yield return Row("posture", "Posture") with { Comments = ["What watches each endpoint, and what is missing: capture, baseline, labels, alarms, an owner. Daily."] };
    }

    private IEnumerable<DraftRow> Jobs()
    {
        var kinds = surveys.SelectMany(s => s.Jobs).GroupBy(j => j.Key).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Sum(j => j.Value)}{(g.Any(j => j.Value >= 100) ? " or more" : "")}").ToList();
        var unseen = surveys.Any(s => s.Lacks(SurveyPart.Jobs));
        var words = kinds.Count == 0 ? unseen ? "Jobs could not all be seen." : "No job in the last eight days." : $"Jobs of the last eight days: {string.Join(", ", kinds)}.";
        var none = kinds.Count == 0 && !unseen;
        yield return Row("jobs", "Job") with { IsOffer = none, Comments = [words + " Jobs of the last day that failed:"] };
        yield return Row("training", "Training") with { IsOffer = none, Comments = ["Training and tuning that runs now, as it goes: losses that explode, or stop falling."] };
    }

    /// <summary>What is watched of the data of endpoints in one region: only where something is captured.</summary>
    private IEnumerable<DraftRow> Data(AccountSurvey survey)
    {
        var captured = survey.Endpoints.Where(e => e.IsCaptured).ToList();
        if (captured.Count == 0)
            yield break;
        DraftRow At(string name, string test, IEnumerable<SurveyedEndpoint> endpoints, params (string, object?)[] more) =>
            Row(Many ? $"{name}-{(survey.ProfileName is null ? "" : survey.ProfileName + "-")}{survey.Region}" : name, test,
                [("EndpointName", endpoints.Select(e => Pattern(e.Name)).ToList()), .. Many ? Here(survey) : [], .. more]);

        yield return At("silence", "EndpointFreshness", captured)
            with
        { Comments = [$"{captured.Count} endpoints{Where(survey)} capture their requests: whether capture, labels, schedules and baselines still come."] };
        if (captured.Where(e => e.TaggedBaseline is not null).ToList() is { Count: > 0 } tagged)
            yield return At("drift", "EndpointDrift", tagged) with { Comments = ["Endpoints with capture whose tag mlmonitor:baseline names a baseline: what they are asked, held against it."] };
        foreach (var endpoint in captured.Where(e => e.TaggedBaseline is null))
            yield return endpoint.DataBaseline is { } baseline
                ? At($"drift-{endpoint.Name}", "EndpointDrift", [endpoint], ("Parameter", new DraftRow(("Baseline", baseline))))
                    with
                { Comments = [$"The baseline is that of {endpoint.Name}'s schedule of Model Monitor."] }
                : At($"drift-{endpoint.Name}", "EndpointDrift", [endpoint], ("Parameter", new DraftRow(("Baseline", $"./{endpoint.Name}.mlprofile"))))
                    with
                { IsOffer = true, Comments = [$"{endpoint.Name} has no baseline that was seen. Make one of its training data: New-MlBaseline train.csv -OutputPath ./{endpoint.Name}.mlprofile"] };
        foreach (var (name, test, type, words) in ((string, string, MlMonitoringType, string)[])
            [("quality", "ModelQuality", MlMonitoringType.ModelQuality, "quality of the answers"), ("bias", "ModelBias", MlMonitoringType.ModelBias, "bias"), ("attributions", "AttributionDrift", MlMonitoringType.ModelExplainability, "attributions")])
            if (captured.Where(e => e.Has(type)).ToList() is { Count: > 0 } some)
                yield return At(name, test, some) with { Comments = [$"Model Monitor watches the {words} of these too, and names what to hold it against."] };
        if (captured.Where(e => e.Labels is not null && !e.Has(MlMonitoringType.ModelQuality)).ToList() is { Count: > 0 } labelled)
            yield return At("quality-offer", "ModelQuality", labelled) with { IsOffer = true, Comments = ["There are labels for these, and no schedule that says how answers are judged: try Test-MlModelQuality first."] };
    }

    private static (string, object?)[] Here(AccountSurvey survey) => survey.ProfileName is null
        ? [("Region", survey.Region)] : [("Region", survey.Region), ("ProfileName", survey.ProfileName)];

    private string Where(AccountSurvey survey) => Many ? $" of {ConfigSuggestion.Place(survey)}" : "";

    private string Pipelines()
    {
        var engines = surveys.SelectMany(s => s.Pipelines).GroupBy(p => p.Key).OrderBy(g => g.Key)
            .Select(g => g.SelectMany(p => p.Value).Distinct(StringComparer.Ordinal).ToList() is var names ? $"{g.Key}: {names.Count} ({ConfigSuggestion.Listed(names)})" : "").ToList();
        return engines.Count == 0
            ? surveys.Any(s => s.Lacks(SurveyPart.Pipelines)) ? "Pipelines could not all be seen." : "No pipeline was found; those that come are watched."
            : $"Pipelines of every engine. {string.Join("; ", engines)}.";
    }

    private string Endpoints()
    {
        var names = surveys.SelectMany(s => s.Endpoints).Select(e => e.Name).Distinct(StringComparer.Ordinal).ToList();
        return names.Count > 0 ? $"All endpoints, every run. Found: {names.Count} ({ConfigSuggestion.Listed(names)})."
            : surveys.Any(s => s.Lacks(SurveyPart.Endpoints)) ? "Endpoints could not all be seen." : "No endpoint was found; those that come are watched.";
    }

    private static DraftRow Row(string name, string test, params (string, object?)[] more) => new([("Name", name), ("Test", test), .. more]);

    // A pattern that an escape stands in is taken for a name in full: one character of any kind stands for a wildcard.
    private static string Pattern(string name) => string.Concat(name.Select(c => c is '*' or '?' or '[' or ']' or '`' ? '?' : c));
}
