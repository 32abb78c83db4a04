namespace MlMonitor;

/// <summary>The form of an alert's body.</summary>
public enum MlAlertFormat
{
    /// <summary>Plain lines, for e-mail and people.</summary>
    Text,

    /// <summary>One JSON object, for programs.</summary>
    Json,

    /// <summary>A custom notification of Amazon Q Developer in chat applications, for Slack and Teams.</summary>
    AmazonQ,
}
