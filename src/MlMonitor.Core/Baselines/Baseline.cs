using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Baselines;

/// <summary>What a baseline was read from.</summary>
public enum BaselineKind
{
    /// <summary>A profile of MlMonitor.</summary>
    Profile,

    /// <summary>statistics.json of Model Monitor, with constraints.json or without.</summary>
    ModelMonitor,

    /// <summary>The rows a model was trained on.</summary>
    Dataset,
}

/// <summary>What later data is held against, and where it came from. Immutable.</summary>
public sealed record Baseline
{
    /// <summary>What the data looked like.</summary>
    public required DatasetProfile Profile { get; init; }

    /// <summary>What data is held to.</summary>
    public required Constraints Constraints { get; init; }

    /// <summary>Whether the constraints were suggested from the profile, because no file has any.</summary>
    public bool AreConstraintsSuggested { get; init; }

    /// <summary>What it was read from.</summary>
    public BaselineKind Kind { get; init; }

    /// <summary>The file, folder or <c>s3://</c> address it was read from.</summary>
    public required string Source { get; init; }

    /// <summary>The model it is of; null where it is not known.</summary>
    public string? ModelName => Profile.ModelName;

    /// <summary>When what it was read from was written (UTC).</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>The time the rows are of; null where it is not known.</summary>
    public MlWindow? Window => Profile.Window;

    /// <inheritdoc/>
    public override string ToString() => $"{Source}: {Profile}";
}
