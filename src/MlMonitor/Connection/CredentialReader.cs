using System.Collections;
using System.Management.Automation;
using System.Reflection;
using MlMonitor.Core.Aws;

namespace MlMonitor.Connection;

/// <summary>
/// Reads AWS credentials out of whatever people hold them in. By shape and not by type: an AWSCredentials of AWS.Tools is of
/// another assembly than ours.
/// </summary>
internal static class CredentialReader
{
    /// <summary>
    /// Asks now, on the pipeline's thread: a script method or a class of PowerShell answers on no other, and would wait for ever
    /// for a pipeline that waits for it. What the object throws is thrown where the keys are wanted.
    /// </summary>
    public static bool TryRead(object? value, out Func<AwsKeys>? read)
    {
        read = Reader(value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value);
        if (read is null)
            return false;
        try
        {
            var keys = read();
            read = () => keys;
        }
        catch (Exception e) when (e is not PipelineStoppedException)
        {
            read = () => throw new InvalidOperationException(e.Message, e);
        }

        return true;
    }

    private static Func<AwsKeys>? Reader(object? value)
    {
        switch (value)
        {
            case null or string:
                return null;
            case PSCredential basic:
                return () => new AwsKeys(basic.UserName, basic.GetNetworkCredential().Password);
            case IDictionary table when Keys(name => table[name]) is { } keys:
                return () => keys;
        }

        var shape = PSObject.AsPSObject(value);
        // Asked for anew at each use: such an object renews what it holds.
        if (shape.Methods["GetCredentials"] is { } get)
            return () => Keys(get.Invoke()) ?? throw new ArgumentException("GetCredentials() gave no access key.");
        if (Keys(value) is not null)
            return () => Keys(value)!;
        return Reader(shape.Properties["Credentials"]?.Value ?? Hidden(value));
    }

    private static AwsKeys? Keys(object? holder) =>
        holder is null ? null : Keys(name => PSObject.AsPSObject(holder).Properties[name]?.Value);

    private static AwsKeys? Keys(Func<string, object?> value)
    {
        var id = Text("AccessKeyId") ?? Text("AccessKey");
        var secret = Text("SecretAccessKey") ?? Text("SecretKey");
        return id is null || secret is null ? null : new AwsKeys(id, secret, Text("SessionToken") ?? Text("Token"));

        string? Text(string name) => value(name)?.ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>AWS.Tools keeps its session credentials in an object whose one property is internal.</summary>
    private static object? Hidden(object value) => value.GetType().Name == "AWSPSCredentials"
        ? value.GetType().GetProperty("Credentials", BindingFlags.NonPublic | BindingFlags.Instance)?.GetValue(value)
        : null;
}
