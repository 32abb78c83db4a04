using System.Diagnostics;
using System.Text.RegularExpressions;
using MlMonitor.Tests.Hosting;

namespace MlMonitor.Tests.Help;

/// <summary>The build fails, with file and line, where a page and the code part ways.</summary>
public sealed class HelpBuilderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mlmonitor-help-");

    [Fact]
    public async Task The_pages_as_they_are_give_no_finding()
    {
        var (code, output) = await BuildAsync();

        Assert.Equal((0, ""), (code, output));
        Assert.Equal(
            ["MlMonitor.dll-Help.xml", "about_MlMonitor.help.txt", "about_MlMonitor_Alerts.help.txt"],
            Directory.EnumerateFiles(Path.Combine(_folder.FullName, "out")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("### -TopicArn", "### -TopicName", "-TopicArn of Send-MlAlert is not described.")]
    [InlineData("### -TopicArn", "### -TopicName", "There is no parameter '-TopicName'.")]
    [InlineData("## SYNOPSIS", "## SUMMARY", "## SYNOPSIS is missing.")]
    [InlineData("## EXAMPLES", "## SAMPLES", "Send-MlAlert has fewer than 2 examples.")]
    [InlineData("# Send-MlAlert", "# Send-MlAlarm", "There is no cmdlet 'Send-MlAlarm'.")]
    [InlineData("# Send-MlAlert", "# Send-MlAlarm", "The cmdlet Send-MlAlert has no page.")]
    [InlineData("### MlMonitor.MlAlert", "### MlMonitor.MlAlarm", "## OUTPUTS does not tell of MlMonitor.MlAlert.")]
    [InlineData("```powershell\nGet-MlPipelineStatus -Region", "```text\nGet-MlPipelineStatus -Region", "An example has one ```powershell block.")]
    public async Task A_page_that_is_wrong_fails_the_build(string was, string became, string message)
    {
        var (code, output) = await BuildAsync(text => ReplaceFirst(text, was, became));

        Assert.Equal(1, code);
        Assert.Matches(@"Send-MlAlert\.md\(\d+\): error MLH001: " + Regex.Escape(message), output);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string ReplaceFirst(string text, string was, string became)
    {
        var at = text.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The page has no '{was}'.");
        return string.Concat(text.AsSpan(0, at), became, text.AsSpan(at + was.Length));
    }

    /// <summary>Runs the tool over a copy of the pages in which one was changed.</summary>
    private async Task<(int Code, string Output)> BuildAsync(Func<string, string>? change = null)
    {
        var pages = _folder.CreateSubdirectory("pages").FullName;
        foreach (var file in Directory.EnumerateFiles(HelpPages.Folder))
            File.Copy(file, Path.Combine(pages, Path.GetFileName(file)));
        var changed = Path.Combine(pages, "Send-MlAlert.md");
        await File.WriteAllTextAsync(changed, (change ?? (t => t))(await File.ReadAllTextAsync(changed)));

        // Built as the tests were: in the same configuration.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Repository.Find($"tools/MlMonitor.HelpBuilder/bin/{configuration}/net10.0/MlMonitor.HelpBuilder.dll"),
                Repository.Find($"src/MlMonitor/bin/{configuration}/net8.0/MlMonitor.dll"),
                pages,
                Path.Combine(_folder.FullName, "out"),
            },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
