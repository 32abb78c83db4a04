namespace MlMonitor.Core.Profiles;

/// <summary>A text that was counted.</summary>
/// <param name="hash">Its hash.</param>
/// <param name="start">Where its bytes begin.</param>
/// <param name="length">How many they are.</param>
internal struct TextEntry(ulong hash, int start, int length)
{
    /// <summary>How many bytes an entry takes.</summary>
    public const int Size = 24;

    /// <summary>How often it occurred.</summary>
    public long Count;

    /// <summary>Its hash.</summary>
    public readonly ulong Hash => hash;

    /// <summary>Where its bytes begin.</summary>
    public readonly int Start => start;

    /// <summary>How many they are.</summary>
    public readonly int Length => length;
}
