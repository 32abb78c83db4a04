namespace MlMonitor.Core.Profiles;

/// <summary>Writes the texts of a column as bytes, and reads them: counts and lengths first, then all letters.</summary>
internal static class TextCodec
{
    /// <summary>Writes texts.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="texts">The texts.</param>
    public static void Write(BinaryWriter writer, TextSummary texts)
    {
        writer.Write(texts.Count);
        writer.Write(texts.Error);
        writer.Write(texts.Ends.Length);
        for (var i = 0; i < texts.Ends.Length; i++)
            writer.Write7BitEncodedInt(texts.Text(i).Length);
        foreach (var count in texts.Counts)
            writer.Write7BitEncodedInt64(count);
        writer.Write(texts.Texts);
    }

    /// <summary>Reads texts.</summary>
    /// <param name="reader">Where from.</param>
    /// <returns>The texts.</returns>
    /// <exception cref="InvalidDataException">They cannot be texts that were written.</exception>
    public static TextSummary Read(BinaryReader reader)
    {
        var count = reader.ReadInt64();
        var error = reader.ReadInt64();
        var ends = new int[reader.ReadInt32()];
        var end = 0;
        for (var i = 0; i < ends.Length; i++)
            ends[i] = end = checked(end + reader.Read7BitEncodedInt());
        var counts = new long[ends.Length];
        for (var i = 0; i < counts.Length; i++)
            counts[i] = reader.Read7BitEncodedInt64();
        var texts = reader.ReadBytes(end);
        if (texts.Length != end)
            throw new InvalidDataException("The texts end early.");
        return new TextSummary(texts, ends, counts, count, error);
    }
}
