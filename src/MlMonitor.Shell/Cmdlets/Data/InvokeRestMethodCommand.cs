using System.Collections;
using System.Management.Automation;
using System.Net.Http.Headers;
using System.Text;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>Calls a web address; JSON comes back as objects, all else as text.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "RestMethod")]
public sealed class InvokeRestMethodCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    [Parameter(Mandatory = true, Position = 0)]
    public Uri Uri { get; set; } = null!;

    [Parameter]
    [ValidateSet("Get", "Post", "Put", "Delete")]
    public string Method { get; set; } = "Get";

    [Parameter(ValueFromPipeline = true)]
    public object? Body { get; set; }

    [Parameter]
    public string ContentType { get; set; } = "application/json";

    [Parameter]
    public IDictionary Headers { get; set; } = new Hashtable();

    public void Dispose() => _stop.Dispose();

    protected override void ProcessRecord()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Parse(Method), Uri);
        if (Body is not null)
        {
            request.Content = new StringContent(PSObject.AsPSObject(Body).ToString(), Encoding.UTF8, MediaTypeHeaderValue.Parse(ContentType));
        }

        foreach (DictionaryEntry header in Headers) request.Headers.Add(header.Key.ToString()!, header.Value?.ToString());
        try
        {
            using HttpResponseMessage response = client.Send(request, _stop.Token);
            Write(response);
        }
        catch (HttpRequestException error)
        {
            ThrowTerminatingError(new ErrorRecord(error, "WebRequestFailed", ErrorCategory.ConnectionError, Uri));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    protected override void StopProcessing() => _stop.Cancel();

    private void Write(HttpResponseMessage response)
    {
        using var reader = new StreamReader(response.Content.ReadAsStream(_stop.Token));
        string text = reader.ReadToEnd();
        if (!response.IsSuccessStatusCode)
        {
            var cause = new HttpRequestException($"{(int)response.StatusCode} ({response.ReasonPhrase}): {text}", null, response.StatusCode);
            WriteError(new ErrorRecord(cause, "WebResponseNotSuccess", ErrorCategory.InvalidOperation, Uri));
            return;
        }

        bool json = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) == true;
        WriteObject(json && text.Length > 0 ? JsonText.Read(text) : text, enumerateCollection: json);
    }
}
