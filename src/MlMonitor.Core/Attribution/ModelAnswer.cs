using System.Globalization;
using System.Text;
using System.Text.Json;
using MlMonitor.Core.Capture;

namespace MlMonitor.Core.Attribution;

/// <summary>Reads one number for each row out of what a model answers.</summary>
/// <param name="attribute">
/// Which of several it is: of CSV the place of the column, the first being 0, of JSON a JMESPath, such as <c>predictions[*].score</c>, or of
/// JSON Lines the member. Null for the only one, or one that is called as <see cref="UsualNames"/>.
/// </param>
internal sealed class ModelAnswer(string? attribute)
{
    /// <summary>What the number is called where nobody says so: a score moves where a class flips.</summary>
    internal static readonly string[] UsualNames = ["probability", "probabilities", "score", "prediction"];

    private readonly int? _column = int.TryParse(attribute, NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : null;
    private readonly PayloadReader _reader = new(attribute is null || int.TryParse(attribute, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : attribute);

    /// <summary>Reads an answer.</summary>
    /// <param name="body">What was answered.</param>
    /// <param name="contentType">Its content type; empty where none was told.</param>
    /// <param name="rows">How many rows were asked about.</param>
    /// <returns>One number for each.</returns>
    /// <exception cref="MlMonitorException">There is not one number for each row.</exception>
    public double[] Read(byte[] body, string contentType, int rows)
    {
        if (Explained(body) is { } predictions)
            return Checked([.. predictions.Select(row => Choose(row.Length) < row.Length ? row[Choose(row.Length)] : null)], rows);
        var payload = new CapturePayload { Data = body, ContentType = Encoding.UTF8.GetBytes(contentType), IsPresent = true };
        if (_reader.Read(payload, out var text) is { } reason)
            throw new MlMonitorException($"The answer cannot be read: {reason}");
        var cells = _reader.Cells;
        // Some containers answer many rows on one line.
        if (cells.RowCount == 1 && rows > 1 && cells.Count == rows)
            cells.Transpose();
        var numbers = new double?[cells.RowCount];
        for (var row = 0; row < numbers.Length; row++)
        {
            var cell = Choose(cells, cells.Row(row));
            numbers[row] = double.TryParse(cells.Text(cell, text), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        return Checked(numbers, rows);
    }

    private static double[] Checked(double?[] numbers, int rows) =>
        numbers.Length != rows ? throw new MlMonitorException($"The model answered {numbers.Length} rows to {rows}")
        : Array.FindIndex(numbers, number => number is not { } n || !double.IsFinite(n)) is >= 0 and var at
            ? throw new MlMonitorException($"The model answered no finite number to row {at + 1} of {rows}")
        : Array.ConvertAll(numbers, number => number!.Value);

    private int Choose(int count) => _column ?? (count == 1 ? 0
        : throw new MlMonitorException($"The model answers {count} numbers for a row, and nothing says which one is meant"));

    private PayloadCell Choose(PayloadCells cells, ReadOnlySpan<PayloadCell> row)
    {
        if (row.Length == 1 && _column is null or 0)
            return row[0];
        if (_column is { } column)
            return column < row.Length ? row[column] : throw new MlMonitorException($"The model answers {row.Length} columns, and column {column} is not among them");
        var names = new List<string>();
        foreach (ref readonly var cell in row)
            names.Add(cell.IsPlaced ? cell.Column.ToString(CultureInfo.InvariantCulture) : cells.Names[~cell.Column]);
        var at = UsualNames.Select(name => names.FindIndex(each => each.Equals(name, StringComparison.OrdinalIgnoreCase))).Where(i => i >= 0).DefaultIfEmpty(-1).First();
        return at >= 0 ? row[at]
            : throw new MlMonitorException($"The model answers {row.Length} columns ({string.Join(", ", names.Take(5))}), and nothing says which one is meant");
    }

    private static IReadOnlyList<double?[]>? Explained(byte[] body)
    {
        if (!body.AsSpan().TrimStart(" \t\r\n"u8).StartsWith("{"u8) || body.AsSpan().IndexOf("\"explanations\""u8) < 0)
            return null;
        try
        {
            using var document = JsonDocument.Parse(body);
            return OnlineExplanation.Predictions(document.RootElement);
        }
        catch (JsonException)
        {
            // JSON Lines, of which each line is one by itself.
            return null;
        }
    }
}
