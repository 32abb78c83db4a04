using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlMonitor.Sandbox.Tests;
using MlMonitor.Tests.Hosting;
using MlMonitor.Tests.Support;

namespace MlMonitor.Tests.Conformance;

/// <summary>Stores of profiles and profile jobs against servers that are not ours. They take jobs and run none.</summary>
[Collection(ModuleCollection.Name)]
public sealed class ProfileJobConformanceTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Key = "AKIAIOSFODNN7EXAMPLE";
    private const string Window = "-After '2026-11-22T09:00:00Z' -Before '2026-11-22T11:00:00Z'";
    private const string Job = $"Start-MlProfileJob -Capture s3://my-capture/data/churn/ {Window} -ImageUri 123456789012.dkr.ecr.eu-west-1.amazonaws.com/mlmonitor-profile:1 -RoleArn arn:aws:iam::123456789012:role/ml-profile-job -OutputS3Uri s3://my-profiles/jobs -InstanceCount 3 -KmsKeyId k-1 -VolumeKmsKeyId k-2 -SubnetId subnet-1 -SecurityGroupId sg-1 -Tag @{{ team = 'ml' }}";

    [MotoFact]
    public async Task Moto_takes_the_job_as_WhatIf_showed_it_and_keeps_the_profiles_of_hours()
    {
        using var moto = await ServerProcess.MotoAsync();
        await PythonAsync(moto);
        using var host = new ModuleHost(environment: moto.SessionEnvironment(Secret));
        Store(host);

        var shown = host.Run(Job + " -WhatIf").HostText;
        var started = host.Run(Job);
        Assert.Empty(started.Errors);
        var name = (string)started.Single.Properties["JobName"].Value;
        var got = JsonNode.Parse(await PythonAsync(moto, name))!.AsObject();
        var asked = JsonNode.Parse(shown[shown.IndexOf('{', StringComparison.Ordinal)..(shown.LastIndexOf('}') + 1)])!.AsObject();
        Assert.Equal("ml", (string)asked["Tags"]![0]!["Value"]!);
        foreach (var (member, value) in got)
            Assert.True(JsonNode.DeepEquals(asked[member], value), $"{member}: {value?.ToJsonString()} instead of {asked[member]?.ToJsonString()}");
        Assert.True(got.Count >= 5);
        // Two files of each of four hours: those of the hours beside the window may hold requests of it.
        Assert.Equal(8, started.Single.Properties["FileCount"].Value);

        // moto says at once that it has ended, and has run nothing.
        var merged = host.Run(Job + " -Wait -PollingInterval 1");
        Assert.StartsWith("ProfileIncomplete,", Assert.Single(merged.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [StrictAwsFact]
    public async Task Every_request_of_a_store_and_of_a_job_is_as_the_models_say()
    {
        using var server = await ServerProcess.StrictAwsAsync("--scenario", "platform:small", "--secret", Secret);
        await PythonAsync(server);
        using var host = SandboxTest.Open(server.SessionEnvironment(Secret));
        Store(host);
        host.Run(Job);

        using var http = new HttpClient();
        var findings = await http.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "/_strict/findings"));
        Assert.Empty(findings.EnumerateArray().Where(f => f.GetProperty("kind").GetString() is not ("warning" or "unscripted")).Select(f => f.GetRawText()));
        var report = await http.GetFromJsonAsync<JsonElement>(new Uri(server.Address, "/_strict/report"));
        Assert.Contains("CreateProcessingJob", report.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("PutObject", report.GetRawText(), StringComparison.Ordinal);
    }

    private static void Store(ModuleHost host)
    {
        for (var run = 0; run < 2; run++)
        {
            var profile = host.Run($"New-MlProfile -Capture s3://my-capture/data/churn/ {Window} -ProfileStore s3://my-profiles/store -Verbose");
            Assert.Empty(profile.Errors);
            Assert.Equal(200L, profile.Single.Properties["RowCount"].Value);
            Assert.Contains(profile.Verbose, line => line.Contains(run == 0 ? ": 4 read, 0 from" : ": 0 read, 4 from", StringComparison.Ordinal));
        }
    }

    private static async Task<string> PythonAsync(ServerProcess server, params string[] more)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Conformance", "python", "put_capture.py");
        var (exit, output) = await Botocore.RunAsync([script, server.Address.GetLeftPart(UriPartial.Authority), Key, Secret, .. more]);
        Assert.True(exit == 0, output);
        return output.Trim();
    }
}
