using System.Net;
using System.Text.Json;
using Amazon.Runtime;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>An error that a service has answered with.</summary>
internal sealed class ServiceError
{
    /// <summary>The code or shape name on the wire, which tells the exception's type; null where the body told none.</summary>
    public string? Code { get; init; }

    /// <summary>The code to show: a service that once spoke the Query protocol may still name the old one.</summary>
    public string? ReportedCode { get; init; }

    public required string Message { get; init; }

    public ErrorType Type { get; init; }

    public string? RequestId { get; init; }

    public HttpStatusCode Status { get; init; }

    public Exception? Inner { get; init; }

    public ArraySegment<byte> Body { get; init; }

    /// <summary>Reads the members that an exception has besides its message.</summary>
    public TException Fill<TException>(TException exception, JsonFill<TException> read)
        where TException : AmazonServiceException
    {
        try
        {
            var reader = new Utf8JsonReader(Body);
            if (reader.Read() && JsonReading.StartObject(ref reader))
            {
                read(ref reader, exception);
            }
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            // The code came in a header and the body is something else: the error itself is what matters.
        }

        return exception;
    }

    /// <summary>A message for an error whose body told none.</summary>
    public static string Describe(string? code, HttpStatusCode status) =>
        $"The service answered with HTTP status {(int)status}{(string.IsNullOrEmpty(code) ? "" : " and error code " + code)}, and no message.";
}
