using System.Numerics;

namespace MlMonitor.Core.Profiles;

/// <summary>
/// Writes the numbers of a column as bytes, and reads them. Rising doubles become the steps between keys of the same order,
/// and the first bytes of all steps come before the second ones and so on: what is alike lies together, for deflate to find.
/// Little-endian; exact to the bit, signs of zeros and subnormal numbers included.
/// </summary>
internal static class NumberCodec
{
    private const byte Exact = 0;
    private const byte Sketch = 1;

    /// <summary>Writes numbers.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="numbers">The numbers.</param>
    public static void Write(BinaryWriter writer, NumberSummary numbers)
    {
        if (numbers.Sorted is { } sorted)
        {
            var (values, memory) = sorted.ToRuns();
            var counts = memory.Span;
            writer.Write(Exact);
            WriteRising(writer, values.Span);
            var once = !counts.ContainsAnyExcept(1);
            writer.Write(once);
            if (once)
                return;
            foreach (var count in counts)
                writer.Write7BitEncodedInt64(count);
            return;
        }

        var sketch = numbers.Sketch!;
        writer.Write(Sketch);
        writer.Write(sketch.Size);
        writer.Write(sketch.Coin);
        writer.Write(sketch.LevelCount);
        for (var level = 0; level < sketch.LevelCount; level++)
        {
            var values = sketch.Level(level).ToArray();
            Array.Sort(values);
            WriteRising(writer, values);
        }

        writer.Write(numbers.Moments.Minimum);
        writer.Write(numbers.Moments.Maximum);
        Write(writer, numbers.Moments.Sum);
        Write(writer, numbers.Moments.Squares);
    }

    /// <summary>Reads numbers.</summary>
    /// <param name="reader">Where from.</param>
    /// <returns>The numbers.</returns>
    /// <exception cref="InvalidDataException">They cannot be numbers that were written.</exception>
    public static NumberSummary Read(BinaryReader reader)
    {
        var kind = reader.ReadByte();
        if (kind == Exact)
        {
            var values = ReadRising(reader);
            var counts = new long[values.Length];
            var once = reader.ReadBoolean();
            for (var i = 0; i < counts.Length; i++)
            {
                counts[i] = once ? 1 : reader.Read7BitEncodedInt64();
                if (counts[i] <= 0 || !double.IsFinite(values[i]) || (i > 0 && values[i] <= values[i - 1]))
                    throw new InvalidDataException("The numbers do not rise, or one has no count.");
            }

            return new NumberSummary(SortedNumbers.From(values, counts));
        }

        if (kind != Sketch)
            throw new InvalidDataException($"There is no summary of kind {kind}.");
        var size = reader.ReadInt32();
        var coin = reader.ReadUInt64();
        var levels = new double[reader.ReadInt32()][];
        for (var level = 0; level < levels.Length; level++)
            levels[level] = ReadRising(reader);
        var sketch = KllSketch.Restore(size, coin, levels);
        var moments = Moments.Restore(sketch.Count, reader.ReadDouble(), reader.ReadDouble(), ReadInteger(reader), ReadInteger(reader));
        return new NumberSummary(sketch, moments ?? throw new InvalidDataException("A sum is too large."));
    }

    private static void WriteRising(BinaryWriter writer, ReadOnlySpan<double> values)
    {
        writer.Write(values.Length);
        var planes = new byte[values.Length * 8L];
        ulong last = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var key = NumberSort.ToKey(BitConverter.DoubleToUInt64Bits(values[i]));
            var step = key - last;
            last = key;
            for (var plane = 0; plane < 8; plane++)
                planes[((long)plane * values.Length) + i] = (byte)(step >> (8 * plane));
        }

        writer.Write(planes);
    }

    private static double[] ReadRising(BinaryReader reader)
    {
        var length = reader.ReadInt32();
        // Not before it is known that so much is there.
        var planes = reader.ReadBytes(checked(length * 8));
        if (planes.Length != length * 8)
            throw new InvalidDataException("The numbers end early.");
        var values = new double[length];
        ulong last = 0;
        for (var i = 0; i < length; i++)
        {
            ulong step = 0;
            for (var plane = 0; plane < 8; plane++)
                step |= (ulong)planes[(plane * length) + i] << (8 * plane);
            last += step;
            values[i] = BitConverter.UInt64BitsToDouble(NumberSort.FromKey(last));
        }

        return values;
    }

    private static void Write(BinaryWriter writer, BigInteger integer)
    {
        var bytes = integer.ToByteArray();
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static BigInteger ReadInteger(BinaryReader reader) => new(reader.ReadBytes(reader.ReadInt32()));
}
