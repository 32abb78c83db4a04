using System.Globalization;

namespace MlMonitor.Sandbox.Faults;

/// <summary>What goes wrong.</summary>
public enum FaultKind
{
    /// <summary>ThrottlingException, HTTP 400.</summary>
    Throttle,

    /// <summary>An internal error, HTTP 500, in the service's own error shape.</summary>
    Error500,

    /// <summary>HTTP 503 with a page of HTML, as a proxy on the way gives.</summary>
    Html503,

    /// <summary>HTTP 200 with nothing in it.</summary>
    EmptyBody,

    /// <summary>No answer until the caller gives up.</summary>
    Hang,

    /// <summary>The connection is cut before an answer.</summary>
    Cut,

    /// <summary>The right answer, late.</summary>
    Slow,

    /// <summary>AccessDeniedException.</summary>
    Denied,

    /// <summary>ExpiredTokenException.</summary>
    Expired,

    /// <summary>ConditionalRequestConflict of S3, HTTP 409: another writer was first.</summary>
    Conflict,

    /// <summary>PreconditionFailed of S3, HTTP 412: the object is another than the writer read.</summary>
    PreconditionFailed,

    /// <summary>A metric has only half its points and the status PartialData. This and the next four strike single metrics.</summary>
    MetricPartial,

    /// <summary>A metric has no points and the status Forbidden.</summary>
    MetricForbidden,

    /// <summary>A metric has no points and the status InternalError.</summary>
    MetricError,

    /// <summary>A metric has points missing and says nothing of it.</summary>
    MetricGaps,

    /// <summary>A metric's points come in no order.</summary>
    MetricDisorder,
}

/// <summary>A fault to inject: which calls it strikes, how often, and what happens to them.</summary>
public sealed record Fault
{
    /// <summary>What goes wrong.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>A regular expression over "service:Operation", e.g. codepipeline:List.*; it has to match all of it.</summary>
    public string Operation { get; init; } = ".*";

    /// <summary>A regular expression over the region; it has to match all of it.</summary>
    public string Region { get; init; } = ".*";

    /// <summary>A regular expression over "namespace/metric", for faults of metrics; it has to match all of it.</summary>
    public string Metric { get; init; } = ".*";

    /// <summary>How many calls it strikes before it is spent; null for no end.</summary>
    public int? Times { get; init; }

    /// <summary>The share of the matching calls that it strikes.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>The Retry-After of a throttle; null for none.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>How late a slow answer is.</summary>
    public int DelayMilliseconds { get; init; } = 2000;

    /// <summary>
    /// Reads faults from text: kinds with properties, parted by semicolons, e.g.
    /// "throttle,operation=codepipeline:List.*,times=2; slow,delayMilliseconds=500".
    /// </summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static IReadOnlyList<Fault> Parse(string text) => text
        .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(ParseOne)
        .ToList();

    private static Fault ParseOne(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (!Enum.TryParse<FaultKind>(parts[0], ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            throw new FormatException($"'{parts[0]}' is not a fault. Faults are: {string.Join(", ", Enum.GetNames<FaultKind>())}.");

        var fault = new Fault { Kind = kind };
        foreach (var part in parts.Skip(1))
        {
            var (name, value) = part.Split('=', 2) is [var left, var right] ? (left, right) : (part, "");
            fault = name.ToUpperInvariant() switch
            {
                "OPERATION" => fault with { Operation = value },
                "REGION" => fault with { Region = value },
                "METRIC" => fault with { Metric = value },
                "TIMES" => fault with { Times = int.Parse(value, CultureInfo.InvariantCulture) },
                "PROBABILITY" => fault with { Probability = double.Parse(value, CultureInfo.InvariantCulture) },
                "RETRYAFTERSECONDS" => fault with { RetryAfterSeconds = int.Parse(value, CultureInfo.InvariantCulture) },
                "DELAYMILLISECONDS" => fault with { DelayMilliseconds = int.Parse(value, CultureInfo.InvariantCulture) },
                _ => throw new FormatException($"'{name}' is not a property of a fault."),
            };
        }

        return fault;
    }
}
