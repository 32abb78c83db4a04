namespace MlMonitor.Sandbox.Platform.Changes;

/// <summary>
/// What people changed lately, just before things broke. The things take their time of change from here, and the trail its
/// events, so that the two agree.
/// </summary>
internal static class RecentChanges
{
    private static readonly Dictionary<string, (TimeSpan Ago, Actor Actor)> Table = new()
    {
        ["fraud-scorer-train"] = (TimeSpan.FromHours(3), Actor.Maria),
        ["fraud-scorer-train-train"] = (TimeSpan.FromHours(4), Actor.Deployer),
        ["recommender-ranker-deploy"] = (TimeSpan.FromHours(9), Actor.Jon),
        ["fraud-retrain-workflow"] = (TimeSpan.FromHours(7), Actor.Deployer),
        ["feature-backfill"] = (TimeSpan.FromHours(26), Actor.Maria),
        ["data-quality-gate"] = (TimeSpan.FromDays(6), Actor.Jon),
        ["forecast-region-train"] = (TimeSpan.FromHours(11), Actor.Maria),
        ["fraud-model-pipeline"] = (TimeSpan.FromHours(8), Actor.Maria),
        ["recommender-model-pipeline"] = (TimeSpan.FromHours(20), Actor.Deployer),
        ["ml-base-images"] = (TimeSpan.FromHours(16), Actor.Jon),
    };

    /// <summary>When the thing of that name was lately changed; null when it was not.</summary>
    public static DateTimeOffset? To(string name, DateTimeOffset now) => Table.TryGetValue(name, out var change) ? now - change.Ago : null;

    public static Actor? By(string name) => Table.TryGetValue(name, out var change) ? change.Actor : null;
}

/// <summary>Who changes things: a person in a role, a user, a machine.</summary>
internal sealed record Actor(string Type, string UserName, string ArnPath)
{
    public static Actor Maria { get; } = new("AssumedRole", "maria", "sts::123456789012:assumed-role/MlEngineer/maria");

    public static Actor Jon { get; } = new("IAMUser", "jon.abara", "iam::123456789012:user/jon.abara");

    public static Actor Deployer { get; } = new("AssumedRole", "github-actions", "sts::123456789012:assumed-role/MlDeploy/github-actions");

    public static Actor Intern { get; } = new("IAMUser", "intern", "iam::123456789012:user/intern");

    public static IReadOnlyList<Actor> All { get; } = [Maria, Jon, Deployer];
}
