using MlMonitor.Sandbox.Platform.Changes;

namespace MlMonitor.Sandbox.Platform.Builds;

/// <summary>Two projects that no pipeline starts: base images, pushed by people, and checks, run by a nightly rule.</summary>
internal static class StandAloneProjects
{
    private sealed record Plan(string Name, string Command, string Initiator, TimeSpan Shortest, TimeSpan Longest, params BuildFailure?[] Latest);

    private static readonly Plan[] Plans =
    [
        new("ml-base-images", "docker build -t ml-base:py311-cu124 .", "GitHub-Hookshot/7f3a1c2", TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(22),
            BuildFailure.OutOfTime, BuildFailure.Stopped, null, BuildFailure.NoImage),
        new("feature-store-checks", "pytest tests/feature_store -q --junitxml=report.xml", "rule/feature-store-checks-nightly",
            TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(11),
            BuildFailure.Command("pip install -r requirements.txt", 1, "INSTALL"), null,
            BuildFailure.Command("pytest tests/feature_store -q --junitxml=report.xml", 1),
            BuildFailure.Command("pytest tests/feature_store -q --junitxml=report.xml", 1)),
    ];

    public static IEnumerable<BuildProject> Of(RegionPlatform home, int seed) => home.Region == SamplePlatform.HomeRegion
        ? Plans.Select(plan => new BuildProject(project => History(project, plan, seed))
        {
            Home = home,
            Name = plan.Name,
            Description = $"{plan.Name}, run by {plan.Initiator.Split('/')[0]}",
            SourceType = "GITHUB",
            Command = plan.Command,
            Created = home.Now - TimeSpan.FromDays(300),
            Modified = RecentChanges.To(plan.Name, home.Now) ?? home.Now - TimeSpan.FromDays(12),
            TimeoutInMinutes = 60,
            ReportsTests = plan.Command.Contains("junitxml", StringComparison.Ordinal),
        })
        : [];

    /// <summary>One build a day for thirty days; the latest ones end as the plan says.</summary>
    private static IReadOnlyList<Build> History(BuildProject project, Plan plan, int seed)
    {
        const int Days = 30;
        var dice = new Dice(seed, "builds/" + project.Name);
        var builds = new List<Build>();
        for (var day = 0; day < Days; day++)
        {
            var start = project.Home.Now - TimeSpan.FromDays(Days - day) + dice.Between(TimeSpan.FromHours(18), TimeSpan.FromHours(21));
            var planned = day - (Days - plan.Latest.Length);
            var failure = planned >= 0 ? plan.Latest[planned] : dice.Chance(0.1) ? BuildFailure.Command(plan.Command, 1) : null;
            var end = start + (failure?.Status == "TIMED_OUT"
                ? TimeSpan.FromMinutes(project.TimeoutInMinutes)
                : dice.Between(plan.Shortest, plan.Longest));
            var commit = dice.Hex(40);
            builds.Add(BuildProjects.Make(project, seed, dice.Guid(), start, end, failure, plan.Initiator, "main", commit));
        }

        return BuildProjects.Number(builds);
    }
}
