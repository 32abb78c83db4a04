using System.Buffers.Text;

namespace MlMonitor.Core.Labels;

/// <summary>Reads numbers of cells.</summary>
internal static class CellNumber
{
    /// <summary>The number that a text is, blanks around it aside; NaN where it is none.</summary>
    public static double Of(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r"u8);
        return Utf8Parser.TryParse(text, out double number, out var read) && read == text.Length ? number : double.NaN;
    }
}
