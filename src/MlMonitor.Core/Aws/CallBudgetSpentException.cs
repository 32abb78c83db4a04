using Amazon.Runtime;

namespace MlMonitor.Core.Aws;

/// <summary>A request was not sent, since as many were as may be. It may have waited for its turn until then, or be a second attempt.</summary>
internal sealed class CallBudgetSpentException() : AmazonClientException("The call budget is spent.");
