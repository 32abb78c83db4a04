namespace MlMonitor.Core.Alerting;

/// <summary>What alerts have in common that go into one message.</summary>
[Flags]
public enum AlertGrouping
{
    /// <summary>Nothing: whatever goes to one topic is one message.</summary>
    None = 0,

    /// <summary>The watch.</summary>
    Watch = 1,

    /// <summary>The service or check that speaks.</summary>
    Source = 2,

    /// <summary>The thing.</summary>
    Resource = 4,

    /// <summary>The severity.</summary>
    Severity = 8,

    /// <summary>The region.</summary>
    Region = 16,

    /// <summary>The account.</summary>
    Account = 32,

    /// <summary>Everything: each alert is a message of its own.</summary>
    Key = 64,
}
