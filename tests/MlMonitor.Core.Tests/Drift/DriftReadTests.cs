using System.Text;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Capture;
using MlMonitor.Core.Drift;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Drift;

public sealed class DriftReadTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mlmonitor-drift-read-").FullName;
    private readonly RecordingSink _sink = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_columns_of_the_window_are_called_as_those_of_the_baseline()
    {
        var read = await ReadAsync(Write("a,b\n1,x\n2,y\n"), _ => Task.FromResult((Requests("7", "z"), new CaptureSummary())));

        Assert.Equal(["a", "b"], read!.Value.Profile.Columns.Select(column => column.Name));
        Assert.Equal(2, read.Value.Baseline.Profile.RowCount);
    }

    [Fact]
    public async Task Without_a_baseline_the_reading_of_the_window_is_ended()
    {
        var ended = false;
        var read = await ReadAsync(Path.Combine(_folder, "none.csv"), async token =>
        {
            await Task.Delay(Timeout.Infinite, token).ContinueWith(_ => ended = true, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return Nothing;
        }).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Null(read);
        Assert.True(ended);
        Assert.Equal(ProblemId.PathNotFound, Assert.Single(_sink.Problems).Id);
    }

    [Fact]
    public async Task What_goes_wrong_with_the_window_is_heard_of_as_it_is()
    {
        var problem = await Assert.ThrowsAsync<IOException>(() => ReadAsync(Write("a\n1\n"), _ => throw new IOException("The disk is gone.")));
        Assert.Equal("The disk is gone.", problem.Message);
    }

    [Fact]
    public async Task Ending_it_ends_the_reading_of_the_window()
    {
        using var stop = new CancellationTokenSource();
        var reading = ReadAsync(
            Write("a\n1\n"),
            async token =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
                return Nothing;
            },
            stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private static (DatasetProfile, CaptureSummary) Nothing => (new DatasetProfile { Columns = [] }, new CaptureSummary());

    private static DatasetProfile Requests(params string[] row)
    {
        var builder = new ProfileBuilder(ProfileOptions.Default);
        for (var i = 0; i < row.Length; i++)
            builder.Cell(builder.Column($"_c{i}"), Encoding.UTF8.GetBytes(row[i]), CellKind.Text);
        builder.EndRow();
        return builder.Build();
    }

    private Task<(Baseline Baseline, DatasetProfile Profile, CaptureSummary Summary)?> ReadAsync(
        string path, Func<CancellationToken, Task<(DatasetProfile, CaptureSummary)>> current, CancellationToken token = default) =>
        DriftRead.ReadAsync(new BaselineReader(null, _sink), path, current, token);

    private string Write(string text)
    {
        var path = Path.Combine(_folder, "baseline.csv");
        File.WriteAllText(path, text);
        return path;
    }
}
