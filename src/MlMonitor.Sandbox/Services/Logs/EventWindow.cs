using System.Buffers.Text;
using System.Globalization;
using System.Text;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.Logs;

/// <summary>
/// The part of a stream that GetLogEvents shows, with tokens for what comes after and before. There always are tokens; at an
/// end the one that comes back is the one that was given.
/// </summary>
internal sealed record EventWindow(int Start, int End, string Forward, string Backward)
{
    public static EventWindow Of(int count, int limit, string? token, bool fromHead, string stream, Func<AwsError> invalidToken)
    {
        int start, end;
        if (token is null)
        {
            start = fromHead ? 0 : Math.Max(0, count - limit);
            end = Math.Min(count, start + limit);
        }
        else if (Read(token, stream) is not { } at || at > count)
        {
            throw invalidToken();
        }
        else if (token[0] == 'f')
        {
            (start, end) = (at, Math.Min(count, at + limit));
        }
        else
        {
            (start, end) = (Math.Max(0, at - limit), at);
        }

        return new EventWindow(start, end, Write('f', end, stream), Write('b', start, stream));
    }

    private static string Write(char direction, int at, string stream) => string.Create(
        CultureInfo.InvariantCulture, $"{direction}/{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{at:00000000}|{stream}"))}/s");

    private static int? Read(string token, string stream)
    {
        if (token.Split('/') is not ["f" or "b", var body, "s"] || !Base64Url.IsValid(body))
            return null;
        return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(body)).Split('|', 2) is [var at, var of] && of == stream
            ? int.Parse(at, CultureInfo.InvariantCulture)
            : null;
    }
}
