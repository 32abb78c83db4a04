using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.Tests.Profiles;

public class NumberBlocksTests
{
    [Theory]
    [InlineData(1, 50)]
    [InlineData(7, 50)]
    [InlineData(7, 1_000_000)]
    public void Sorted_blocks_are_counted_as_one(int count, int different)
    {
        var random = new Random(8);
        double[][] parts = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, 200 * i).Select(_ => (double)random.Next(different)).Order().ToArray())];
        var blocks = parts.Select(part => new NumberBlock(Math.Max(1, part.Length))).ToList();
        foreach (var (block, part) in blocks.Zip(parts))
            block.Append(part);

        var expected = parts.SelectMany(part => part).CountBy(value => value).OrderBy(pair => pair.Key).Select(pair => (pair.Key, (long)pair.Value)).ToList();
        Assert.Equal(expected, new NumberBlocks(blocks).Runs());
        Assert.Equal(expected.Count, new NumberBlocks(blocks).CountDistinct());
        blocks.ForEach(block => block.Dispose());
    }

    [Fact]
    public void A_block_takes_no_more_than_there_is_room_for()
    {
        using var block = new NumberBlock(3);
        block.Append([1, 2]);
        Assert.Equal(1, block.Room);
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Append([3, 4]));
        Assert.Equal([1, 2], block.Values.ToArray());
    }
}
