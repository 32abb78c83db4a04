namespace MlMonitor;

/// <summary>How an endpoint serves.</summary>
public enum MlEndpointKind
{
    /// <summary>Instances that wait for requests, one model each.</summary>
    RealTime,

    /// <summary>No instances of its own: memory and concurrency.</summary>
    Serverless,

    /// <summary>Requests wait in a queue, answers go to S3.</summary>
    Asynchronous,

    /// <summary>One container that loads many models as they are asked for.</summary>
    MultiModel,

    /// <summary>Several containers on each instance, one after another or each by itself.</summary>
    MultiContainer,

    /// <summary>Models placed on shared instances as inference components.</summary>
    InferenceComponent,
}
