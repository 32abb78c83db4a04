using System.IO.Compression;
using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

/// <summary>Feeds rows to a builder, and gives samples.</summary>
internal static class Rows
{
    public static DatasetProfile Profile(string[] header, IEnumerable<string?[]> rows, ProfileOptions? options = null)
    {
        var builder = new ProfileBuilder(options ?? ProfileOptions.Default);
        var columns = header.Select(builder.Column).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                builder.Cell(columns[i], Encoding.UTF8.GetBytes(row[i] ?? ""), row[i] is null ? CellKind.Missing : CellKind.Text);
            builder.EndRow();
        }

        return builder.Build();
    }

    public static ColumnProfile Column(IEnumerable<string?> cells, CellKind kind = CellKind.Text, ProfileOptions? options = null)
    {
        var builder = new ProfileBuilder(options ?? ProfileOptions.Default);
        var column = builder.Column("x");
        foreach (var cell in cells)
        {
            builder.Cell(column, Encoding.UTF8.GetBytes(cell ?? ""), cell is null ? CellKind.Missing : kind);
            builder.EndRow();
        }

        return builder.Build().Columns[0];
    }

    public static ColumnProfile Numbers(IEnumerable<double> values, ProfileOptions? options = null) =>
        Column(values.Select(value => value.ToString("R", System.Globalization.CultureInfo.InvariantCulture)), CellKind.Number, options);

    public static byte[] Save(DatasetProfile profile)
    {
        using var stream = new MemoryStream();
        ProfileFile.Save(profile, stream);
        return stream.ToArray();
    }

    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "Profiles", "oracle", name);

    public static (string[] Header, string[][] Rows) Churn()
    {
        using var file = new GZipStream(File.OpenRead(Sample("churn-training.csv.gz")), CompressionMode.Decompress);
        using var reader = new StreamReader(file);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim('\r').Split(',')).ToArray();
        return (lines[0], lines[1..]);
    }
}
