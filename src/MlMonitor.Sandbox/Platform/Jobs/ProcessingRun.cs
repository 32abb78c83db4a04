using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlMonitor.Sandbox.Platform.Buckets;

namespace MlMonitor.Sandbox.Platform.Jobs;

/// <summary>
/// Runs a processing job as SageMaker does, but for the machines: each instance gets its share of the objects in a folder, its program
/// runs as a process, and what it leaves is put into the bucket. The sandbox has one image, that of the profile job, by its name
/// <c>mlmonitor-profile</c>; there is no other to be pulled.
/// </summary>
internal sealed class ProcessingRun(Job job, TimeProvider clock)
{
    private const string Image = "mlmonitor-profile";
    private readonly JsonObject _request = job.Request!;

    /// <summary>Runs it to its end.</summary>
    /// <returns>The job as it ended.</returns>
    public async Task<Job> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("mlmonitor-job-").FullName;
        try
        {
            var uri = (string)_request["AppSpecification"]!["ImageUri"]!;
            var program = typeof(ProcessingRun).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(each => each.Key == "ProfileJob")?.Value;
            if (uri[(uri.LastIndexOf('/') + 1)..].Split(':', '@')[0] != Image || !File.Exists(program))
                return Failed($"ClientError: The image {uri} does not exist or cannot be pulled.", null);
            var hosts = job.Hosts.ToList();
            for (var i = 0; i < hosts.Count; i++)
                Prepare(Path.Combine(folder, hosts[i]), hosts, i);
            var codes = await Task.WhenAll(hosts.Select(host => StartAsync(program, Path.Combine(folder, host)))).ConfigureAwait(false);
            var message = hosts.Select(host => Path.Combine(folder, host, "output", "message")).Where(File.Exists).Select(File.ReadAllText).FirstOrDefault();
            if (codes.Any(code => code != 0))
                return Failed("AlgorithmError: See job logs for more information", message);
            foreach (var host in hosts)
                Upload(Path.Combine(folder, host));
            return job with { Status = "Completed", Ended = clock.GetUtcNow(), Message = message };
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or JsonException or System.ComponentModel.Win32Exception)
        {
            return Failed($"InternalServerError: {e.Message}", null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private Job Failed(string reason, string? message) => job with { Status = "Failed", Ended = clock.GetUtcNow(), Failure = new JobFailure(reason, message, []) };

    private void Prepare(string root, List<string> hosts, int number)
    {
        Directory.CreateDirectory(Path.Combine(root, "config"));
        File.WriteAllText(Path.Combine(root, "config", "resourceconfig.json"), JsonSerializer.Serialize(new { current_host = hosts[number], hosts }));
        foreach (var input in _request["ProcessingInputs"]?.AsArray() ?? [])
        {
            if (input!["S3Input"] is not { } s3)
                continue;
            var isShared = (string?)s3["S3DataDistributionType"] == "ShardedByS3Key";
            var objects = Objects(s3).ToList();
            for (var i = 0; i < objects.Count; i++)
                if (!isShared || i % hosts.Count == number)
                {
                    var file = Path.Combine(InFolder(root, (string)s3["LocalPath"]!), objects[i].Name);
                    Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                    File.WriteAllBytes(file, objects[i].Content);
                }
        }
    }

    private IEnumerable<(string Name, byte[] Content)> Objects(JsonNode s3)
    {
        var (bucket, key) = Place((string)s3["S3Uri"]!);
        if ((string?)s3["S3DataType"] != "ManifestFile")
        {
            lock (bucket.Gate)
                return bucket.Objects.Where(each => each.Key.StartsWith(key, StringComparison.Ordinal)).Select(each => (each.Key[key.Length..].TrimStart('/'), each.Value.Content)).ToList();
        }

        // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_S3DataSource.html, ManifestFile
        var manifest = JsonNode.Parse(Content(bucket, key))!.AsArray();
        var (from, prefix) = Place((string)manifest[0]!["prefix"]!);
        return manifest.Skip(1).Select(name => ((string)name!, Content(from, prefix + (string)name!))).ToList();
    }

    private void Upload(string root)
    {
        foreach (var output in _request["ProcessingOutputConfig"]?["Outputs"]?.AsArray() ?? [])
        {
            if (output!["S3Output"] is not { } s3 || InFolder(root, (string)s3["LocalPath"]!) is var folder && !Directory.Exists(folder))
                continue;
            var (bucket, key) = Place((string)s3["S3Uri"]!);
            foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                var content = File.ReadAllBytes(file);
                var name = $"{key.TrimEnd('/')}/{Path.GetRelativePath(folder, file).Replace('\\', '/')}";
                lock (bucket.Gate)
                    bucket.Objects[name] = new StoredObject(name, clock.GetUtcNow(), () => content);
            }
        }
    }

    private async Task<int> StartAsync(string program, string root)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(program);
        foreach (var argument in _request["AppSpecification"]!["ContainerArguments"]?.AsArray() ?? [])
            start.ArgumentList.Add((string)argument!);
        start.Environment["MLMONITOR_JOB_ROOT"] = root;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        using var stop = new CancellationTokenSource(job.MaxRuntime, clock);
        try
        {
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop.Token), process.StandardError.ReadToEndAsync(stop.Token)).ConfigureAwait(false);
            await process.WaitForExitAsync(stop.Token).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return -1;
        }
    }

    // /opt/ml/… of a container, below the folder of the instance.
    private static string InFolder(string root, string path) => Path.Combine(root, path.Replace("/opt/ml/", "", StringComparison.Ordinal).TrimStart('/'));

    private (Bucket Bucket, string Key) Place(string uri)
    {
        var parts = uri["s3://".Length..].Split('/', 2);
        return (job.Home.Buckets.Find(parts[0]) ?? throw new IOException($"There is no bucket {parts[0]} here."), parts.ElementAtOrDefault(1) ?? "");
    }

    private static byte[] Content(Bucket bucket, string key)
    {
        lock (bucket.Gate)
            return bucket.Objects.GetValueOrDefault(key)?.Content ?? throw new IOException($"There is no object {key} in {bucket.Name}.");
    }
}
