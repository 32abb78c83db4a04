using MlMonitor.Core.Aws;
using MlMonitor.Core.Baselines;
using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;
using MlMonitor.Core.Training.Jobs;

namespace MlMonitor.Core.ProfileJobs;

/// <summary>Waits for a profile job and merges what its instances wrote.</summary>
/// <param name="connection">Where and as whom.</param>
/// <param name="sink">Hears of problems and progress.</param>
public sealed class ProfileJobMerge(AwsConnection connection, IMonitorSink sink)
{
    /// <summary>Waits until a job has ended.</summary>
    /// <param name="job">The job.</param>
    /// <param name="wait">How to wait.</param>
    /// <param name="cancellationToken">Gives up; the job goes on.</param>
    /// <returns>Whether it succeeded; if not, that has been reported.</returns>
    public async Task<bool> WaitAsync(MlProfileJob job, JobWait wait, CancellationToken cancellationToken)
    {
        MlJob? ended = null;
        await foreach (var each in wait.UntilEndedAsync([new AwaitedJob(connection, MlJobType.Processing, job.JobName)], sink, cancellationToken).ConfigureAwait(false))
            ended = each;
        if (ended is null)
            return false;
        if (ended.ExitMessage.Length > 0)
            sink.Detail($"{job.JobName}: {ended.ExitMessage}");
        if (ended.Status == MlStatus.Succeeded)
            return true;
        var reason = string.Join(" ", new[] { ended.FailureReason, ended.ExitMessage }.Where(text => text.Length > 0));
        sink.Report(Problem.Of(ProblemId.ProfileJobFailed, $"The job {job.JobName} is {ended.Status}: {(reason.Length > 0 ? reason : "it gave no reason.")}", job.JobName,
            "Get-MlTrainingLog -Type Processing shows what the instances said."));
        return false;
    }

    /// <summary>Merges the profiles of a job's instances.</summary>
    /// <param name="job">The job, which has ended well.</param>
    /// <param name="options">The limit of memory and the sizes of the summaries.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The profile; null where it is not whole, which has then been reported.</returns>
    public async Task<DatasetProfile?> MergeAsync(MlProfileJob job, ProfileOptions options, CancellationToken cancellationToken)
    {
        var sum = new ProfileSum(options);
        // That a profile is not there, or damaged, is one error: that the whole cannot be given.
        var heard = new LogSink(sink.Detail);
        await foreach (var profile in new BaselineReader(connection, heard).ReadProfilesAsync(job.Path, cancellationToken).ConfigureAwait(false))
            sum.Add(profile);
        if (sum.Count == job.InstanceCount)
            return sum.ToProfile();
        sink.Report(Problem.Of(ProblemId.ProfileIncomplete, $"{sum.Count} of {job.InstanceCount} instances of {job.JobName} left a profile in {job.Path}.{string.Concat(heard.Problems.Select(problem => " " + problem.Message))}", job.JobName,
            "Look into the job's log; Merge-MlProfile merges what is there."));
        return null;
    }
}
