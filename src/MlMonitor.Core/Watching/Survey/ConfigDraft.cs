namespace MlMonitor.Core.Watching.Survey;

/// <summary>A configuration that is about to be written, with what is said beside it.</summary>
/// <param name="Comments">What is said before it, one line each.</param>
/// <param name="Settings">Its settings, in order.</param>
public sealed record ConfigDraft(IReadOnlyList<string> Comments, IReadOnlyList<DraftSetting> Settings);

/// <summary>A setting.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">A text, a list of texts, a row, or a list of rows.</param>
public sealed record DraftSetting(string Name, object Value)
{
    /// <summary>Why it is there, one line each.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];
}

/// <summary>A table on one line.</summary>
/// <param name="Settings">Names with texts, lists of texts, or tables in turn.</param>
public sealed record DraftRow(params (string Name, object? Value)[] Settings)
{
    /// <summary>Why it is there, one line each.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>Whether it is only an offer: it is written as a comment.</summary>
    public bool IsOffer { get; init; }
}
