using System.Text;
using MlMonitor.HelpBuilder;

if (args is not [var assembly, var pagesFolder, var outputFolder])
{
    Console.Error.WriteLine("Usage: MlMonitor.HelpBuilder <MlMonitor.dll> <folder of Markdown pages> <folder for the help files>");
    return 2;
}

var pages = PageSet.Read(pagesFolder);
var cmdlets = CompiledCmdlet.Read(assembly);
var findings = PageCheck.Run(pages, cmdlets);
// The form that MSBuild takes for an error of a file and line.
foreach (var finding in findings)
    Console.WriteLine($"{finding.File}({finding.Line}): error MLH001: {finding.Message}");
if (findings.Count > 0)
    return 1;

Directory.CreateDirectory(outputFolder);
foreach (var old in Directory.EnumerateFiles(outputFolder))
    File.Delete(old);
MamlFile.Write(Path.Combine(outputFolder, Path.GetFileName(assembly) + "-Help.xml"), cmdlets, pages);
foreach (var about in pages.About)
    File.WriteAllText(Path.Combine(outputFolder, about.Title + ".help.txt"), AboutText.Of(about), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
return 0;
