namespace MlMonitor.Sandbox.Platform.Pipelines;

/// <summary>
/// Makes the runs of a pipeline: about sixty days of ordinary ones, mostly good, and then the latest ones as the catalogue
/// wants them.
/// </summary>
internal static class RunHistory
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(60);

    private static readonly string[] Commits =
    [
        "Refit scaler on the last 90 days",
        "Drop leaking column days_since_last_invoice",
        "Raise early-stopping patience to 20",
        "Pin xgboost to 2.1.4",
        "Add regional holiday features",
        "Fix null handling in tenure buckets",
        "Move training to ml.m5.2xlarge",
        "Weekly data refresh",
    ];

    public static IReadOnlyList<PipelineRun> Make(Pipeline pipeline, int seed, int count, IReadOnlyList<LatestRun> latest)
    {
        var dice = new Dice(seed, $"runs/{pipeline.Home.Region}/{pipeline.Name}");
        var player = new RunPlayer(pipeline, dice);
        var now = pipeline.Home.Now;
        var runs = new List<PipelineRun>();

        // Ordinary runs end well before the first of the latest begins, so that none overlap.
        var quietUntil = now - (latest.Count > 0 ? latest[0].Ago : TimeSpan.Zero) - TimeSpan.FromDays(1);
        var start = now - Window;
        var step = count > 0 ? (quietUntil - start) / count : TimeSpan.Zero;
        for (var index = 0; index < count; index++)
        {
            var at = start + (step * index) + dice.Between(TimeSpan.Zero, step / 4);
            // The last one is good, so that nothing but the latest runs colours the state.
            var end = index == count - 1 ? RunEnd.Succeeded : OrdinaryEnd(pipeline, dice, runs.LastOrDefault());
            runs.Add(player.StartingAt(at, end, TriggerOf(pipeline, dice), CommitOf(dice)));
        }

        foreach (var run in latest)
            runs.Add(player.Reaching(now - run.Ago, run.End, TriggerOf(pipeline, dice), CommitOf(dice)));

        MarkSuperseded(pipeline, runs);
        runs.Reverse();
        return runs;
    }

    /// <summary>A run that somebody started after mending the pipeline, and that ends well now.</summary>
    public static PipelineRun MakeMended(Pipeline pipeline, int seed)
    {
        var dice = new Dice(seed, $"mended/{pipeline.Home.Region}/{pipeline.Name}");
        return new RunPlayer(pipeline, dice).Reaching(pipeline.Home.Now, RunEnd.Succeeded, TriggerOf(pipeline, dice), CommitOf(dice));
    }

    private static RunEnd OrdinaryEnd(Pipeline pipeline, Dice dice, PipelineRun? before)
    {
        // A superseded run needs one that overtakes it.
        var throwOf = before?.Status == "Superseded" ? 100 : dice.Number(0, 100);
        var work = pipeline.Stages.Skip(1).SelectMany(stage => stage.Actions).ToList();
        switch (throwOf)
        {
            case < 9:
                var failing = dice.Pick(work);
                return RunEnd.FailedAt(failing.Name, Failures.Of(pipeline, failing, dice));
            case < 12:
                return RunEnd.StoppedAt(dice.Pick(work).Name, "Started by mistake");
            case < 15 when pipeline.ExecutionMode == "SUPERSEDED":
                return RunEnd.SupersededBefore(pipeline.Stages[^1].Name);
            default:
                return RunEnd.Succeeded;
        }
    }

    private static RunTrigger TriggerOf(Pipeline pipeline, Dice dice) => dice.Number(0, 10) switch
    {
        < 5 when pipeline.Type == "V2" && pipeline.Stages[0].Actions[0].Provider == "CodeStarSourceConnection" =>
            new("WebhookV2", pipeline.Stages[0].Actions[0].Configuration["ConnectionArn"]),
        < 7 => new("CloudWatchEvent", pipeline.Home.Arn("events", $"rule/{pipeline.Name}-nightly")),
        _ => new("StartPipelineExecution", $"arn:aws:iam::{SamplePlatform.Account}:user/{dice.Pick(["mira.novak", "jon.abara", "ci-runner"])}"),
    };

    private static string CommitOf(Dice dice) => dice.Pick(Commits);

    private static void MarkSuperseded(Pipeline pipeline, List<PipelineRun> runs)
    {
        for (var index = 0; index < runs.Count - 1; index++)
        {
            if (runs[index] is not { Status: "Superseded" } run)
                continue;

            // It was superseded when the next run came to the same door.
            var next = runs[index + 1];
            var before = pipeline.Stages.TakeWhile(stage => stage.Name != run.WaitingFor).Last();
            runs[index] = run with
            {
                LastUpdate = next.Actions.Last(action => action.Stage == before.Name).LastUpdate,
                StatusSummary = $"Execution superseded by execution {next.Id}",
            };
        }
    }
}
