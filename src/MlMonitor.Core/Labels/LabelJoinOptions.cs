namespace MlMonitor.Core.Labels;

/// <summary>How requests and labels are joined.</summary>
public sealed record LabelJoinOptions
{
    /// <summary>The JMESPath of the label in what was merged before; null to take what is there.</summary>
    public string? LabelPath { get; init; }

    /// <summary>Whether requests without a label are passed on too, without one. No by default.</summary>
    public bool IncludeUnlabelled { get; init; }
}
