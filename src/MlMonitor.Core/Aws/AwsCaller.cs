using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace MlMonitor.Core.Aws;

/// <summary>
/// Calls AWS through one connection for one command, and says of what fails: once for what concerns the whole connection,
/// once for each thing otherwise. What is not there is told apart from what may not be seen.
/// </summary>
internal sealed class AwsCaller(AwsConnection connection, IMonitorSink sink)
{
    private Problem? _refused;

    public AwsConnection Connection => connection;

    public AwsClientCache Clients => connection.Clients;

    public IMonitorSink Sink => sink;

    /// <summary>Whether AWS refused the identity altogether. It has been reported, and no call is made any more.</summary>
    public bool IsRefused => Volatile.Read(ref _refused) is not null;

    /// <summary>How AWS refused the identity altogether; null where it did not.</summary>
    public Problem? Refusal => Volatile.Read(ref _refused);

    /// <summary>The account of the connection, or null where it cannot be told.</summary>
    public Task<string?> AccountAsync(CancellationToken cancellationToken) => Clients.AccountAsync(connection, sink, cancellationToken);

    /// <summary>Makes one call about one thing.</summary>
    /// <param name="service">The service, as people call it.</param>
    /// <param name="action">The IAM action the call needs.</param>
    /// <param name="target">The thing, for the error.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="missing">Hears that the thing is not there; null where that is an error like others.</param>
    /// <param name="tolerated">Which errors are answers and not failures; they give null.</param>
    /// <param name="failed">Hears of the problem beside the sink, for whoever has to say what could not be seen.</param>
    /// <returns>The reply; null where there is none, which has then been reported.</returns>
    public async Task<T?> TryAsync<T>(
        string service,
        string action,
        object target,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken,
        Action<Exception, AwsCall>? missing = null,
        Func<AmazonServiceException, bool>? tolerated = null,
        Action<Problem>? failed = null)
        where T : class
    {
        if (Volatile.Read(ref _refused) is { } refused)
        {
            failed?.Invoke(refused);
            return null;
        }

        var named = new AwsCall(service, action, connection);
        if (AwsCallMeter.Current is { IsSpent: true })
        {
            var spent = AwsProblems.BudgetSpent(named, target);
            Report(spent);
            failed?.Invoke(spent);
            return null;
        }

        try
        {
            return await call(cancellationToken).ConfigureAwait(false);
        }
        catch (AmazonServiceException e) when (tolerated?.Invoke(e) == true)
        {
            return null;
        }
        catch (Exception e) when (missing is not null && AwsProblems.IsNotFound(e))
        {
            missing(e, named);
            return null;
        }
        catch (Exception e) when (AwsProblems.IsFailure(e, cancellationToken))
        {
            var problem = AwsProblems.From(e, named, target);
            Report(problem);
            failed?.Invoke(problem);
            return null;
        }
    }

    /// <summary>Gives the items of a paged list. A page that fails is reported and ends it.</summary>
    public async IAsyncEnumerable<TItem> ListAsync<TPage, TItem>(
        string service,
        string action,
        Func<string?, CancellationToken, Task<TPage>> fetch,
        Func<TPage, string?> tokenOf,
        Func<TPage, IEnumerable<TItem>?> itemsOf,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        object? target = null,
        Action<Exception, AwsCall>? missing = null,
        Action<Problem>? failed = null)
        where TPage : class
    {
        var ended = false;
        var pages = AwsPaging.PagesAsync(Page, page => page is null ? null : tokenOf(page), cancellationToken);
        await foreach (var page in pages.ConfigureAwait(false))
            foreach (var item in (page is null ? null : itemsOf(page)) ?? [])
                yield return item;

        async Task<TPage?> Page(string? token, CancellationToken stop)
        {
            if (ended)
                return null;
            var page = await TryAsync(service, action, target ?? connection.ToString(), t => fetch(token, t), stop, missing, failed: failed).ConfigureAwait(false);
            ended = page is null;
            return page;
        }
    }

    /// <summary>Says what failed: once for what concerns the whole connection, after which nothing is asked any more.</summary>
    public void Report(Problem problem)
    {
        if (!problem.ConcernsWholeConnection)
            sink.Report(problem);
        else if (Interlocked.CompareExchange(ref _refused, problem, null) is null)
            sink.Report(problem with { Target = connection.ToString() });
    }
}
