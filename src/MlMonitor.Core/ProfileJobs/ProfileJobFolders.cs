using System.Text.Json;

namespace MlMonitor.Core.ProfileJobs;

/// <summary>
/// The folders of a processing container. The paths are SageMaker's ("How Amazon SageMaker Processing Runs Your Processing Container
/// Image" and "How Amazon SageMaker Processing Configures Input and Output For Your Processing Container" of its Developer Guide).
/// </summary>
/// <param name="root">Where they lie: <c>/opt/ml</c> in a container.</param>
public sealed class ProfileJobFolders(string root)
{
    /// <summary>Where they lie in a container.</summary>
    public const string ContainerRoot = "/opt/ml";

    /// <summary>Where a container finds captured requests.</summary>
    public const string InputPath = ContainerRoot + "/processing/input/capture";

    /// <summary>Where a container leaves its profile.</summary>
    public const string OutputPath = ContainerRoot + "/processing/output";

    /// <summary>What profiles are called at their end.</summary>
    public const string Ending = ".mlprofile";

    /// <summary>The captured requests of this instance; not there where it was given none.</summary>
    public string Input => Path.Combine(root, "processing", "input", "capture");

    /// <summary>The folder for the profile.</summary>
    public string Output => Path.Combine(root, "processing", "output");

    /// <summary>The file of which SageMaker shows the beginning as the job's exit message.</summary>
    public string Message => Path.Combine(root, "output", "message");

    /// <summary>Where the profile of an instance goes.</summary>
    /// <param name="host">The instance, such as <c>algo-1</c>.</param>
    /// <returns>The file.</returns>
    public string ProfileOf(string host) => Path.Combine(Output, $"profile-{host}{Ending}");

    /// <summary>Which instance of the job this is.</summary>
    /// <returns>Its name, such as <c>algo-1</c>, which is that of a job of one instance where SageMaker left no word.</returns>
    /// <exception cref="JsonException">What SageMaker left is not understood.</exception>
    public string Host()
    {
        var file = Path.Combine(root, "config", "resourceconfig.json");
        if (!File.Exists(file))
            return "algo-1";
        using var config = JsonDocument.Parse(File.ReadAllBytes(file));
        return config.RootElement.TryGetProperty("current_host", out var host) && host.GetString() is { Length: > 0 } name && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? name : throw new JsonException($"{file} does not tell the host.");
    }
}
