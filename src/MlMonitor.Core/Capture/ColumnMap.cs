using System.Globalization;

namespace MlMonitor.Core.Capture;

/// <summary>
/// How the columns of captured data are called. Without names those told by their place are <c>_c0</c>, <c>_c1</c> and so on, the
/// outputs first and then the inputs, as Model Monitor counts them; those of JSON have the names of their members.
/// </summary>
public sealed record ColumnMap
{
    /// <summary>What an output's name begins with where an input has that name too.</summary>
    public const string OutputPrefix = "output.";

    private const string PlacePrefix = "_c";

    /// <summary>A map that names nothing.</summary>
    public static ColumnMap None { get; } = new();

    /// <summary>The names of the inputs, in order; empty for those of their places.</summary>
    public IReadOnlyList<string> InputNames { get; init; } = [];

    /// <summary>The names of the outputs, in order; empty for those of their places.</summary>
    public IReadOnlyList<string> OutputNames { get; init; } = [];

    /// <summary>
    /// The names of all columns told by their place, in order, where it is not said how many are outputs: as many names as there are
    /// inputs are theirs; with more, the outputs come first, as Model Monitor has them. Empty for the names above.
    /// </summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>
    /// The JMESPath of the inputs in a payload of JSON, such as <c>instances[*].features</c>, as Model Monitor's FeaturesAttribute;
    /// of JSON Lines, in each line. Null to read the payload as it is.
    /// </summary>
    public string? InputPath { get; init; }

    /// <summary>The JMESPath of the outputs, such as <c>predictions[*].score</c>, as Model Monitor's InferenceAttribute; null to read the payload as it is.</summary>
    public string? OutputPath { get; init; }

    /// <summary>What keeps the map from being used.</summary>
    /// <returns>That a JMESPath is none; null where nothing does.</returns>
    public Problem? Check() => new[] { InputPath, OutputPath }.FirstOrDefault(path => path is not null && !PayloadPath.IsPath(path)) is { } wrong
        ? Problem.Of(ProblemId.InvalidRequest, $"'{wrong}' is no JMESPath.", wrong, "Give one such as instances[*].features.")
        : null;

    /// <summary>
    /// How columns without names are called after those of a data set. One of as many columns as there are inputs has those; one of as
    /// many as both has the outputs first, as Model Monitor wants it. Anything else keeps <c>_c0</c> and so on, and so do the names of
    /// JSON.
    /// </summary>
    /// <param name="names">The columns of the data set.</param>
    /// <param name="inputs">The columns of a request as they are without a map.</param>
    /// <param name="outputs">Those of its answer.</param>
    /// <returns>The map.</returns>
    public static ColumnMap OfDataset(IReadOnlyList<string> names, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs) =>
        inputs.Count == 0 || !inputs.All(IsPlace) ? None
        : names.Count == inputs.Count + outputs.Count ? OfHeader(names, outputs.Count)
        : names.Count == inputs.Count ? new ColumnMap { InputNames = names }
        : None;

    /// <summary>What a column is called that is told by its place.</summary>
    /// <param name="place">The place, from 0.</param>
    /// <returns>Such as <c>_c0</c>.</returns>
    internal static string NameOf(int place) => string.Create(CultureInfo.InvariantCulture, $"{PlacePrefix}{place}");

    /// <summary>Whether a column was told by its place.</summary>
    /// <param name="name">What it is called.</param>
    /// <returns>Whether it is called as <see cref="NameOf"/> calls columns.</returns>
    internal static bool IsPlace(string name) =>
        name.Length > PlacePrefix.Length && name.StartsWith(PlacePrefix, StringComparison.Ordinal) && name.AsSpan(PlacePrefix.Length).IndexOfAnyExceptInRange('0', '9') < 0;

    /// <summary>The map that a header gives: the outputs first, as Model Monitor has them, then the inputs.</summary>
    /// <param name="header">The names.</param>
    /// <param name="outputs">How many of them are outputs; 0 where all are inputs.</param>
    /// <returns>The map.</returns>
    public static ColumnMap OfHeader(IReadOnlyList<string> header, int outputs = 1) =>
        new() { OutputNames = [.. header.Take(outputs)], InputNames = [.. header.Skip(outputs)] };
}
