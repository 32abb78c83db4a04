using System.Collections;
using System.Management.Automation;
using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Commands;

/// <summary>Gets jobs of SageMaker: training, processing, tuning, transform, labeling, AutoML; the newest first.</summary>
[Cmdlet(VerbsCommon.Get, "MlJob")]
[OutputType(typeof(MlJob))]
public sealed class GetMlJobCommand : MlAwsCommand
{
    private static readonly TimeSpan UsualWindow = TimeSpan.FromDays(1);

    /// <summary>The longest a training job may run: what runs now was created no earlier.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromDays(28);

    /// <summary>The jobs' names; wildcards choose among all since <see cref="After"/>.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("JobName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The kinds of jobs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public MlJobType[]? Type { get; set; }

    /// <summary>The statuses wanted.</summary>
    [Parameter]
    public MlStatus[]? Status { get; set; }

    /// <summary>The earliest creation.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>How many of each kind at most.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    /// <summary>Tags the jobs must have.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var connections = Connect(Region);
        if (connections.Count == 0)
            return;

        var names = new NamePatterns(Name);
        var running = Status is { Length: > 0 } wanted && wanted.All(s => !s.IsTerminal());
        var query = new JobQuery
        {
            Names = names.Exact,
            Matches = names.Matches,
            NameContains = names.CommonPart,
            Types = new HashSet<MlJobType>(Type ?? []),
            Statuses = new HashSet<MlStatus>(Status ?? []),
            After = After is { } after ? new DateTimeOffset(after.ToUniversalTime()) : Clock.GetUtcNow() - (running ? LongestRun : UsualWindow),
            First = First,
            Tags = (Tag ?? []).Cast<DictionaryEntry>().ToDictionary(t => $"{t.Key}", t => $"{t.Value}", StringComparer.Ordinal),
        };
        WriteEach(new JobMonitor(connections, Clock).ReadAsync(query, Sink, StopToken), WriteObject);
    }
}
