namespace MlMonitor.Core.Labels;

/// <summary>Numbers columns for a receiver that looks at some by name: those get their places, all others the number after them.</summary>
internal static class ReceiverNames
{
    /// <summary>The number of a column.</summary>
    /// <param name="name">The column.</param>
    /// <param name="wanted">The columns that are looked at; null for one that is not there.</param>
    /// <returns>Its place among them, or how many there are.</returns>
    public static int Number(string name, params ReadOnlySpan<string?> wanted)
    {
        for (var i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == name)
                return i;
        }

        return wanted.Length;
    }
}
