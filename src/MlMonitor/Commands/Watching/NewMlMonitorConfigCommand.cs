using System.Management.Automation;
using System.Text;
using MlMonitor.Core;
using MlMonitor.Core.Alerting;
using MlMonitor.Core.Watching.Survey;
using MlMonitor.Watching;

namespace MlMonitor.Commands;

/// <summary>Looks at an account, and writes a first configuration of Invoke-MlMonitor of what it found.</summary>
[Cmdlet(VerbsCommon.New, "MlMonitorConfig", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(FileInfo))]
public sealed class NewMlMonitorConfigCommand : MlAwsCommand
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The file to write, a psd1 or json by its extension.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The topic to tell.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? TopicArn { get; set; }

    /// <summary>Writes over a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var path = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path);
        // Said before anything is asked of AWS.
        if (WhyNot(path) is { } problem)
        {
            Tell(problem);
            return;
        }

        var connections = Connect(Region);
        if (connections.Count == 0)
            return;
        var surveys = Await(() => Task.WhenAll(connections.Select(c => new AccountSurveyor(c, Clock, Sink).ReadAsync(StopToken))));
        var isJson = path is not null && ConfigFile.IsJson(path);
        var draft = new ConfigSuggestion(surveys, TopicArn).Make(isJson ? $"./{ConfigFile.SchemaName}" : null);
        var text = ConfigDraftWriter.Write(draft, isJson ? DraftLanguage.Json : DraftLanguage.Psd1);
        if (path is null)
            WriteObject(text);
        else if (ShouldProcess(path, $"Write the configuration\n{text}") && Write(path, text))
            WriteObject(new FileInfo(path));
    }

    private Problem? WhyNot(string? path)
    {
        if (TopicArn is not null && Core.Alerting.TopicArn.Parse(TopicArn) is null)
            return Problem.Of(ProblemId.TopicArnInvalid, $"'{TopicArn}' is no ARN of an SNS topic.", TopicArn, "Give one such as arn:aws:sns:eu-west-1:123456789012:ml-alerts.");
        if (path is null)
            return null;
        if (!ConfigFile.IsJson(path) && !System.IO.Path.GetExtension(path).Equals(".psd1", StringComparison.OrdinalIgnoreCase))
            return Problem.Of(ProblemId.FileNotWritten, $"{path} is neither a psd1 nor a json file.", path, "Give a path that ends in .psd1 or .json.");
        return File.Exists(path) && !Force
            ? Problem.Of(ProblemId.FileNotWritten, $"There is a file at {path} already.", path, "Give another path, or -Force to write over it.")
            : null;
    }

    private bool Write(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text, Utf8);
            var schema = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, ConfigFile.SchemaName);
            // Beside the file, so that an editor finds it on every machine that the two are copied to.
            if (ConfigFile.IsJson(path) && (Force || !File.Exists(schema)))
                File.Copy(ConfigFile.SchemaPath, schema, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Tell(Problem.Of(ProblemId.FileNotWritten, $"{path} cannot be written: {e.Message}", path, "Check the path, the permissions of its folder, and the room on the disk."));
            return false;
        }
    }

    private void Tell(Problem problem)
    {
        Sink.Report(problem);
        Sink.Flush();
    }
}
