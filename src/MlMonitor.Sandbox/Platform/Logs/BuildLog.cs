using System.Globalization;
using MlMonitor.Sandbox.Platform.Builds;

namespace MlMonitor.Sandbox.Platform.Logs;

/// <summary>What CodeBuild writes for a build: its phases, the commands, and last of all what made it fail.</summary>
internal static class BuildLog
{
    private static readonly string[] Written = ["INSTALL", "PRE_BUILD", "BUILD", "POST_BUILD", "UPLOAD_ARTIFACTS"];

    // What commands print when they fail. Terminals' colours and other scripts than Latin are part of life.
    private static readonly (string Command, string[] Lines)[] Outputs =
    [
        ("python train.py",
        [
            "Traceback (most recent call last):", "  File \"train.py\", line 212, in <module>", "    main(parse_args())",
            "  File \"train.py\", line 148, in main", "    X = frame[config[\"features\"]]",
            "  File \"/usr/local/lib/python3.11/site-packages/pandas/core/frame.py\", line 4108, in __getitem__",
            "    indexer = self.columns._get_indexer_strict(key, \"columns\")[1]", "KeyError: \"['merchant_category'] not in index\"",
        ]),
        ("pytest",
        [
            "\u001b[1m============================= test session starts ==============================\u001b[0m",
            "tests/feature_store/test_freshness.py \u001b[32m.\u001b[0m\u001b[31mF\u001b[0m\u001b[31mF\u001b[0m\u001b[32m.....\u001b[0m",
            "\u001b[31mE       AssertionError: feature 'basket_value_7d' is 3 days, 4:12:09 old\u001b[0m",
            "\u001b[31mFAILED\u001b[0m tests/feature_store/test_freshness.py::\u001b[1mtest_basket_value_is_fresh\u001b[0m",
            "\u001b[31m\u001b[1m3 failed\u001b[0m, \u001b[32m143 passed\u001b[0m, \u001b[33m2 skipped\u001b[0m\u001b[31m in 61.20s\u001b[0m",
        ]),
        ("python -m recsys.eval",
        [
            "候補リストを読み込んでいます: candidates.json (1,204 件)", "评估失败：第 3 折的 NDCG 低于阈值", "Traceback (most recent call last):",
            "  File \"/codebuild/output/src/recsys/eval.py\", line 96, in check", "    raise BelowThreshold(ndcg, minimum)",
            "recsys.eval.BelowThreshold: ndcg@10 0.352 < 0.380",
        ]),
        ("python evaluate.py",
        [
            "Traceback (most recent call last):", "  File \"evaluate.py\", line 71, in <module>",
            "    assert auc >= args.min_auc, f\"AUC {auc:.4f} is below {args.min_auc}\"", "AssertionError: AUC 0.7934 is below 0.81",
        ]),
        ("dvc pull", ["ERROR: failed to pull data from the cloud - Checkout failed for following targets:", "data/features.parquet", "Is your cache up to date?"]),
        ("pip install", ["ERROR: Could not find a version that satisfies the requirement feature-store-client==4.2.0", "ERROR: No matching distribution found"]),
    ];

    public static IEnumerable<LogEvent> Of(Build build)
    {
        foreach (var phase in build.Phases)
        {
            if (phase.Type == "DOWNLOAD_SOURCE")
                yield return Container(phase.Start, "Waiting for agent ping");
            if (!Written.Contains(phase.Type))
                continue;

            yield return Container(phase.Start, "Entering phase " + phase.Type);
            var end = phase.End ?? build.Project.Home.Now;
            foreach (var entry in Commands(build, phase, end))
                yield return entry;
            if (phase.End is null)
                yield break;
            yield return Container(end, $"Phase complete: {phase.Type} State: {phase.Status}");
            yield return Container(end, $"Phase context status code: {phase.Code} Message: {phase.Message}");
            // Whoever looks at the last lines is to see why.
            if (phase.Status != "SUCCEEDED")
                yield break;
        }
    }

    private static IEnumerable<LogEvent> Commands(Build build, BuildPhase phase, DateTimeOffset end)
    {
        var failing = phase.Status == "FAILED" ? build.Failure?.CommandLine : null;
        var command = failing ?? phase.Type switch { "INSTALL" => "pip install -r requirements.txt", "BUILD" => build.Project.Command, _ => null };
        if (command is null)
            yield break;

        yield return Container(phase.Start, "Running command " + command);
        if (phase.Type == "BUILD")
        {
            const int Lines = 24;
            for (var line = 1; line < Lines; line++)
                yield return new(phase.Start + ((end - phase.Start) * (line / (double)Lines)), string.Create(CultureInfo.InvariantCulture, $"INFO step {line * 50}: loss={1.6 / line:0.0000}"));
        }

        if (failing is null)
            yield break;
        foreach (var line in Outputs.FirstOrDefault(output => command.StartsWith(output.Command, StringComparison.Ordinal)).Lines ?? [])
            yield return new(end, line);
        yield return Container(end, $"Command did not exit successfully {command} exit status {build.Failure!.ExitStatus}");
    }

    private static LogEvent Container(DateTimeOffset time, string text) =>
        new(time, string.Create(CultureInfo.InvariantCulture, $"[Container] {time.UtcDateTime:yyyy/MM/dd HH:mm:ss.ffffff} {text}"));
}
