using System.Management.Automation;
using MlMonitor.Completion;
using MlMonitor.Core.Endpoints;
using MlMonitor.Core.Endpoints.Posture;
using MlMonitor.Core.Pipelines;
using MlMonitor.Core.Watching.Freshness;

namespace MlMonitor.Commands;

/// <summary>Looks for what should have happened and has not: runs of pipelines and schedules, capture, labels, a new baseline.</summary>
[Cmdlet(VerbsDiagnostic.Test, "MlFreshness", DefaultParameterSetName = EndpointSet)]
[OutputType(typeof(MlFreshnessFinding), typeof(bool))]
public sealed class TestMlFreshnessCommand : MlAwsCommand
{
    private const string PipelineSet = "Pipeline";
    private const string EndpointSet = "Endpoint";

    /// <summary>The pipelines' names; wildcards choose among all.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PipelineSet)]
    [ArgumentCompleter(typeof(PipelineCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] PipelineName { get; set; } = [];

    /// <summary>The endpoints' names; wildcards choose among all.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = EndpointSet)]
    [ArgumentCompleter(typeof(EndpointCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? EndpointName { get; set; }

    /// <summary>What should have happened.</summary>
    [Parameter(ParameterSetName = EndpointSet)]
    public MlFreshnessCheck[]? Check { get; set; }

    /// <summary>How long ago it may have happened.</summary>
    [Parameter]
    [Seconds]
    [ValidateSeconds(60, 10 * 366 * 86_400.0)]
    public TimeSpan MaximumAge { get; set; } = TimeSpan.FromHours(25);

    /// <summary>Gives one Boolean for each pipeline or endpoint instead.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Connect(Region) is not { Count: > 0 } connections)
            return;
        var now = Clock.GetUtcNow();
        if (ParameterSetName == PipelineSet)
        {
            var pipelines = new NamePatterns(PipelineName);
            var wanted = new PipelineQuery { Names = pipelines.Exact, Matches = pipelines.Matches };
            WriteEach(new PipelineMonitor(connections, Clock).ReadStatusAsync(wanted, Sink, StopToken), status => Write([FreshnessTest.Judge(status, MaximumAge, now)]));
            return;
        }

        var names = new NamePatterns(EndpointName);
        var query = new EndpointQuery { Names = names.Exact, Matches = names.Matches, NameContains = names.CommonPart };
        var checks = new HashSet<MlFreshnessCheck>(Check ?? []);
        WriteEach(new PostureMonitor(new PostureOptions(), Clock, Sink).ReadAsync(connections, query, StopToken),
            posture => Write([.. FreshnessTest.Judge(posture, checks, MaximumAge, now)]));
    }

    private void Write(IReadOnlyList<MlFreshnessFinding> findings)
    {
        if (Quiet)
            WriteObject(findings.All(f => f.Severity == MlSeverity.Ok));
        else
            WriteObject(findings, enumerateCollection: true);
    }
}
