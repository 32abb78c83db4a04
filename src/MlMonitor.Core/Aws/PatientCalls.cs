using System.Net;
using Amazon.Runtime;

namespace MlMonitor.Core.Aws;

/// <summary>
/// Calls of one that looks again and again: follows a log, waits for a job. It sits through throttling, faults and a network that
/// is away for a while: a call that fails so gives nothing, and is made again in the next round.
/// </summary>
internal sealed class PatientCalls(AwsCaller caller)
{
    /// <summary>In a row: a minute and a half of a log that is followed, a quarter of an hour of a job that is waited for.</summary>
    private const int MostFailures = 30;

    private int _failures;
    private int _repeats;
    private bool _over;

    public AwsCaller Caller => caller;

    /// <summary>Whether what may pass is waited out and not reported.</summary>
    public bool IsPatient { get; set; }

    /// <summary>How many calls failed and are to be made again, from the beginning on.</summary>
    public int Repeats => _repeats;

    /// <summary>Whether a call failed in a way that will not pass. It has been reported.</summary>
    public bool AreOver => _over || caller.IsRefused;

    /// <summary>What failed last; null where nothing did.</summary>
    public Problem? Failure { get; private set; }

    /// <summary>Makes a call.</summary>
    /// <returns>The reply; null where there is none, now or for good.</returns>
    public Task<T?> TryAsync<T>(
        string service, string action, object target, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken, Action<Exception, AwsCall>? missing = null)
        where T : class
    {
        return caller.TryAsync(service, action, target, CallAsync, cancellationToken, missing, failed: problem => Failure = problem);

        async Task<T> CallAsync(CancellationToken token)
        {
            try
            {
                var reply = await call(token).ConfigureAwait(false);
                _failures = 0;
                return reply;
            }
            catch (Exception e) when (IsPatient && AwsProblems.IsFailure(e, token) && Passes(e) && ++_failures < MostFailures)
            {
                Interlocked.Increment(ref _repeats);
                caller.Sink.Detail($"{action} failed and is made again: {e.Message}");
                return null!;
            }
            catch (Exception e) when (AwsProblems.IsFailure(e, token) && !AwsProblems.IsNotFound(e))
            {
                _over = true;
                throw;
            }
        }
    }

    private static bool Passes(Exception e) => e switch
    {
        AmazonServiceException service => AwsRetryPolicy.IsThrottling(service) || service.StatusCode == 0 || service.StatusCode >= HttpStatusCode.InternalServerError,
        HttpRequestException or IOException or TimeoutException or OperationCanceledException => true,
        _ => false,
    };
}
