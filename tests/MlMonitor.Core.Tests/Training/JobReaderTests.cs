using MlMonitor.Core.Aws;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Core.Training.Jobs;
using MlMonitor.Sandbox;

namespace MlMonitor.Core.Tests.Training;

public sealed class JobReaderTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ScriptedError Denied = new("AccessDeniedException", "not authorized to perform: sagemaker:Search");
    private readonly ScriptedJobs _server = new();
    private readonly RecordingSink _sink = new();
    private readonly WaitingClock _clock = new(Now);
    private readonly AwsConnection _connection;

    public JobReaderTests() => _connection = TestAws.Connection(_server.Aws.Url);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Three_thousand_jobs_take_at_most_forty_calls_by_search()
    {
        AddThreeThousand();

        var jobs = await ReadAsync(All);

        Assert.Equal(3000, jobs.Select(j => (j.Type, j.JobName)).Distinct().Count());
        Assert.InRange(_server.Aws.CallsTo("Search").Count + _server.ListCalls, 30, 40);
        Assert.Empty(_server.Described);
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public async Task Three_thousand_jobs_of_the_sandbox_take_at_most_forty_calls_by_search()
    {
        await using var sandbox = await SandboxServer.StartAsync(new SandboxOptions { Size = SandboxSize.Large });

        var jobs = await new JobMonitor([TestAws.Connection(sandbox)], TimeProvider.System)
            .ReadAsync(All with { After = DateTimeOffset.UtcNow.AddDays(-1) }, _sink, CancellationToken.None).ToListAsync();

        Assert.Equal(3000, jobs.Count);
        Assert.InRange(sandbox.Calls.Sum(c => c.Count), 30, 40);
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public async Task Without_leave_to_search_they_take_thirty_lists_and_a_description_of_each_that_failed_or_runs()
    {
        AddThreeThousand();
        _server.BeforeSearch = _ => Denied;

        var jobs = await ReadAsync(All);

        Assert.Equal(3000, jobs.Select(j => (j.Type, j.JobName)).Distinct().Count());
        Assert.InRange(_server.ListCalls, 1, 30);
        Assert.Equal(
            _server.Jobs.Where(j => j.Kind is "TrainingJob" or "HyperParameterTuningJob" && j.Status is "Failed" or "InProgress").Select(j => j.Name).Where(Listed).Order(),
            _server.Described.Order());
        Assert.Equal(HalfSeconds(_server.ListCalls - 1), _clock.GetUtcNow() - Now);
        Assert.Empty(_sink.Problems);
        Assert.Contains(_sink.Details, d => d.Contains("sagemaker:Search", StringComparison.Ordinal));
        Assert.All(jobs.Where(j => j.IsFailure), j => Assert.Equal("out of luck", j.FailureReason));

        bool Listed(string name) => name.StartsWith("TrainingJob", StringComparison.Ordinal) || name.StartsWith("HyperParameterTuningJob", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_newest_come_first_and_reading_stops_early(bool listing)
    {
        AddThreeThousand();
        _server.BeforeSearch = _ => listing ? Denied : null;

        var jobs = await ReadAsync(All with { Types = Only(MlJobType.Training), First = 7 });

        Assert.Equal(_server.Jobs.Where(j => j.Kind == "TrainingJob").OrderByDescending(j => j.Created).Take(7).Select(j => j.Name), jobs.Select(j => j.JobName));
        Assert.Single(_server.Aws.CallsTo("Search"));
        Assert.Equal(listing ? 1 : 0, _server.ListCalls);
        Assert.InRange(_server.Described.Count, 0, 10);
    }

    [Fact]
    public async Task The_first_of_many_that_are_chosen_here_come_in_pages_of_a_hundred()
    {
        AddThreeThousand();

        var jobs = await ReadAsync(All with { Types = Only(MlJobType.Training), First = 2, Statuses = new HashSet<MlStatus> { MlStatus.Failed, MlStatus.TimedOut } });

        Assert.Equal(_server.Jobs.Where(j => j is { Kind: "TrainingJob", Status: "Failed" }).OrderByDescending(j => j.Created).Take(2).Select(j => j.Name), jobs.Select(j => j.JobName));
        Assert.Single(_server.Aws.CallsTo("Search"));
    }

    [Fact]
    public async Task Of_what_no_status_is_wanted_nothing_is_described()
    {
        AddThreeThousand();
        _server.BeforeSearch = _ => Denied;

        var jobs = await ReadAsync(All with { Types = Only(MlJobType.Training), Statuses = new HashSet<MlStatus> { MlStatus.Succeeded, MlStatus.Stopped } });

        Assert.Equal(_server.Jobs.Count(j => j is { Kind: "TrainingJob", Status: "Completed" }), jobs.Count);
        Assert.Empty(_server.Described);
    }

    [Fact]
    public async Task Pages_that_are_empty_and_not_the_last_are_read_on()
    {
        AddThreeThousand();
        _server.BeforeSearch = _ => Denied;
        _server.Jobs.Add(new ScriptedJob("TrainingJob", "oldest", Now.AddHours(-23.9), "Stopping"));

        Assert.Equal("oldest", Assert.Single(await ReadAsync(All with { Types = Only(MlJobType.Training), Statuses = new HashSet<MlStatus> { MlStatus.Stopping } })).JobName);
    }

    [Fact]
    public async Task What_vanishes_between_list_and_description_is_passed_over_with_a_verbose_line()
    {
        _server.BeforeSearch = _ => Denied;
        _server.Jobs.AddRange([
            new ScriptedJob("TrainingJob", "gone", Now.AddHours(-1), "Failed") { Vanishes = true },
            new ScriptedJob("TrainingJob", "there", Now.AddHours(-2), "Failed"),
        ]);

        Assert.Equal("there", Assert.Single(await ReadAsync(All)).JobName);
        Assert.Empty(_sink.Problems);
        Assert.Contains(_sink.Details, d => d.Contains("gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_search_that_fails_half_way_is_an_error()
    {
        AddThreeThousand();
        _server.BeforeSearch = n => n == 3 ? Denied : null;

        Assert.Equal(200, (await ReadAsync(All with { Types = Only(MlJobType.Training) })).Count);
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_sink.Problems).Id);
    }

    [Fact]
    public async Task A_kind_that_may_not_be_listed_is_one_error_and_the_others_come()
    {
        AddThreeThousand();
        _server.Aws.On("ListProcessingJobs", _ => throw new ScriptedError("AccessDeniedException", "no"));

        Assert.Equal(2900, (await ReadAsync(All)).Count);
        Assert.Equal(ProblemId.AccessDenied, Assert.Single(_sink.Problems).Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tags_choose_whatever_the_way(bool listing)
    {
        _server.BeforeSearch = _ => listing ? Denied : null;
        foreach (var (name, team) in ((string, string)[])[("a", "ml"), ("b", "web")])
            _server.Jobs.Add(new ScriptedJob("TrainingJob", name, Now.AddHours(-1), "Completed") { Tags = { ["team"] = team } });
        var query = All with { Types = Only(MlJobType.Training), Tags = new Dictionary<string, string> { ["team"] = "ml" } };

        Assert.Equal(["a"], (await ReadAsync(query)).Select(j => j.JobName));
        Assert.Equal(["a"], (await ReadAsync(query with { Names = ["a", "b"], Matches = null })).Select(j => j.JobName));
    }

    [Fact]
    public async Task Two_commands_of_a_session_keep_the_pace_together()
    {
        foreach (var type in (MlJobType[])[MlJobType.Processing, MlJobType.Transform, MlJobType.Labeling])
            await ReadAsync(All with { Types = Only(type) });

        Assert.Equal(3, _server.ListCalls);
        Assert.Equal(HalfSeconds(2), _clock.GetUtcNow() - Now);
    }

    [Theory]
    [InlineData("InProgress", "Downloading", MlStatus.InProgress, "Downloading")]
    [InlineData("Stopped", "MaxRuntimeExceeded", MlStatus.TimedOut, "")]
    [InlineData("Completed", "Completed", MlStatus.Succeeded, "")]
    [InlineData("Paused", "OnHold", MlStatus.Unknown, "OnHold")]
    public async Task A_training_job_tells_the_step_it_is_in(string raw, string secondary, MlStatus status, string progress)
    {
        _server.Jobs.Add(new ScriptedJob("TrainingJob", "t", Now.AddHours(-1), raw) { Secondary = secondary });

        var job = Assert.Single(await ReadAsync(All));

        Assert.Equal((status, raw, secondary, progress), (job.Status, job.RawStatus, job.SecondaryStatus, job.Progress));
    }

    private static JobQuery All { get; } = new() { Matches = _ => true, After = Now.AddDays(-1) };

    /// <summary>Two lists a second (see <see cref="MlMonitor.Core.Aws.CallPace"/>).</summary>
    private static TimeSpan HalfSeconds(int count) => TimeSpan.FromMilliseconds(500) * count;

    private static HashSet<MlJobType> Only(MlJobType type) => [type];

    /// <summary>Of the last day: 2,500 training jobs and a hundred of each other kind; one in twenty failed, one in thirty runs.</summary>
    private void AddThreeThousand()
    {
        foreach (var kind in ScriptedJobs.Kinds)
            for (var n = 0; n < (kind == "TrainingJob" ? 2500 : 100); n++)
                _server.Jobs.Add(new ScriptedJob(kind, $"{kind}-{n}", Now.AddSeconds(-30 * (n + 1)), n % 20 == 3 ? "Failed" : n % 30 == 1 ? "InProgress" : "Completed")
                {
                    FailureReason = n % 20 == 3 ? "out of luck" : null,
                });
    }

    private async Task<List<MlJob>> ReadAsync(JobQuery query)
    {
        var read = new JobMonitor([_connection], _clock).ReadAsync(query, _sink, CancellationToken.None).ToListAsync();
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (await Task.WhenAny(read, Task.Delay(5)) != read && patience.Elapsed < TimeSpan.FromSeconds(60))
            _clock.MoveOn();
        return await read.WaitAsync(TimeSpan.FromSeconds(1));
    }
}
