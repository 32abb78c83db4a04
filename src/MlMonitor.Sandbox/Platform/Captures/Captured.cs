namespace MlMonitor.Sandbox.Platform.Captures;

/// <summary>One request that an endpoint answered, and what came of it.</summary>
internal sealed record Captured
{
    public required string EventId { get; init; }

    /// <summary>The name that the caller gave the request.</summary>
    public string? InferenceId { get; init; }

    public required DateTimeOffset Time { get; init; }

    /// <summary>The values of the input's columns, as text; an empty one is missing.</summary>
    public required IReadOnlyList<string> Values { get; init; }

    /// <summary>What the model decided.</summary>
    public required int Predicted { get; init; }

    /// <summary>How sure it was that it is 1; null where it does not say.</summary>
    public double? Probability { get; init; }

    /// <summary>What the model answered, where that is a number and no class; null otherwise.</summary>
    public double? Score { get; init; }

    /// <summary>What each column added to the score, where the endpoint explains itself; null otherwise.</summary>
    public IReadOnlyList<double>? Attributions { get; init; }

    /// <summary>What turned out to be so.</summary>
    public required int Truth { get; init; }
}
