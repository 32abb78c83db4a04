using System.Text.Json;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Datasets;

/// <summary>
/// Reads JSON Lines: an object a line is a row, its members are the columns. What is nested is named <c>a.b</c>, in arrays
/// <c>a.0</c>; a line that is an array has the columns <c>_c0</c>, <c>_c1</c> and so on. A line that cannot be read is counted as
/// damaged; none of its values is taken.
/// </summary>
/// <param name="file">The file, for what is said of damage.</param>
/// <param name="window">The text.</param>
/// <param name="options">How long a line may be.</param>
/// <param name="tally">Counts.</param>
internal sealed class JsonLinesDatasetReader(string file, ByteWindow window, DatasetOptions options, DatasetTally tally)
{
    private readonly JsonRow _row = new();

    /// <summary>Reads all lines.</summary>
    /// <param name="receiver">Takes the rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ReadAsync(IRowReceiver receiver, CancellationToken cancellationToken)
    {
        var isTooLong = false;
        do
        {
            await window.FillAsync(cancellationToken).ConfigureAwait(false);
            window.PassMark();
            while (window.Bytes.IndexOf((byte)'\n') is >= 0 and var end)
            {
                if (!isTooLong)
                    Take(window.Bytes[..end], receiver);
                isTooLong = false;
                window.Pass(end + 1);
            }

            if (window.IsEnded && !isTooLong)
                Take(window.Bytes, receiver);
            if (window.IsEnded)
                return;
            if (window.Bytes.Length <= options.MaxRowBytes)
                continue;
            if (!isTooLong)
                tally.Damage(file, window.Line, $"it is longer than {options.MaxRowBytes} bytes");
            isTooLong = true;
            window.Pass(window.Bytes.Length);
        }
        while (true);
    }

    private void Take(ReadOnlySpan<byte> line, IRowReceiver receiver)
    {
        if (line.IndexOfAnyExcept(" \t\r"u8) < 0)
            return;
        string? reason;
        try
        {
            reason = _row.Read(line);
        }
        catch (JsonException)
        {
            reason = "it is not JSON";
        }
        catch (InvalidOperationException)
        {
            reason = "it is not UTF-8";
        }

        if (reason is not null)
        {
            tally.Damage(file, window.Line, reason);
            return;
        }

        _row.Push(receiver);
        tally.Rows++;
    }
}
