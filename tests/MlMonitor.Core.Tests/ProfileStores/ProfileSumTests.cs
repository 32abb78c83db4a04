using MlMonitor.Core.Profiles;
using MlMonitor.Core.ProfileStores;

namespace MlMonitor.Core.Tests.ProfileStores;

/// <summary>Merging many profiles in a tree.</summary>
public sealed class ProfileSumTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(100)]
    public void However_many_profiles_the_sum_is_that_of_all_rows(int count)
    {
        var sum = new ProfileSum(ProfileOptions.Default);
        var whole = new ProfileBuilder(ProfileOptions.Default);
        for (var i = 0; i < count; i++)
        {
            var part = new ProfileBuilder(ProfileOptions.Default);
            for (var row = 0; row < 5; row++)
                foreach (var builder in (ProfileBuilder[])[part, whole])
                {
                    builder.Cell(builder.Column("x"), System.Text.Encoding.UTF8.GetBytes($"{(i * 37) + row}.25"), CellKind.Text);
                    builder.EndRow();
                }

            sum.Add(part.Build());
        }

        Assert.Equal(count, sum.Count);
        Assert.Equal(Bytes(whole.Build()), Bytes(sum.ToProfile()));
    }

    private static byte[] Bytes(DatasetProfile profile)
    {
        using var file = new MemoryStream();
        ProfileFile.Save(profile, file);
        return file.ToArray();
    }
}
