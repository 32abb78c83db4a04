using System.Management.Automation;
using MlMonitor.Core;
using MlMonitor.Core.Watching.Configuration;

namespace MlMonitor.Watching;

/// <summary>Reads a configuration file of either language.</summary>
internal static class ConfigFile
{
    /// <summary>What a configuration is called where nobody says otherwise; the first that is there is taken.</summary>
    public static readonly string[] UsualNames = ["mlmonitor.psd1", "mlmonitor.json"];

    /// <summary>What the JSON schema of configurations is called.</summary>
    public const string SchemaName = "mlmonitor.schema.json";

    /// <summary>Where the schema is: in the folder of the module.</summary>
    public static string SchemaPath => Path.Combine(Path.GetDirectoryName(typeof(ConfigFile).Assembly.Location)!, SchemaName);

    /// <summary>Whether a file is read as JSON.</summary>
    public static bool IsJson(string path) => Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path as the file system has it.</summary>
    public static string Resolve(PSCmdlet cmdlet, string? path) => cmdlet.GetUnresolvedProviderPathFromPSPath(path
        ?? UsualNames.FirstOrDefault(name => File.Exists(cmdlet.GetUnresolvedProviderPathFromPSPath(name))) ?? UsualNames[0]);

    /// <summary>Reads one; null where there is none that can be read, which has then been reported.</summary>
    public static (MonitorConfig Config, ConfigMistakes Mistakes)? Read(string path, DateTimeOffset now, IMonitorSink sink)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            sink.Report(Problem.Of(ProblemId.PathNotFound, $"There is no configuration at {path}.", path, "Give its path, or make one with New-MlMonitorConfig."));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            sink.Report(Problem.Of(ProblemId.FileNotReadable, $"{path} cannot be read: {e.Message}", path, "Check the path and the permissions of the file."));
            return null;
        }

        var mistakes = new ConfigMistakes(path);
        var root = !ConfigText.IsReadable(text, IsJson(path), mistakes) ? null : IsJson(path) ? JsonConfigReader.Read(text, mistakes) : Psd1Reader.Read(text, mistakes);
        return (root is null ? new MonitorConfig() : ConfigBinder.Bind(root, CommandCatalogue.Instance, mistakes, now), mistakes);
    }
}
