using System.Globalization;
using System.Text;

namespace MlMonitor.Benchmarks.Drift;

/// <summary>
/// Writes what an endpoint might have captured and been trained on: 20 numeric and 5 categorical columns and a score, by seed. Some
/// columns have moved since the training, so that there is something to find.
/// </summary>
internal static class DriftData
{
    private const int FilesAnHour = 4;
    private const int RecordsAnHour = 41_667;
    private const string Head = "{\"captureData\":{\"endpointInput\":{\"observedContentType\":\"text/csv\",\"mode\":\"INPUT\",\"data\":\"";
    private const string Middle = "\",\"encoding\":\"CSV\"},\"endpointOutput\":{\"observedContentType\":\"text/csv; charset=utf-8\",\"mode\":\"OUTPUT\",\"data\":\"";
    private const string Metadata = "\",\"encoding\":\"CSV\"}},\"eventMetadata\":{\"eventId\":\"";
    private const string Tail = "\"},\"eventVersion\":\"0\"}\n";
    private static readonly DateTime Begin = new(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The names of the columns, the score first, as in a training set.</summary>
    public static string[] Names { get; } =
    [
        "score",
        .. Enumerable.Range(0, 6).Select(i => $"count{i}"), .. Enumerable.Range(0, 8).Select(i => $"money{i}"), .. Enumerable.Range(0, 6).Select(i => $"ratio{i}"),
        "state", "plan", "channel", "device", "postcode",
    ];

    /// <summary>Writes capture files in the folders of hours.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="records">How many records, of a row each.</param>
    public static void WriteCapture(string folder, int records)
    {
        var hours = (records + RecordsAnHour - 1) / RecordsAnHour;
        Parallel.For(0, hours * FilesAnHour, number =>
        {
            var (hour, part) = (number / FilesAnHour, number % FilesAnHour);
            var begin = Math.Min(records, (hour * RecordsAnHour) + (part * RecordsAnHour / FilesAnHour));
            var end = Math.Min(records, (hour * RecordsAnHour) + ((part + 1) * RecordsAnHour / FilesAnHour));
            var time = Begin.AddHours(hour).AddMinutes(part * 15);
            var path = Path.Combine(folder, "churn", "AllTraffic", time.ToString("yyyy/MM/dd/HH", CultureInfo.InvariantCulture), time.ToString("mm-ss-fff", CultureInfo.InvariantCulture) + "-a.jsonl");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var random = new Random(1000 + number);
            using var writer = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 20);
            var line = new StringBuilder();
            var id = new byte[16];
            for (var i = begin; i < end; i++)
            {
                random.NextBytes(id);
                var score = Score(random);
                line.Clear().Append(Head);
                AppendRow(line, random, isNow: true);
                line.Append(Middle).Append(CultureInfo.InvariantCulture, $"{score}").Append(Metadata)
                    .Append(CultureInfo.InvariantCulture, $"{new Guid(id)}\",\"inferenceTime\":\"{time.AddMilliseconds(i - begin):yyyy-MM-ddTHH:mm:ssZ}").Append(Tail);
                writer.Write(line);
            }
        });
    }

    /// <summary>Writes a training set with a header.</summary>
    /// <param name="path">Where.</param>
    /// <param name="rows">How many rows.</param>
    public static void WriteBaseline(string path, int rows)
    {
        var random = new Random(1);
        using var writer = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 20);
        writer.Write(string.Join(',', Names) + "\n");
        var line = new StringBuilder();
        for (var i = 0; i < rows; i++)
        {
            line.Clear().Append(CultureInfo.InvariantCulture, $"{Score(random)},");
            AppendRow(line, random, isNow: false);
            writer.Write(line.Append('\n'));
        }
    }

    /// <summary>Inputs: counts without a point, amounts with cents, ratios with all their digits, then texts. One value in a hundred is missing.</summary>
    private static void AppendRow(StringBuilder line, Random random, bool isNow)
    {
        for (var i = 0; i < 6; i++)
            Append($"{(i == 0 ? random.Next(2) : (int)(Math.Abs(Normal(random)) * 40 * i))}");
        for (var i = 0; i < 8; i++)
            Append($"{Math.Exp((Normal(random) / 2) + (i / 2.0) + (isNow && i == 3 ? 0.2 : 0)):0.00}");
        for (var i = 0; i < 3; i++)
            Append($"{Normal(random) + (isNow && i == 2 ? 0.3 : 0):0.000000}");
        for (var i = 0; i < 3; i++)
            Append($"{Normal(random):0.000000000000}");
        Append($"S{(int)Math.Min(50, Math.Abs(Normal(random)) * 20):00}");
        Append($"plan-{"abcd"[(int)(random.NextDouble() * random.NextDouble() * 4)]}");
        Append($"{(isNow && random.Next(50) == 0 ? "chat" : random.Next(3) == 0 ? "web" : "app")}");
        Append($"device {random.Next(30)}");
        Append($"{random.Next(5000) + 10_000}");
        line.Length--;

        void Append(FormattableString value)
        {
            if (random.Next(100) > 0)
                line.Append(value.ToString(CultureInfo.InvariantCulture));
            line.Append(',');
        }
    }

    private static double Score(Random random) => 1 / (1 + Math.Exp(-Normal(random)));

    /// <summary>Box and Muller's way to a normal number.</summary>
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
