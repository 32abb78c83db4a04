using System.Runtime.CompilerServices;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Tests.Support;

/// <summary>
/// The credential profiles of these tests. The SDK reads where the files are once a process, so the variables are set before
/// any test runs, and nothing of the machine's own AWS settings is left.
/// </summary>
internal static class TestProfiles
{
    public const string Operator = "ml-operator";
    public const string Denied = "intern";
    public const string Expired = "yesterday";

    private static readonly string Folder = Directory.CreateTempSubdirectory("mlmonitor-profiles-").FullName;

    [ModuleInitializer]
    internal static void Prepare()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            Environment.SetEnvironmentVariable(name, null);
        Write("credentials", "AWS_SHARED_CREDENTIALS_FILE", string.Join('\n',
            Profile(Operator, AccessKeys.Operator), Profile(Denied, AccessKeys.Denied), Profile(Expired, AccessKeys.Expired)));
        Write("config", "AWS_CONFIG_FILE", $"[profile {Operator}]\nregion = us-east-1\n");
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }

    private static string Profile(string name, string accessKey) =>
        $"[{name}]\naws_access_key_id = {accessKey}\naws_secret_access_key = {AccessKeys.Secret}\n";

    private static void Write(string file, string variable, string text)
    {
        var path = Path.Combine(Folder, file);
        File.WriteAllText(path, text);
        Environment.SetEnvironmentVariable(variable, path);
    }
}
