using System.Management.Automation;
using System.Text.RegularExpressions;
using MlMonitor.Core;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Logs;
using MlMonitor.Streams;

namespace MlMonitor.Commands;

/// <summary>Gets the log of training, processing, transform and labeling jobs: all streams of a job in the order of time.</summary>
[Cmdlet(VerbsCommon.Get, "MlTrainingLog")]
[OutputType(typeof(MlLogLine))]
public sealed class GetMlTrainingLogCommand : MlAwsCommand
{
    /// <summary>No sensible pattern takes this long on one line, and a stop is not to wait for one that is not.</summary>
    private static readonly TimeSpan PatternPatience = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<IReadOnlyList<AwsConnection>, List<LoggingJob>> _followed = [];

    /// <summary>The jobs' names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] JobName { get; set; } = [];

    /// <summary>The kind of the jobs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public MlJobType Type { get; set; }

    /// <summary>How many of the last lines.</summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    public int? Tail { get; set; }

    /// <summary>Goes on until the job has ended.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <summary>The earliest line.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>A regular expression that lines have to match.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Pattern { get; set; }

    /// <summary>The instances; wildcards choose among all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Node { get; set; }

    private TrainingLogQuery Query { get; set; } = null!;

    private Random Chance { get; } = new(Environment.ProcessId);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        WildcardPattern[]? nodes = Node is null ? null : [.. Node.Select(n => new WildcardPattern(n, WildcardOptions.IgnoreCase))];
        Query = new TrainingLogQuery
        {
            Tail = Tail,
            Follow = Follow,
            After = After is { } after ? new DateTimeOffset(after.ToUniversalTime()) : null,
            Pattern = Pattern is null ? null : Expression(Pattern),
            WantsNode = nodes is null ? null : node => nodes.Any(n => n.IsMatch(node)),
        };
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var connections = Connect(Region);
        if (connections.Count == 0)
            return;
        LoggingJob[] jobs = [.. JobName.Select(name => new LoggingJob(Type, name))];
        if (!Follow)
            Read(connections, jobs);
        else if (_followed.TryGetValue(connections, out var others))
            others.AddRange(jobs);
        else
            _followed[connections] = [.. jobs];
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // All that are followed are followed side by side: the first may run for days.
        foreach (var (connections, jobs) in _followed)
            Read(connections, [.. jobs.Distinct()]);
        base.EndProcessing();
    }

    private void Read(IReadOnlyList<AwsConnection> connections, IReadOnlyList<LoggingJob> jobs) =>
        WriteEach(new TrainingLogMonitor(connections, Clock, Chance).ReadAsync(jobs, Query, Sink, StopToken), WriteObject);

    private Regex Expression(string pattern)
    {
        try
        {
            // As -match and Select-String do.
            return new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, PatternPatience);
        }
        catch (ArgumentException e)
        {
            ThrowTerminatingError(Errors.Record(Problem.Of(ProblemId.PatternInvalid, $"'{pattern}' is no regular expression: {e.Message}", pattern,
                "Give a regular expression; [regex]::Escape() makes one of plain text.")));
            throw;
        }
    }
}
