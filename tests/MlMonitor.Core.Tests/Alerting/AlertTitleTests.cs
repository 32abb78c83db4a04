using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Tests.Alerting;

public sealed class AlertTitleTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\nlines\r\nand\ttabs", "two lines and tabs")]
    [InlineData("  led   by spaces ", "led by spaces")]
    [InlineData("Évaluation échouée à Zürich", "Evaluation echouee a Zurich")]
    [InlineData("\u6a21\u578b", "??")]
    [InlineData("done \U0001F680", "done ?")]
    [InlineData("\u001b[31mred\u001b[0m", "[31mred [0m")]
    [InlineData("null\0bell\a", "null bell")]
    [InlineData("zero\u200bwidth", "zerowidth")]
    [InlineData("line\u2028separator\u0085next", "line separator next")]
    [InlineData("", "MlMonitor alert")]
    [InlineData("\n\t ", "MlMonitor alert")]
    public void Any_text_becomes_one_line_of_printable_ASCII(string text, string expected) =>
        Assert.Equal(expected, AlertTitle.Legal(text));

    [Fact]
    public void Ninety_nine_characters_stay_whole()
    {
        var text = new string('x', 99);

        Assert.Equal(text, AlertTitle.Legal(text));
    }

    [Fact]
    public void One_more_is_cut_and_shows_it()
    {
        var title = AlertTitle.Legal(new string('x', 100));

        Assert.Equal(new string('x', 96) + "...", title);
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_question_mark() => Assert.Equal("a?b", AlertTitle.Legal("a\ud83db"));

    [Fact]
    public void Whatever_comes_in_what_goes_out_is_legal()
    {
        // The palette holds what has gone wrong elsewhere: controls, escapes, combining marks, halves of pairs, other scripts.
        string[] palette = ["a", "Z", "7", " ", "\n", "\r", "\t", "\0", "\u001b[2J", "\u0301", "é", "\u200b", "\u00a0", "\u2028", "\u6f22", "\u0627", "\U0001F468", "\ud800", "\udc00", "~", "!", "\u007f", "\ufdfa", "\uffff"];
        var random = new Random(20261120);
        for (var i = 0; i < 5000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(160)).Select(_ => palette[random.Next(palette.Length)]));
            var title = AlertTitle.Legal(text);

            Assert.InRange(title.Length, 1, AlertTitle.MaxLength);
            Assert.All(title, c => Assert.InRange(c, ' ', '~'));
            Assert.NotEqual(' ', title[0]);
        }
    }
}
