using MlMonitor.Core.Aws;
using MlMonitor.Core.Tests.Support;

namespace MlMonitor.Core.Tests.Aws;

public sealed class AwsPagingTests
{
    private sealed record Page(string? Token, params int[] Items);

    [Fact]
    public async Task Each_page_is_asked_for_with_the_token_of_the_one_before()
    {
        var asked = new List<string?>();
        Page[] pages = [new("a", 1), new("b", 2), new(null, 3)];
        var items = await AwsPaging.PagesAsync(
            (token, _) =>
            {
                asked.Add(token);
                return Task.FromResult(pages[asked.Count - 1]);
            },
            page => page.Token,
            CancellationToken.None).ToListAsync();

        Assert.Equal([null, "a", "b"], asked);
        Assert.Equal([1, 2, 3], items.SelectMany(p => p.Items));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task The_walk_ends_where_no_token_comes(string? token)
    {
        var pages = await AwsPaging.PagesAsync((_, _) => Task.FromResult(new Page(token, 1)), page => page.Token, CancellationToken.None).ToListAsync();

        Assert.Single(pages);
    }

    [Fact]
    public async Task An_empty_page_does_not_end_the_walk()
    {
        Page[] pages = [new("a"), new("b"), new(null, 7)];
        var asked = 0;
        var walked = await AwsPaging.PagesAsync((_, _) => Task.FromResult(pages[asked++]), page => page.Token, CancellationToken.None).ToListAsync();

        Assert.Equal([7], walked.SelectMany(p => p.Items));
    }

    [Fact]
    public async Task A_token_that_comes_back_as_it_was_sent_ends_the_walk()
    {
        var asked = 0;
        var pages = await AwsPaging.PagesAsync(
            (_, _) => ++asked < 100 ? Task.FromResult(new Page("same", asked)) : throw new InvalidOperationException("It goes on for ever."),
            page => page.Token,
            CancellationToken.None).ToListAsync();

        Assert.Equal(2, pages.Count);
    }

    [Fact]
    public async Task No_page_is_read_before_it_is_wanted()
    {
        var asked = 0;
        await foreach (var _ in AwsPaging.PagesAsync((_, _) => Task.FromResult(new Page($"{++asked}")), page => page.Token, CancellationToken.None))
            break;

        Assert.Equal(1, asked);
    }
}
