namespace MlMonitor.AwsClients.Generator;

/// <summary>What a wire type is, apart from what it is made of.</summary>
internal enum WireKind
{
    String,
    Integer,
    Long,
    Double,
    Float,
    Boolean,
    Timestamp,

    /// <summary>Epoch milliseconds on the wire, a time in the SDK: a customization that the SDK makes for CloudWatch Logs.</summary>
    EpochMillis,
    Blob,
    Enumeration,
    Structure,
    List,
    Map,
}
