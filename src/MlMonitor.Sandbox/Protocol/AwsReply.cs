namespace MlMonitor.Sandbox.Protocol;

/// <summary>A reply ready to be written.</summary>
internal sealed record AwsReply(int Status, string ContentType, byte[] Body);
