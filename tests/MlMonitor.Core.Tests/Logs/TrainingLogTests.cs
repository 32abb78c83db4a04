using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Logs;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Logs;

public sealed class TrainingLogTests : IDisposable
{
    private const string Job = "fraud-train-1";
    private const long Begin = 1_700_000_000_000;
    private readonly ScriptedLog _server = new();
    private readonly RecordingSink _sink = new();
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(Begin).AddDays(1));

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(7, true)]
    [InlineData(10_000, false)]
    public async Task The_streams_of_a_job_are_one_log_in_the_order_of_time(int pageSize, bool emptyPages)
    {
        (_server.PageSize, _server.GivesEmptyPages) = (pageSize, emptyPages);
        Fill(5, 60);

        var lines = await ReadAsync(new TrainingLogQuery());

        Assert.Equal(_server.Lines, lines.Select(l => l.Message));
        Assert.Equal(["algo-1", "algo-2", "algo-3", "algo-4", "algo-5"], lines.Select(l => l.Node).Distinct().Order());
        Assert.All(lines, l => Assert.Equal(Job, l.JobName));
        Assert.Empty(_sink.Warnings);
    }

    [Fact]
    public async Task Lines_of_one_time_come_by_stream_and_then_as_they_were_written()
    {
        foreach (var node in (int[])[2, 1])
            for (var n = 0; n < 5; n++)
                _server.Write($"{Job}/algo-{node}-1700000000", Begin, $"{node}.{n}");

        Assert.Equal(["1.0", "1.1", "1.2", "1.3", "1.4", "2.0", "2.1", "2.2", "2.3", "2.4"], (await ReadAsync(new TrainingLogQuery())).Select(l => l.Message));
    }

    [Theory]
    [InlineData(1, 10_000, false)]
    [InlineData(25, 10_000, false)]
    [InlineData(25, 4, false)]
    [InlineData(25, 4, true)]
    [InlineData(5_000, 10_000, false)]
    public async Task The_tail_is_the_end_of_the_whole_log(int tail, int pageSize, bool emptyPages)
    {
        Fill(3, 60);
        (_server.PageSize, _server.GivesEmptyPages) = (pageSize, emptyPages);

        Assert.Equal(_server.Lines.TakeLast(tail), (await ReadAsync(new TrainingLogQuery { Tail = tail })).Select(l => l.Message));
    }

    [Fact]
    public async Task The_tail_of_a_pattern_is_the_end_of_what_matches()
    {
        Fill(3, 60);
        _server.PageSize = 8;

        var lines = await ReadAsync(new TrainingLogQuery { Tail = 4, Pattern = new Regex("7$") });

        Assert.Equal(_server.Lines.Where(l => l.EndsWith('7')).TakeLast(4), lines.Select(l => l.Message));
    }

    [Fact]
    public async Task Instances_and_times_choose_lines()
    {
        Fill(3, 20);
        var after = DateTimeOffset.FromUnixTimeMilliseconds(Begin).AddSeconds(9);

        var lines = await ReadAsync(new TrainingLogQuery { After = after, WantsNode = n => n == "algo-2" });

        Assert.NotEmpty(lines);
        Assert.All(lines, l => Assert.True(l.Time >= after && l.Node == "algo-2", l.ToString()));
    }

    /// <summary>The log grows, pauses, tells that it is throttled, and another instance begins to write; then the job ends.</summary>
    [Theory]
    [InlineData(1, 1, false, false)]
    [InlineData(2, 3, true, false)]
    [InlineData(3, 10_000, false, false)]
    [InlineData(4, 10_000, true, false)]
    [InlineData(5, 10_000, false, true)]
    public async Task Following_gives_every_line_once_and_in_order(int seed, int pageSize, bool emptyPages, bool repeatsTokens)
    {
        var random = new Random(seed);
        var written = 0;
        (_server.Status, _server.PageSize, _server.GivesEmptyPages, _server.RepeatsTokens) = ("InProgress", pageSize, emptyPages, repeatsTokens);
        var throttles = 2;
        _server.BeforeEvents = () => written > 10 && random.Next(10) == 0 && throttles-- > 0 ? new ScriptedError("ThrottlingException", "Rate exceeded") : null;
        _server.Round = round =>
        {
            if (round == 12)
            {
                (_server.Status, _server.Ended) = ("Completed", _clock.GetUtcNow());
                // The last lines come in after the job has ended.
                _server.Write($"{Job}/algo-1-1700000000", Begin + (++written * 1000), $"late {written}");
            }
            else if (round is > 1 and not (4 or 5))
            {
                for (var n = random.Next(1, 9); n > 0; n--)
                    _server.Write($"{Job}/algo-{random.Next(1, round > 7 ? 4 : 3)}-1700000000", Begin + (++written * 1000), $"line {written}");
            }
        };

        var lines = await ReadAsync(new TrainingLogQuery { Follow = true });

        Assert.Equal(_server.Lines, lines.Select(l => l.Message));
        Assert.InRange(written, 20, 100);
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public async Task Following_from_the_tail_on_gives_no_line_twice()
    {
        _server.Status = "InProgress";
        Fill(2, 30);
        _server.Round = round =>
        {
            if (round == 4)
                _server.Write($"{Job}/algo-1-1700000000", Begin + 1_000_000, "new");
            if (round == 6)
                _server.Status = "Completed";
        };

        var lines = await ReadAsync(new TrainingLogQuery { Follow = true, Tail = 5 });

        Assert.Equal(_server.Lines.TakeLast(6), lines.Select(l => l.Message));
    }

    [Fact]
    public async Task Following_waits_out_what_passes()
    {
        _server.Status = "InProgress";
        Fill(1, 3);
        var failures = 0;
        _server.BeforeEvents = () => failures++ is > 0 and < 5 ? new ScriptedError("ServiceUnavailableException", "away", 503) : null;
        _server.Round = round => _server.Status = round == 8 ? "Completed" : "InProgress";

        Assert.Equal(_server.Lines, (await ReadAsync(new TrainingLogQuery { Follow = true })).Select(l => l.Message));
        Assert.Empty(_sink.Problems);
        Assert.Contains(_sink.Details, d => d.Contains("made again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_one_stream_cannot_be_read_the_others_wait_for_it()
    {
        _server.Status = "InProgress";
        _server.PageSize = 3;
        Fill(3, 20);
        var reads = 0;
        // The third page of the second instance fails for some looks, each of which the SDK tries three times.
        _server.BeforeEventsOf = stream => stream.Contains("algo-2", StringComparison.Ordinal) && ++reads is > 2 and < 12 ? new ScriptedError("InternalFailure", "away", 500) : null;
        _server.Round = round => _server.Status = round == 9 ? "Completed" : "InProgress";

        Assert.Equal(_server.Lines, (await ReadAsync(new TrainingLogQuery { Follow = true })).Select(l => l.Message));
        Assert.Empty(_sink.Problems);
        Assert.True(reads > 12);
    }

    [Fact]
    public async Task A_stream_that_stays_away_does_not_hold_up_the_others_for_ever()
    {
        _server.Status = "InProgress";
        Fill(2, 5);
        _server.BeforeEventsOf = stream => stream.Contains("algo-2", StringComparison.Ordinal) ? new ScriptedError("InternalFailure", "away", 500) : null;
        _server.Round = round => _server.Status = round == 40 ? "Completed" : "InProgress";

        var lines = await ReadAsync(new TrainingLogQuery { Follow = true }, until: 5);

        Assert.Equal(["algo-1"], lines.Select(l => l.Node).Distinct());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public async Task What_comes_in_after_the_end_of_the_job_is_read_until_it_is_quiet(int seconds)
    {
        (_server.Status, _server.Ended) = ("Completed", _clock.GetUtcNow());
        Fill(2, 3);
        var (late, ended) = (0, _clock.GetUtcNow());
        _server.BeforeEvents = () =>
        {
            // Five lines, each so long after the one before, though nobody describes the job any more.
            if (late < 5 && _clock.GetUtcNow() - ended >= TimeSpan.FromSeconds(seconds * (late + 1)))
                _server.Write($"{Job}/algo-1-1700000000", Begin + 1_000_000 + late, $"late {late++}");
            return null;
        };

        var lines = await ReadAsync(new TrainingLogQuery { Follow = true });

        Assert.Equal(_server.Lines, lines.Select(l => l.Message));
        Assert.Equal("late 4", lines[^1].Message);
        Assert.InRange(_clock.GetUtcNow() - ended, TimeSpan.FromSeconds((5 * seconds) + 10), TimeSpan.FromSeconds((5 * seconds) + 40));
    }

    [Fact]
    public async Task A_call_that_fails_in_the_last_look_costs_no_line()
    {
        Fill(1, 4);
        var calls = 0;
        _server.BeforeEvents = () => ++calls <= 6 ? new ScriptedError("InternalFailure", "away", 500) : null;

        // It has ended long ago: one look would do, had it not failed.
        Assert.Equal(_server.Lines, (await ReadAsync(new TrainingLogQuery { Follow = true })).Select(l => l.Message));
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public async Task Followed_lines_of_one_time_in_several_streams_come_once_each()
    {
        _server.Status = "InProgress";
        var expected = new List<string>();
        _server.Round = round =>
        {
            _server.Status = round == 8 ? "Completed" : "InProgress";
            // All of one time, some of one text, and from the fourth round on from a stream that was not there. One look reads the first two.
            var text = $"step {Math.Max(round, 2) / 2}";
            for (var n = 0; n < 3; n++)
                for (var node = 1; node <= (round > 3 ? 3 : 2); node++)
                    _server.Write($"{Job}/algo-{node}-1700000000", Begin, text);
            expected.AddRange(Enumerable.Repeat(text, round > 3 ? 9 : 6));
        };

        Assert.Equal(expected, (await ReadAsync(new TrainingLogQuery { Follow = true })).Select(l => l.Message));
    }

    [Fact]
    public async Task Following_ends_with_an_error_at_what_does_not_pass()
    {
        _server.Status = "InProgress";
        Fill(1, 3);
        var calls = 0;
        _server.BeforeEvents = () => ++calls == 4 ? new ScriptedError("AccessDeniedException", "no longer") : null;

        Assert.Equal(_server.Lines, (await ReadAsync(new TrainingLogQuery { Follow = true })).Select(l => l.Message));
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_sink.Problems).Id);
    }

    [Fact]
    public async Task Looks_are_two_to_five_seconds_apart()
    {
        _server.Status = "InProgress";
        var looks = new List<DateTimeOffset>();
        _server.Round = round =>
        {
            looks.Add(_clock.GetUtcNow());
            _server.Status = round == 20 ? "Completed" : "InProgress";
        };
        _server.Open($"{Job}/algo-1-1700000000");

        await ReadAsync(new TrainingLogQuery { Follow = true }, step: TimeSpan.FromMilliseconds(250));

        var pauses = looks.Skip(1).Zip(looks.Skip(2), (a, b) => (b - a).TotalSeconds).ToList();
        Assert.All(pauses, p => Assert.True(p >= 2, $"{p}"));
        Assert.True(pauses.Distinct().Count() > 3);
    }

    [Fact]
    public async Task Of_a_job_that_died_before_it_wrote_anything_the_reason_is_a_warning()
    {
        (_server.Status, _server.FailureReason) = ("Failed", "ClientError: no such image\n\u001b[31mred");

        Assert.Empty(await ReadAsync(new TrainingLogQuery()));

        Assert.Equal($"The training job '{Job}' is Failed and wrote no log. SageMaker says: ClientError: no such image red", Assert.Single(_sink.Warnings));
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public async Task Of_a_job_that_has_not_written_yet_that_is_a_warning_too()
    {
        _server.Status = "InProgress";
        _server.Open($"{Job}/algo-1-1700000000");

        Assert.Empty(await ReadAsync(new TrainingLogQuery()));

        Assert.Contains("not written to its log yet", Assert.Single(_sink.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MlJobType.Processing, Job + "/algo-1-1700000000", "algo-1")]
    [InlineData(MlJobType.Transform, Job + "/i-0f3a6c1d2e4b5a697-1700000000000/data-log", "i-0f3a6c1d2e4b5a697")]
    [InlineData(MlJobType.Labeling, Job, null)]
    public async Task Other_kinds_of_jobs_have_logs_too(MlJobType type, string stream, string? node)
    {
        _server.Write(stream, Begin, "hello");
        _server.Write($"{Job}0/algo-1-1700000000", Begin, "of another job");

        var line = Assert.Single(await ReadAsync(new TrainingLogQuery(), type));

        Assert.Equal(("hello", node), (line.Message, line.Node));
    }

    [Fact]
    public async Task A_tuning_job_has_no_log_of_its_own()
    {
        await ReadAsync(new TrainingLogQuery(), MlJobType.Tuning);

        Assert.Equal((ProblemId.JobHasNoLog, Job), (Assert.Single(_sink.Problems).Id, _sink.Problems.Single().Target));
    }

    [Fact]
    public async Task A_job_that_is_not_there_is_an_error()
    {
        await ReadAsync(new TrainingLogQuery(), name: "no-such-job");

        Assert.Equal((ProblemId.JobNotFound, "no-such-job"), (Assert.Single(_sink.Problems).Id, _sink.Problems.Single().Target));
    }

    [Fact]
    public async Task A_line_cannot_move_the_cursor()
    {
        _server.Write($"{Job}/algo-1-1700000000", Begin, "a\u001b[2Jb\u0007\r\n");

        Assert.Equal("ab", Assert.Single(await ReadAsync(new TrainingLogQuery())).Message);
    }

    [Fact]
    public async Task A_pattern_that_takes_too_long_lets_lines_through_and_says_so_once()
    {
        for (var n = 0; n < 2; n++)
            _server.Write($"{Job}/algo-1-1700000000", Begin, new string('a', 40) + "!");

        var lines = await ReadAsync(new TrainingLogQuery { Pattern = new Regex("^(a+)+$", RegexOptions.None, TimeSpan.FromMilliseconds(20)) });

        Assert.Equal(2, lines.Count);
        Assert.Single(_sink.Warnings);
    }

    private void Fill(int nodes, int each)
    {
        var random = new Random(nodes);
        for (var node = 1; node <= nodes; node++)
        {
            var time = Begin;
            for (var n = 0; n < each; n++)
                _server.Write($"{Job}/algo-{node}-1700000000", time += random.Next(3) * 500, $"node {node} line {n}");
        }
    }

    private async Task<List<MlLogLine>> ReadAsync(TrainingLogQuery query, MlJobType type = MlJobType.Training, string name = Job, TimeSpan? step = null, int? until = null)
    {
        var lines = new TrainingLogMonitor([TestAws.Connection(_server.Aws.Url)], _clock, new Random(1))
            .ReadAsync([new LoggingJob(type, name)], query, _sink, CancellationToken.None);
        var read = FirstAsync(lines, until ?? int.MaxValue);
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (await Task.WhenAny(read, Task.Delay(5)) != read && patience.Elapsed < TimeSpan.FromSeconds(60))
            _clock.Advance(step ?? TimeSpan.FromSeconds(1));
        return await read.WaitAsync(TimeSpan.FromSeconds(1));
    }

    private static async Task<List<MlLogLine>> FirstAsync(IAsyncEnumerable<MlLogLine> lines, int count)
    {
        var all = new List<MlLogLine>();
        await foreach (var line in lines)
        {
            all.Add(line);
            if (all.Count == count)
                break;
        }

        return all;
    }
}
