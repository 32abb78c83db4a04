using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Util;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>
/// Reads the errors of the JSON protocols. The body may be anything: proxies answer with HTML, load balancers with nothing.
/// </summary>
internal static class JsonErrorReader
{
    public static ServiceError Read(ServiceDescription service, JsonUnmarshallerContext context, Exception inner, HttpStatusCode status)
    {
        var reply = context.ResponseData;
        var body = BodyOf.Reply(context.Stream);
        var (code, message) = ReadBody(body);
        code = ShapeName(code ?? Header(reply, HeaderKeys.XAmzErrorType));
        var reported = code;
        var type = ErrorType.Unknown;
        // "AWS.SimpleQueueService.NonExistentQueue;Sender"
        if (service.IsQueryCompatible && Header(reply, HeaderKeys.XAmzQueryError)?.Split(';') is [var queryCode, var fault])
        {
            reported = queryCode;
            type = fault switch { "Sender" => ErrorType.Sender, "Receiver" => ErrorType.Receiver, _ => ErrorType.Unknown };
        }

        return new ServiceError
        {
            Code = code ?? reported,
            ReportedCode = reported,
            Message = Header(reply, HeaderKeys.XAmznErrorMessage) ?? message ?? ServiceError.Describe(code, status),
            Type = type,
            RequestId = Header(reply, HeaderKeys.RequestIdHeader),
            Status = status,
            Inner = inner,
            Body = body,
        };
    }

    private static (string? Code, string? Message) ReadBody(ArraySegment<byte> body)
    {
        string? type = null, code = null, message = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            if (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
            {
                while (JsonReading.NextMember(ref reader))
                {
                    if (reader.ValueTextEquals("__type"u8))
                    {
                        type = Text(ref reader);
                    }
                    else if (reader.ValueTextEquals("code"u8) || reader.ValueTextEquals("Code"u8))
                    {
                        code = Text(ref reader);
                    }
                    else if (reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("Message"u8))
                    {
                        message = Text(ref reader);
                    }
                    else
                    {
                        JsonReading.SkipMember(ref reader);
                    }
                }
            }
        }
        catch (JsonException)
        {
            // No JSON, or JSON cut short: what was read so far is all there is.
        }

        return (NullIfEmpty(type) ?? NullIfEmpty(code), NullIfEmpty(message));
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return JsonReading.String(ref reader);
    }

    /// <summary>Takes ThrottlingException from com.amazon.coral.availability#ThrottlingException:http://internal/.</summary>
    private static string? ShapeName(string? code)
    {
        if (code == null)
        {
            return null;
        }

        var name = code.AsSpan(code.LastIndexOf('#') + 1);
        var end = name.IndexOf(':');
        return (end < 0 ? name : name[..end]).Trim().ToString();
    }

    private static string? Header(IWebResponseData reply, string name) =>
        reply.IsHeaderPresent(name) ? NullIfEmpty(reply.GetHeaderValue(name)) : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
