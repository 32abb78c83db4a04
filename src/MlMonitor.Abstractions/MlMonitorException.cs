namespace MlMonitor;

/// <summary>
/// An answer of AWS, or the lack of one, that kept something from being read or sent. Carries what support asks for;
/// holds no type of the AWS SDK, which lives in a load context of its own.
/// </summary>
public sealed class MlMonitorException : Exception
{
    /// <summary>Makes an exception without details.</summary>
    public MlMonitorException()
    {
    }

    /// <summary>Makes an exception with a message.</summary>
    /// <param name="message">What went wrong, and with what.</param>
    public MlMonitorException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with a message and its cause.</summary>
    /// <param name="message">What went wrong, and with what.</param>
    /// <param name="innerException">The cause.</param>
    public MlMonitorException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The AWS service, such as <c>CodePipeline</c>.</summary>
    public string? Service { get; init; }

    /// <summary>The error code AWS gave, such as <c>AccessDeniedException</c>.</summary>
    public string? Code { get; init; }

    /// <summary>The HTTP status; null where no answer came.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The request id AWS support asks for.</summary>
    public string? RequestId { get; init; }

    /// <summary>The AWS region.</summary>
    public string? Region { get; init; }

    /// <summary>The credential profile; null where none was named.</summary>
    public string? ProfileName { get; init; }
}
