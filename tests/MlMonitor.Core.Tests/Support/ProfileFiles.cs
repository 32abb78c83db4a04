using System.Runtime.CompilerServices;

namespace MlMonitor.Core.Tests.Support;

/// <summary>
/// The credential and config files of these tests. The SDK reads the two variables once a process, so they are set before
/// any test runs, and nothing of the machine's own AWS settings is left.
/// </summary>
internal static class ProfileFiles
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("mlmonitor-profiles-").FullName;

    [ModuleInitializer]
    internal static void Prepare()
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
            Environment.SetEnvironmentVariable(name, null);
        Write("credentials", "AWS_SHARED_CREDENTIALS_FILE", """
            [default]
            aws_access_key_id = KEYOFDEFAULT
            aws_secret_access_key = secret-of-default
            [team-a]
            aws_access_key_id = KEYOFTEAMA
            aws_secret_access_key = secret-of-team-a
            [team-b]
            aws_access_key_id = KEYOFTEAMB
            aws_secret_access_key = secret-of-team-b
            aws_session_token = token-of-team-b
            [broken]
            role_arn = arn:aws:iam::123456789012:role/nobody
            source_profile = there-is-none
            """);
        Write("config", "AWS_CONFIG_FILE", """
            [default]
            region = eu-central-1
            [profile team-a]
            region = ap-south-1
            """);
        Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }

    private static void Write(string file, string variable, string text)
    {
        var path = Path.Combine(Folder, file);
        File.WriteAllText(path, text);
        Environment.SetEnvironmentVariable(variable, path);
    }
}
