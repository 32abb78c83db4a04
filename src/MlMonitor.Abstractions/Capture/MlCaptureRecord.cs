using System.Collections.Specialized;

namespace MlMonitor;

/// <summary>One request that an endpoint answered, as data capture kept it.</summary>
public sealed record MlCaptureRecord
{
    /// <summary>The endpoint that the folders of the file name; null where they name none.</summary>
    public string? EndpointName { get; init; }

    /// <summary>The variant that the folders of the file name; null where they name none.</summary>
    public string? VariantName { get; init; }

    /// <summary>When it was (UTC); null where the record does not say so that it can be read.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The id SageMaker gave the request; null where there is none.</summary>
    public string? EventId { get; init; }

    /// <summary>The id the caller gave the request; null where there is none.</summary>
    public string? InferenceId { get; init; }

    /// <summary>The custom attributes, as JSON; null where there are none.</summary>
    public string? CustomAttributes { get; init; }

    /// <summary>The rows of what was asked: read-only, values by the names of columns, in order. Empty where they could not be read.</summary>
    public MlList<OrderedDictionary> Input { get; init; } = [];

    /// <summary>The rows of what was answered, as <see cref="Input"/>. Empty where there was no answer.</summary>
    public MlList<OrderedDictionary> Output { get; init; } = [];

    /// <summary>What was asked, as text; null where it was not kept.</summary>
    public string? InputText { get; init; }

    /// <summary>What was answered, as text; null where it was not kept.</summary>
    public string? OutputText { get; init; }

    /// <summary>The content type of what was asked, such as <c>text/csv</c>; null where it was not told.</summary>
    public string? InputContentType { get; init; }

    /// <summary>The content type of what was answered; null where it was not told.</summary>
    public string? OutputContentType { get; init; }

    /// <summary>Why the rows could not be read; null where they could.</summary>
    public string? Damage { get; init; }

    /// <summary>The path or the address of the file.</summary>
    public required string Path { get; init; }

    /// <summary>The line in the file, the first being 1.</summary>
    public required long Line { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Time?.UtcDateTime:yyyy-MM-dd HH:mm:ss} {InferenceId ?? EventId}".TrimStart();
}
