namespace MlMonitor;

/// <summary>Something in a configuration that is wrong, or does not do what was meant.</summary>
public sealed record MlConfigMistake
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The line, the first being 1; 0 where it is about the whole file.</summary>
    public required int Line { get; init; }

    /// <summary>Where in the file, such as <c>Watch[2].Parameter.MaximumAge</c>.</summary>
    public required string Setting { get; init; }

    /// <summary>Critical where the file cannot be used; Warning where a rule does not do what was meant.</summary>
    public required MlSeverity Severity { get; init; }

    /// <summary>What is wrong, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>What to write instead; empty where nothing comes to mind.</summary>
    public string Suggestion { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Path}:{Line}: {Setting}: {Reason}{(Suggestion.Length > 0 ? $" {Suggestion}" : "")}";
}
