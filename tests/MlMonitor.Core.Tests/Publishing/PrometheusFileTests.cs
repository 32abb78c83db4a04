using MlMonitor.Core.Publishing;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Publishing;

/// <summary>The file that the textfile collector reads.</summary>
public sealed class PrometheusFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ml-prom-").FullName;
    private readonly RecordingSink _sink = new();

    private string File => Path.Combine(_folder, "ml.prom");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_holds_the_text_in_UTF8_with_line_feeds_and_everybody_may_read_it()
    {
        Assert.True(new PrometheusFile(_sink).TryWrite(Text(1), File));

        var bytes = System.IO.File.ReadAllBytes(File);
        Assert.Equal(string.Join('\n', Text(1).Lines()) + "\n", System.Text.Encoding.UTF8.GetString(bytes));
        Assert.Equal((byte)'#', bytes[0]);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, System.IO.File.GetUnixFileMode(File));
        Assert.Empty(_sink.Warnings);
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Whoever_reads_while_it_is_replaced_reads_a_whole_one()
    {
        using var stop = new CancellationTokenSource();
        Assert.True(new PrometheusFile(_sink).TryWrite(Text(1), File));
        var read = Task.Run(() =>
        {
            var times = 0;
            for (; !stop.IsCancellationRequested; times++)
            {
                Assert.EndsWith("# EOF\n", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
                Assert.Single(Directory.GetFiles(_folder, "*.prom"));
            }

            return times;
        });
        for (var n = 0; n < 100; n++)
            Assert.True(new PrometheusFile(_sink).TryWrite(Text(n % 2 == 0 ? 2000 : 1), File));
        await stop.CancelAsync();

        Assert.True(await read > 0);
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_is_a_problem_and_leaves_no_rest()
    {
        var place = Path.Combine(_folder, "none", "ml.prom");
        Directory.CreateDirectory(File);

        Assert.False(new PrometheusFile(_sink).TryWrite(Text(1), place));
        Assert.False(new PrometheusFile(_sink).TryWrite(Text(1), File));

        Assert.Equal([(ProblemId.FileNotWritten, place), (ProblemId.FileNotWritten, File)], _sink.Problems.Select(p => (p.Id, (string)p.Target!)));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_name_that_the_collector_does_not_read_is_a_warning()
    {
        Assert.True(new PrometheusFile(_sink).TryWrite(Text(1), Path.Combine(_folder, "ml.txt")));
        Assert.Contains(".prom", Assert.Single(_sink.Warnings), StringComparison.Ordinal);
    }

    private static PrometheusText Text(int count)
    {
        var text = new PrometheusText(Measurables.Now);
        for (var n = 0; n < count; n++)
            text.Add(Measurables.Drifted($"größe {n}", n).ToMeasurement());
        return text;
    }
}
