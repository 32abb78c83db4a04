using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Aws;

/// <summary>Walks a paged list of AWS.</summary>
public static class AwsPaging
{
    /// <summary>
    /// Gives the pages one by one. Goes on over empty pages, since lists are filtered after they are cut; ends when no token
    /// comes back, and when the same token comes back as was sent, since that would go on for ever.
    /// </summary>
    /// <typeparam name="TPage">The reply that holds a page.</typeparam>
    /// <param name="fetch">Asks for the page after a token; the token is null for the first.</param>
    /// <param name="tokenOf">The token of the page after this one.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    /// <returns>The pages as they come.</returns>
    public static async IAsyncEnumerable<TPage> PagesAsync<TPage>(
        Func<string?, CancellationToken, Task<TPage>> fetch,
        Func<TPage, string?> tokenOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        while (true)
        {
            var page = await fetch(token, cancellationToken).ConfigureAwait(false);
            yield return page;
            var next = tokenOf(page);
            if (string.IsNullOrEmpty(next) || next == token)
                yield break;
            token = next;
        }
    }
}
