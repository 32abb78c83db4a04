using System.Management.Automation;
using MlMonitor.Connection;
using MlMonitor.Core;
using MlMonitor.Core.Alerting;

namespace MlMonitor.Commands;

/// <summary>Keeps alerts that match from being sent for a time.</summary>
[Cmdlet(VerbsCommon.New, "MlSilence", SupportsShouldProcess = true)]
[OutputType(typeof(MlSilence))]
public sealed class NewMlSilenceCommand : MlStateCommand
{
    /// <summary>The keys of alerts; wildcards * and ? choose among all.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>The things; wildcards * and ? choose among all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Resource { get; set; }

    /// <summary>The services or checks that speak; wildcards * and ? choose among all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Source { get; set; }

    /// <summary>The watches that found them; wildcards * and ? choose among all.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Watch { get; set; }

    /// <summary>The severities.</summary>
    [Parameter]
    public MlSeverity[] Severity { get; set; } = [];

    /// <summary>From when; without it from now.</summary>
    [Parameter]
    public DateTimeOffset? Starts { get; set; }

    /// <summary>Until when.</summary>
    [Parameter(Mandatory = true)]
    public DateTimeOffset Ends { get; set; }

    /// <summary>Why.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string Why { get; set; } = "";

    /// <summary>Who says so; without it the user of this machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string By { get; set; } = Environment.UserName;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var starts = Starts ?? Clock.GetUtcNow();
        if (Problem(starts) is { } problem)
        {
            WriteError(Streams.Errors.Record(problem));
            return;
        }

        var matcher = new AlertMatcher { Key = Key, Resource = Resource, Source = Source, Watch = Watch, Severity = Severity };
        var silence = new SilenceRecord(Guid.NewGuid().ToString("N")[..8], matcher, starts.ToUniversalTime(), Ends.ToUniversalTime(), By, Why);
        if (!ShouldProcess(StatePlace, $"Silence alerts of {Words()} until {Ends:u}") || Book() is not { } book)
            return;
        if (Await(() => book.AddAsync(silence, Sink, StopToken)) is not { } added)
            return;
        RunspaceState.Current.SilenceIds.TryAdd(added.Id, 0);
        WriteObject(added);
    }

    private Problem? Problem(DateTimeOffset starts) =>
        Key is null && Resource is null && Source is null && Watch is null && Severity.Length == 0
            ? Core.Problem.Of(ProblemId.SilenceInvalid, "A silence of everything would hide what nobody knows of yet.", StatePath,
                "Say what is silenced: -Key, -Resource, -Source, -Watch or -Severity.")
        : Ends <= starts || Ends <= Clock.GetUtcNow()
            ? Core.Problem.Of(ProblemId.SilenceInvalid, $"The silence ends at {Ends:u}, before it begins.", Ends, "Give -Ends a later time, such as (Get-Date).AddHours(2).")
        : null;

    private string Words() => string.Join(", ", new[] { ("key", Key), ("resource", Resource), ("source", Source), ("watch", Watch), ("severity", Severity.Length == 0 ? null : string.Join("|", Severity)) }
        .Where(each => each.Item2 is not null).Select(each => $"{each.Item1} {each.Item2}"));
}
