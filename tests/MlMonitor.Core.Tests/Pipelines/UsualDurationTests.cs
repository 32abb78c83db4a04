using MlMonitor.Core.Pipelines;

namespace MlMonitor.Core.Tests.Pipelines;

public sealed class UsualDurationTests
{
    [Fact]
    public void Two_earlier_runs_do_not_say_what_is_usual() => Assert.Null(UsualDuration.Of([Minutes(1), Minutes(2)]));

    [Fact]
    public void One_slow_run_does_not_move_it() => Assert.Equal(Minutes(40), UsualDuration.Of([Minutes(40), Minutes(39), Minutes(41), Minutes(900), Minutes(40)])!.Value.Median);

    [Fact]
    public void An_even_number_of_runs_has_its_median_in_the_middle() => Assert.Equal(Minutes(25), UsualDuration.Of([Minutes(10), Minutes(20), Minutes(30), Minutes(40)])!.Value.Median);

    [Theory]
    [InlineData(40, 119, false)]
    [InlineData(40, 121, true)]
    [InlineData(1, 10, false)]
    [InlineData(1, 12, true)]
    public void Far_longer_is_three_times_and_ten_minutes_more(int usual, int running, bool exceeded) =>
        Assert.Equal(exceeded, new UsualDuration(Minutes(usual), 5).IsExceededBy(Minutes(running)));

    [Fact]
    public void The_comparison_reads_as_words() =>
        Assert.Equal("running for 9 h, usually 40 min (median of 19 earlier runs)", new UsualDuration(Minutes(40), 19).Compare(TimeSpan.FromHours(9)));

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);
}
