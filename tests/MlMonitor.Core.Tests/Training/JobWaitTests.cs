using Microsoft.Extensions.Time.Testing;
using MlMonitor.Core.Aws;
using MlMonitor.Core.Tests.Support;
using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Core.Tests.Training;

public sealed class JobWaitTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly ScriptedJobs _server = new();
    private readonly RecordingSink _sink = new();
    private readonly FakeTimeProvider _clock = new(Now);

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task Each_job_is_given_once_as_it_ended_and_is_never_searched_for()
    {
        Add("long", "short", "ended");
        _server.BeforeDescribe = name => (name == "ended" || _clock.GetUtcNow() > Now.AddMinutes(name == "long" ? 5 : 2) ? "Completed" : "InProgress", null);

        var jobs = await WaitAsync(null, "long", "short", "ended", "short");

        Assert.Equal(["ended", "short", "long"], jobs.Select(j => j.JobName));
        Assert.All(jobs, j => Assert.Equal(MlStatus.Succeeded, j.Status));
        Assert.Empty(_server.Aws.CallsTo("Search"));
        Assert.Equal(0, _server.ListCalls);
        Assert.Empty(_sink.Problems);
    }

    [Fact]
    public async Task What_has_not_ended_in_time_is_one_error_a_job()
    {
        Add("a", "b", "c");
        _server.BeforeDescribe = name => (name == "c" ? "Failed" : "InProgress", null);

        var jobs = await WaitAsync(TimeSpan.FromMinutes(3), "a", "b", "c", "a");

        Assert.Equal(MlStatus.Failed, Assert.Single(jobs).Status);
        Assert.Equal([("a", ProblemId.JobStillRunning), ("b", ProblemId.JobStillRunning)], _sink.Problems.Select(p => ((string)p.Target!, p.Id)));
        Assert.InRange(_clock.GetUtcNow() - Now, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(3.2));
    }

    [Fact]
    public async Task Looks_are_the_interval_apart_moved_by_up_to_a_fifth()
    {
        Add("a");
        var looks = new List<DateTimeOffset>();
        _server.BeforeDescribe = _ =>
        {
            looks.Add(_clock.GetUtcNow());
            return (looks.Count == 30 ? "Completed" : "InProgress", null);
        };

        await WaitAsync(null, "a");

        var pauses = looks.Zip(looks.Skip(1), (one, other) => (other - one).TotalSeconds).ToList();
        // The fake clock moves by a second, and a look is seen up to some moves late.
        Assert.All(pauses, p => Assert.InRange(p, 24, 60));
        Assert.True(pauses.Distinct().Count() > 5);
    }

    [Theory]
    [InlineData("InternalFailure", 500)]
    [InlineData("ServiceUnavailable", 503)]
    public async Task Of_a_job_that_was_seen_what_passes_is_waited_out(string code, int status)
    {
        Add("a");
        var looks = 0;
        _server.BeforeDescribe = _ => ++looks switch
        {
            > 1 and < 11 => (null, new ScriptedError(code, "away", status)),
            1 => ("InProgress", null),
            _ => ("Completed", null),
        };

        Assert.Equal("a", Assert.Single(await WaitAsync(null, "a")).JobName);
        Assert.Empty(_sink.Problems);
        Assert.Contains(_sink.Details, d => d.Contains("made again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_does_not_pass_is_an_error_and_the_others_are_waited_for()
    {
        Add("a", "b");
        var looks = 0;
        _server.BeforeDescribe = name => name == "a" && ++looks > 1
            ? (null, new ScriptedError("AccessDeniedException", "no longer"))
            : (_clock.GetUtcNow() > Now.AddMinutes(4) ? "Completed" : "InProgress", null);

        Assert.Equal("b", Assert.Single(await WaitAsync(null, "a", "b")).JobName);
        Assert.Equal(("a", ProblemId.AccessDenied), (Assert.Single(_sink.Problems).Target, _sink.Problems.Single().Id));
    }

    [Fact]
    public async Task Credentials_that_expire_meanwhile_are_one_error_and_the_end()
    {
        Add("a", "b", "c");
        _server.BeforeDescribe = _ => _clock.GetUtcNow() > Now.AddMinutes(2) ? (null, new ScriptedError("ExpiredTokenException", "expired")) : ("InProgress", null);

        Assert.Empty(await WaitAsync(null, "a", "b", "c"));
        Assert.Equal(ProblemId.CredentialExpired, Assert.Single(_sink.Problems).Id);
    }

    [Fact]
    public async Task A_server_that_fails_from_the_beginning_is_an_error_at_once()
    {
        Add("a");
        _server.BeforeDescribe = _ => (null, new ScriptedError("InternalFailure", "down", 500));

        Assert.Empty(await WaitAsync(null, "a"));
        Assert.Equal(ProblemId.ServiceFault, Assert.Single(_sink.Problems).Id);
    }

    [Fact]
    public async Task A_job_is_missing_where_no_region_has_it()
    {
        Add("a");
        using var elsewhere = new ScriptedJobs();
        AwsConnection[] places = [TestAws.Connection(_server.Aws.Url), TestAws.Connection(elsewhere.Aws.Url, "us-east-1")];

        var jobs = await WaitAsync(null, [.. from name in (string[])["a", "none"] from place in places select new AwaitedJob(place, MlJobType.Training, name)]);

        Assert.Equal("a", Assert.Single(jobs).JobName);
        Assert.Equal(("none", ProblemId.JobNotFound), (Assert.Single(_sink.Problems).Target, _sink.Problems.Single().Id));
    }

    private void Add(params string[] names) => _server.Jobs.AddRange(names.Select(n => new ScriptedJob("TrainingJob", n, Now.AddHours(-1), "Completed")));

    private Task<List<MlJob>> WaitAsync(TimeSpan? timeout, params string[] names)
    {
        var connection = TestAws.Connection(_server.Aws.Url);
        return WaitAsync(timeout, [.. names.Select(n => new AwaitedJob(connection, MlJobType.Training, n))]);
    }

    private async Task<List<MlJob>> WaitAsync(TimeSpan? timeout, AwaitedJob[] awaited)
    {
        var wait = new JobWait(timeout, TimeSpan.FromSeconds(30), _clock, new Random(1)).UntilEndedAsync(awaited, _sink, CancellationToken.None).ToListAsync();
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (await Task.WhenAny(wait, Task.Delay(5)) != wait && patience.Elapsed < TimeSpan.FromSeconds(60))
            _clock.Advance(TimeSpan.FromSeconds(1));
        return await wait.WaitAsync(TimeSpan.FromSeconds(1));
    }
}
