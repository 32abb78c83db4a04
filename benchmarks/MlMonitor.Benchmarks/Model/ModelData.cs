using System.Globalization;
using System.Text;

namespace MlMonitor.Benchmarks.Model;

/// <summary>
/// Writes what an endpoint might have captured over a day, and what turned out to be so, by seed: of eight requests in ten a label, six to
/// thirty hours late; one label in a hundred is of another request, one in fifty is told again, one in two hundred is corrected later. The
/// model scores women lower than it should.
/// </summary>
internal static class ModelData
{
    private const int RecordsAnHour = 41_667;
    private const string Head = "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"";
    private const string Middle = "\",\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv; charset=utf-8\",\"mode\":\"OUTPUT\",\"data\":\"";
    private const string Metadata = "\",\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"";
    private const string Tail = "\"},\"eventVersion\":\"0\"}\n";
    private static readonly DateTime Begin = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The names of the columns, the score first, as in a training set.</summary>
    public static string[] Names { get; } = ["score", "sex", "age", "income", "debt", "years", "purpose", "x1", "x2", "x3"];

    /// <summary>Writes both.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="records">How many requests, of a row each.</param>
    /// <returns>Where the requests and the labels are, and how many lines of labels there are.</returns>
    public static (string Capture, string Labels, int LabelLines) Write(string folder, int records)
    {
        var random = new Random(7);
        var (capture, labels) = (Path.Combine(folder, "capture"), Path.Combine(folder, "labels"));
        var (books, lines) = (new Dictionary<int, StreamWriter>(), 0);
        var (line, id) = (new StringBuilder(), new byte[16]);
        for (var first = 0; first < records; first += RecordsAnHour)
        {
            var hour = first / RecordsAnHour;
            using var writer = Open(Path.Combine(capture, "credit", "AllTraffic"), hour, "00-00-000-a.jsonl");
            for (var i = first; i < Math.Min(records, first + RecordsAnHour); i++)
            {
                random.NextBytes(id);
                // One caller in ten does not name its requests.
                var (eventId, inferenceId) = (new Guid(id).ToString(), hour % 10 > 0 ? $"application-{i:00000000}" : null);
                var isPositive = AppendRow(line.Clear().Append(Head), random);
                line.Append(Metadata).Append(eventId);
                if (inferenceId is not null)
                    line.Append("\",\"inferenceId\":\"").Append(inferenceId);
                line.Append(CultureInfo.InvariantCulture, $"\",\"inferenceTime\":\"{Begin.AddHours(hour).AddSeconds((i - first) * 3600.0 / RecordsAnHour):yyyy-MM-ddTHH:mm:ssZ}").Append(Tail);
                writer.Write(line);
                if (random.Next(10) >= 8)
                    continue;
                var collected = hour + random.Next(6, 31);
                Label(collected, random.Next(100) == 0 ? $"other-{i}" : inferenceId ?? eventId, random.Next(200) == 0 ? !isPositive : isPositive);
                if (random.Next(50) == 0)
                    Label(collected + 1, inferenceId ?? eventId, isPositive);
            }
        }

        foreach (var book in books.Values)
            book.Dispose();
        return (capture, labels, lines);

        void Label(int hour, string name, bool isPositive)
        {
            if (!books.TryGetValue(hour, out var book))
                books[hour] = book = Open(labels, hour, "labels.jsonl");
            book.Write($"{{\"groundTruthData\":{{\"data\":\"{(isPositive ? 1 : 0)}\",\"encoding\":\"CSV\"}},\"eventMetadata\":{{\"eventId\":\"{name}\"}},\"eventVersion\":\"0\"}}\n");
            lines++;
        }
    }

    private static StreamWriter Open(string folder, int hour, string name)
    {
        var path = Path.Combine(folder, Begin.AddHours(hour).ToString("yyyy/MM/dd/HH", CultureInfo.InvariantCulture), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return new StreamWriter(path, false, new UTF8Encoding(false), 1 << 16);
    }

    /// <summary>The features and the score; gives what turns out to be so.</summary>
    private static bool AppendRow(StringBuilder line, Random random)
    {
        var (isWoman, age) = (random.Next(100) < 45, random.Next(18, 80));
        var truth = 1 / (1 + Math.Exp(-(Normal(random) + (age - 45) / 30.0)));
        var score = Math.Clamp(truth - (isWoman ? 0.08 : 0), 0.001, 0.999);
        line.Append(CultureInfo.InvariantCulture,
            $"{(isWoman ? 'F' : 'M')},{age},{Math.Exp(10 + Normal(random) / 2):0.00},{Math.Exp(8 + Normal(random)):0.00},{random.Next(40)},{(random.Next(3) == 0 ? "car" : "home")}");
        for (var i = 0; i < 3; i++)
            line.Append(CultureInfo.InvariantCulture, $",{Normal(random):0.000000}");
        line.Append(Middle).Append(CultureInfo.InvariantCulture, $"{score:0.000000000}");
        return random.NextDouble() < truth;
    }

    /// <summary>Box and Muller's way to a normal number.</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
