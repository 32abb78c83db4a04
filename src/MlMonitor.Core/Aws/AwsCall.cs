namespace MlMonitor.Core.Aws;

/// <summary>One call to AWS, as an error message names it.</summary>
/// <param name="Service">The service's name, such as <c>CodePipeline</c>.</param>
/// <param name="Action">The IAM action the call needs, such as <c>codepipeline:ListPipelines</c>.</param>
/// <param name="Connection">The region and identity it goes through.</param>
internal readonly record struct AwsCall(string Service, string Action, AwsConnection Connection);
