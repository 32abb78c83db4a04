using System.Globalization;
using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public class ShortNumberTests
{
    [Fact]
    public void Numbers_are_read_as_the_library_of_the_runtime_reads_them()
    {
        var random = new Random(7);
        for (var i = 0; i < 100_000; i++)
        {
            var digits = random.Next(1, 16);
            var text = new StringBuilder(random.Next(3) switch { 0 => "-", 1 => "+", _ => "" });
            var point = random.Next(2) == 0 ? -1 : random.Next(digits + 1);
            for (var at = 0; at < digits; at++)
                text.Append(at == point ? "." : "").Append((char)('0' + random.Next(10)));
            if (text.Length > 15)
                continue;
            var written = text.ToString();
            var form = Read(written + ",");
            Assert.Equal(written.Contains('.', StringComparison.Ordinal) ? CellForm.Fractional : CellForm.Integral, form.Form);
            Assert.Equal((written.Length, double.Parse(written, CultureInfo.InvariantCulture)), (form.Length, form.Value));
        }
    }

    [Theory]
    [InlineData("-,", 1)]
    [InlineData(".\n", 1)]
    [InlineData("1.2.3\r\n", 5)]
    [InlineData("1-2,", 3)]
    [InlineData("1e5,", 3)]
    [InlineData(" 1,", 2)]
    [InlineData("plan-a,", 6)]
    [InlineData("9007199254740993,", -1)]
    [InlineData("900719925474099,", 15)]
    public void What_is_no_plain_number_is_left_to_another_look(string text, int length)
    {
        var (form, found, _) = Read(text);
        Assert.Equal(text.StartsWith("900719925474099,", StringComparison.Ordinal) ? CellForm.Integral : CellForm.Text, form);
        Assert.Equal(length, found);
    }

    [Fact]
    public void An_empty_value_is_missing() => Assert.Equal((CellForm.Missing, 0), (Read(",1").Form, Read(",1").Length));

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("-1.25")]
    [InlineData("14972")]
    [InlineData("0.6126825165944")]
    [InlineData("plan-a")]
    [InlineData("12,34")]
    [InlineData("12\r\n")]
    public void The_last_value_of_a_text_is_read_as_one_in_the_middle(string last)
    {
        var text = Encoding.UTF8.GetBytes("1,web,123456789.5," + last);
        var form = ShortNumber.Read(text, text.Length - last.Length, out var length, out var value);

        Assert.Equal(Read(last + ","), (form, length, value));
    }

    [Fact]
    public void Of_a_text_shorter_than_what_is_looked_at_at_once_nothing_is_told() => Assert.Equal((CellForm.Text, -1), (ShortNumber.Read("12,"u8, 0, out var length, out _), length));

    private static (CellForm Form, int Length, double Value) Read(string text)
    {
        var form = ShortNumber.Read(Encoding.UTF8.GetBytes(text.PadRight(40, '7')), 0, out var length, out var value);
        return (form, length, value);
    }
}
