using System.Globalization;
using System.Text;
using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public class CellParserTests
{
    [Theory]
    [InlineData("0", CellForm.Integral)]
    [InlineData("-17", CellForm.Integral)]
    [InlineData("+5", CellForm.Integral)]
    [InlineData("12345678901234567890123", CellForm.Integral)]
    [InlineData("1.0", CellForm.Fractional)]
    [InlineData(".5", CellForm.Fractional)]
    [InlineData("5.", CellForm.Fractional)]
    [InlineData("1e5", CellForm.Fractional)]
    [InlineData("-1.5E-300", CellForm.Fractional)]
    [InlineData("NaN", CellForm.NotFinite)]
    [InlineData("-inf", CellForm.NotFinite)]
    [InlineData("Infinity", CellForm.NotFinite)]
    [InlineData("1e999", CellForm.NotFinite)]
    [InlineData("true", CellForm.Boolean)]
    [InlineData("True", CellForm.Text)]
    [InlineData("-", CellForm.Text)]
    [InlineData(".", CellForm.Text)]
    [InlineData("e5", CellForm.Text)]
    [InlineData("1e", CellForm.Text)]
    [InlineData("1e+", CellForm.Text)]
    [InlineData("1,5", CellForm.Text)]
    [InlineData("12 monkeys", CellForm.Text)]
    [InlineData("--1", CellForm.Text)]
    [InlineData("2026-01-01", CellForm.Text)]
    [InlineData("nano", CellForm.Text)]
    [InlineData("", CellForm.Missing)]
    public void A_cell_is_what_Deequ_takes_it_for(string cell, object form) =>
        Assert.Equal((CellForm)form, CellParser.Read(Encoding.UTF8.GetBytes(cell), false, out _));

    [Fact]
    public void A_number_is_read_to_the_last_bit()
    {
        var random = new Random(7);
        var cells = new List<string> { "5e-324", "-5e-324", "2.2250738585072011e-308", "1.7976931348623157e308", "9007199254740993", "0.1e-22", "123456789012345678e-5", "-0.0", "+1.5e3", "00012.50", "4.35", "0.000000000000000000000000000001", "+0.12345678901234567" };
        for (var i = 0; i < 20_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (double.IsFinite(value))
                cells.Add(value.ToString("R", CultureInfo.InvariantCulture));
            cells.Add(((random.NextDouble() - 0.5) * 1000).ToString("F" + random.Next(1, 18), CultureInfo.InvariantCulture));
            cells.Add(random.NextDouble().ToString("R", CultureInfo.InvariantCulture));
        }

        foreach (var cell in cells)
        {
            CellParser.Read(Encoding.UTF8.GetBytes(cell), false, out var value);
            var expected = double.Parse(cell, CultureInfo.InvariantCulture);
            Assert.True(expected == value, $"{cell} was read as {value:R}");
        }
    }

    [Fact]
    public void A_quoted_number_with_leading_zeros_is_a_text()
    {
        Assert.Equal(CellForm.Text, CellParser.Read("01234"u8, true, out _));
        Assert.Equal(CellForm.Integral, CellParser.Read("01234"u8, false, out _));
        Assert.Equal(CellForm.Fractional, CellParser.Read("0.5"u8, true, out _));
    }
}
