namespace MlMonitor.Tests.Conformance;

/// <summary>A captured request of two numbers, and a data set of one row to hold it against.</summary>
internal sealed class AskedModel : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("asked").FullName;

    public AskedModel()
    {
        File.WriteAllText(Path.Combine(_folder, "usual.csv"), "a,b\n1,2\n");
        Directory.CreateDirectory(Path.Combine(_folder, "capture"));
        File.WriteAllText(Path.Combine(_folder, "capture", "a.jsonl"),
            """{"captureData":{"endpointInput":{"observedContentType":"text/csv","data":"3,5","encoding":"CSV"}},"eventMetadata":{"eventId":"e","inferenceTime":"2026-11-20T00:00:00Z"}}""" + "\n");
    }

    /// <summary>Explains the request; the endpoint is to be added.</summary>
    public string Script => $"Get-MlCapture -Path '{Path.Combine(_folder, "capture")}' | Get-MlExplanation -Method KernelShap -Background '{Path.Combine(_folder, "usual.csv")}'";

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
