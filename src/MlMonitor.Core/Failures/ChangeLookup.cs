using System.Text.Json;
using Amazon.CloudTrail;
using Amazon.CloudTrail.Model;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Failures;

/// <summary>Asks CloudTrail who changed a thing last before it failed.</summary>
internal sealed class ChangeLookup(AwsCaller caller, TimeProvider clock)
{
    private const string Service = "CloudTrail";

    /// <summary>CloudTrail answers two look-ups a second in each region (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html).</summary>
    private static readonly TimeSpan BetweenCalls = TimeSpan.FromMilliseconds(520);

    /// <summary>How long CloudTrail keeps what its look-up finds.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>What was changed earlier did not bring down what ran until now.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    /// <summary>Starting a run is a write too, and no change.</summary>
    private static readonly string[] Changes = ["Create", "Update", "Put", "Delete", "Attach", "Detach", "Modify", "Set", "Add", "Remove", "Enable", "Disable"];

    private readonly CallPace _pace = new(BetweenCalls, clock);

    /// <summary>The newest change to any hop before the failure; null where CloudTrail knows none.</summary>
    public async Task<MlFailureChange?> LastAsync(IReadOnlyList<MlFailureHop> hops, DateTimeOffset failedAt, CancellationToken cancellationToken)
    {
        if (clock.GetUtcNow() - failedAt > Kept)
            return null;
        MlFailureChange? last = null;
        foreach (var name in Names(hops))
            if (await OfAsync(name, failedAt, cancellationToken).ConfigureAwait(false) is { } change && (last is null || change.Time > last.Time))
                last = change;
        return last;
    }

    /// <summary>The names CloudTrail files things under: names for most services, the ARN for state machines.</summary>
    private static IEnumerable<string> Names(IReadOnlyList<MlFailureHop> hops) => hops
        .Select(hop => hop.Kind switch
        {
            "Pipeline" or "Build" => hop.Name,
            "StateMachine" => hop.Arn?.Replace(":execution:", ":stateMachine:", StringComparison.Ordinal) is { } arn ? arn[..arn.LastIndexOf(':')] : hop.Name,
            _ => null,
        })
        .OfType<string>()
        .Distinct(StringComparer.Ordinal);

    private async Task<MlFailureChange?> OfAsync(string name, DateTimeOffset failedAt, CancellationToken cancellationToken)
    {
        await _pace.WaitAsync(cancellationToken).ConfigureAwait(false);
        var page = await caller.TryAsync(Service, "cloudtrail:LookupEvents", name,
            t => caller.Clients.CloudTrail(caller.Connection).LookupEventsAsync(new LookupEventsRequest
            {
                LookupAttributes = [new LookupAttribute { AttributeKey = LookupAttributeKey.ResourceName, AttributeValue = name }],
                StartTime = (failedAt - Reach).UtcDateTime,
                EndTime = failedAt.UtcDateTime,
                MaxResults = 50,
            }, t), cancellationToken).ConfigureAwait(false);
        var change = (page?.Events ?? [])
            .Where(e => e.EventName is { } what && Changes.Any(verb => what.StartsWith(verb, StringComparison.Ordinal)) && !WasRefused(e.CloudTrailEvent))
            .MaxBy(e => e.EventTime);
        return change is null ? null : new MlFailureChange
        {
            ResourceName = name[(name.LastIndexOf(':') + 1)..],
            EventName = change.EventName,
            UserName = change.Username,
            Time = AwsTime.Utc(change.EventTime) ?? failedAt,
            EventId = change.EventId,
        };
    }

    /// <summary>A change that AWS refused is recorded too, with the error it got.</summary>
    private static bool WasRefused(string? record)
    {
        try
        {
            using var json = JsonDocument.Parse(record ?? "{}");
            return json.RootElement.TryGetProperty("errorCode", out var code) && code.ValueKind == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
