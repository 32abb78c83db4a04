using MlMonitor.Sandbox.Platform.Jobs;

namespace MlMonitor.Sandbox.Platform.ModelPipelines;

/// <summary>Plays one execution of a SageMaker pipeline up to a given step.</summary>
internal sealed class StepPlayer(ModelPipeline pipeline, Dice dice, PipelineExecution? before)
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1.5);

    public PipelineExecution Play(DateTimeOffset start, string status, string? at) => Play(start, status, at, Draw(at));

    /// <summary>An execution that ended at the given time.</summary>
    public PipelineExecution PlayUntil(DateTimeOffset end, string status, string? at)
    {
        var drawn = Draw(at);
        return Play(end - drawn.Aggregate(TimeSpan.Zero, (sum, each) => sum + each.Takes + Gap), status, at, drawn);
    }

    private List<(Step Step, bool Cached, TimeSpan Takes)> Draw(string? at)
    {
        var drawn = new List<(Step, bool, TimeSpan)>();
        var whole = pipeline.Steps.Sum(step => step.Weight);
        foreach (var step in pipeline.Steps)
        {
            var last = step.Name == at;
            // The data has not changed: the step's last result is good, and nothing runs.
            var cached = !last && step.Kind == StepKind.Processing && before?.Status == "Succeeded" && dice.Chance(0.25);
            var takes = pipeline.Typical * (step.Weight / whole) * (0.85 + (dice.Number(0, 40) / 100.0));
            drawn.Add((step, cached, cached || takes < Gap ? Gap : takes));
            if (last)
                break;
        }

        return drawn;
    }

    private PipelineExecution Play(DateTimeOffset start, string status, string? at, List<(Step Step, bool Cached, TimeSpan Takes)> drawn)
    {
        var id = dice.Hex(12);
        var runs = new List<StepRun>();
        var time = start;
        foreach (var (step, cached, takes) in drawn)
        {
            time += Gap;
            var last = step.Name == at;
            var open = last && status == "Executing";
            var run = new StepRun(step, last ? status : "Succeeded", time, open ? null : time + takes)
            {
                CachedFrom = cached ? before!.Arn : null,
                Attempts = step.Kind == StepKind.Training && (last && status == "Failed" || dice.Chance(0.15)) ? 2 : 1,
                Token = dice.Hex(10),
            };
            runs.Add(run with { Job = step.JobType is { } type ? cached ? CachedJob(step) : JobOf(run, type, id) : null });
            time += open ? TimeSpan.Zero : takes;
        }

        return new PipelineExecution
        {
            Pipeline = pipeline,
            Id = id,
            Status = status,
            Start = start,
            LastModified = time,
            Steps = runs,
        };
    }

    private Job? CachedJob(Step step) => before!.Steps.First(run => run.Step == step).Job;

    private Job JobOf(StepRun run, JobType type, string execution) => new()
    {
        Home = pipeline.Home,
        Type = type,
        Name = $"pipelines-{execution}-{run.Step.Name}-{run.Token}",
        Status = run.Status switch { "Succeeded" => "Completed", "Executing" => "InProgress", var other => other },
        Program = type switch { JobType.Training => "train.py", JobType.Processing => "preprocess.py", _ => "serve" },
        // A second attempt runs a job of its own: this is the last one.
        Created = run.Start,
        Ended = run.End,
        Failure = run.Status == "Failed" ? run.Step.Failure ?? JobFailure.Of(type) : null,
    };
}
