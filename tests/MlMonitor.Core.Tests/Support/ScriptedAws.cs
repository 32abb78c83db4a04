using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace MlMonitor.Core.Tests.Support;

/// <summary>What a scripted AWS answers in place of a reply.</summary>
internal sealed class ScriptedError(string code, string message, int status = 400) : Exception(message)
{
    public string Code => code;

    public int Status => status;
}

/// <summary>AWS on the loopback address, each of whose operations is a function of the test.</summary>
internal sealed class ScriptedAws : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, Func<JsonElement, object>> _operations = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Operation, JsonElement Input)> _calls = new();
    private readonly Lock _oneAtATime = new();

    public ScriptedAws()
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }

        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = ServeAsync();
        On("GetCallerIdentity", _ => new { });
    }

    public string Url { get; }

    public IReadOnlyList<JsonElement> CallsTo(string operation) => [.. _calls.Where(c => c.Operation == operation).Select(c => c.Input)];

    public ScriptedAws On(string operation, Func<JsonElement, object> answer)
    {
        _operations[operation] = answer;
        return this;
    }

    public void Dispose() => _listener.Close();

    public static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (status, body) = (200, "{}");
        try
        {
            var operation = context.Request.Headers["X-Amz-Target"]?.Split('.')[^1] ?? context.Request.Url!.AbsolutePath.Trim('/');
            using var reader = new StreamReader(context.Request.InputStream);
            var text = await reader.ReadToEndAsync();
            // STS asks in a form.
            var input = JsonDocument.Parse(text.StartsWith('{') ? text : "{}").RootElement;
            _calls.Enqueue((operation, input));
            lock (_oneAtATime)
                body = JsonSerializer.Serialize(
                    _operations.TryGetValue(operation, out var answer) ? answer(input) : throw new ScriptedError("UnknownOperationException", operation));
        }
        catch (ScriptedError e)
        {
            (status, body) = (e.Status, JsonSerializer.Serialize(new { __type = e.Code, message = e.Message }));
            context.Response.Headers["x-amzn-ErrorType"] = e.Code;
        }

        try
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/x-amz-json-1.1";
            context.Response.ContentLength64 = bytes.Length;
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Who asked has gone.
        }
    }
}
