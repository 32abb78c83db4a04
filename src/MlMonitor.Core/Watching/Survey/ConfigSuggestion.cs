using System.Globalization;
using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Watching.Survey;

/// <summary>Makes a first configuration of what was found, and says of each rule why it is there.</summary>
/// <param name="surveys">What was found, one for each region and identity.</param>
/// <param name="topicArn">The topic to tell; null to choose one of those found.</param>
public sealed class ConfigSuggestion(IReadOnlyList<AccountSurvey> surveys, string? topicArn)
{
    /// <summary>Words in the names of topics that people are told by.</summary>
    private static readonly string[] TopicWords = ["alert", "alarm", "oncall", "on-call", "pager", "incident", "ops", "notif", "monitor"];

    private string[] Regions { get; } = [.. surveys.Select(s => s.Region).Distinct(StringComparer.Ordinal)];

    private string[] Profiles { get; } = [.. surveys.Select(s => s.ProfileName).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Makes it.</summary>
    /// <param name="schema">Where an editor finds the schema; null for a language that has none.</param>
    /// <returns>The configuration.</returns>
    public ConfigDraft Make(string? schema = null)
    {
        var topics = surveys.SelectMany(s => s.TopicArns).Distinct(StringComparer.Ordinal).ToList();
        var topic = topicArn ?? Choose(topics);
        List<DraftSetting> settings = [];
        if (schema is not null)
            settings.Add(new DraftSetting("$schema", schema));
        settings.Add(new DraftSetting("Region", Regions) { Comments = ["Where to look. A watch can have a Region of its own."] });
        if (Profiles.Length > 0)
            settings.Add(new DraftSetting("ProfileName", Profiles) { Comments = ["The profiles to look through."] });
        settings.Add(new DraftSetting("Watch", (IReadOnlyList<DraftRow>)[.. new WatchSuggestion(surveys).Make()])
        {
            Comments = ["What is watched: a test with its parameters, and how often. Without Every each kind has a cadence of its own."],
        });
        settings.Add(new DraftSetting("Route", Routes(topic)) { Comments = [.. TopicWordsOf(topics, topic)] });
        settings.Add(new DraftSetting("RepeatInterval", "4h") { Comments = ["After how long a topic is told again of what is still so."] });
        if (topic is not null)
            settings.Add(new DraftSetting("Heartbeat", new DraftRow(("TopicArn", topic))) { Comments = ["Where Invoke-MlMonitor -Heartbeat tells that it is alive."] });
        return new ConfigDraft([.. Head()], settings);
    }

    private IEnumerable<string> Head()
    {
        yield return "What Invoke-MlMonitor watches. New-MlMonitorConfig wrote it of what it found; Test-MlMonitorConfig tells what is wrong with it.";
        foreach (var survey in surveys)
            foreach (var missed in survey.NotSeen.DistinctBy(n => (n.Part, n.Problem.Id, n.Problem.Message)))
                yield return $"NOT SEEN in {Place(survey)}: {Words(missed.Part)} ({missed.Problem.Id}): {missed.Problem.Message}";
    }

    private static IReadOnlyList<DraftRow> Routes(string? topic) => topic is null
        ? [new DraftRow(("TopicArn", "arn:aws:sns:eu-west-1:123456789012:ml-alerts")) { IsOffer = true }]
        : [new DraftRow(("TopicArn", topic))];

    private IEnumerable<string> TopicWordsOf(List<string> topics, string? topic)
    {
        yield return topic is null ? "Who is told: nobody yet. Name a topic."
            : topicArn is not null ? "Who is told: the topic that was given."
            : "Who is told: of the topics found the one whose name sounds most like alerts. The first route that takes an alert leads it.";
        if (topics.Where(t => t != topic).ToList() is { Count: > 0 } others)
            yield return $"Topics found beside it: {Listed(others)}";
    }

    private static string? Choose(List<string> topics) => topics
        .Where(arn => TopicArn.Parse(arn) is not null)
        .Select(arn => (Arn: arn, Rank: Array.FindIndex(TopicWords, word => arn[(arn.LastIndexOf(':') + 1)..].Contains(word, StringComparison.OrdinalIgnoreCase))))
        .Where(t => t.Rank >= 0)
        .OrderBy(t => t.Rank).ThenBy(t => t.Arn.Length).ThenBy(t => t.Arn, StringComparer.Ordinal)
        .FirstOrDefault().Arn;

    private static string Words(SurveyPart part) => part switch
    {
        SurveyPart.Schedules => "schedules of Model Monitor",
        var other => other.ToString().ToLowerInvariant(),
    };

    internal static string Place(AccountSurvey survey) => survey.ProfileName is null ? survey.Region : $"{survey.Region} (profile {survey.ProfileName})";

    /// <summary>The first names, and how many more there are.</summary>
    internal static string Listed(IReadOnlyCollection<string> names)
    {
        const int Most = 8;
        return names.Count <= Most ? string.Join(", ", names)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", names.Take(Most))} and {names.Count - Most} more");
    }
}
