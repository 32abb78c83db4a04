using System.Reflection;
using Amazon.SageMaker;
using MlMonitor.Core.Endpoints;

namespace MlMonitor.Core.Tests.Endpoints;

public sealed class EndpointStatusMapTests
{
    [Theory]
    [InlineData("InService", MlStatus.Healthy)]
    [InlineData("IN_SERVICE", MlStatus.Healthy)]
    [InlineData("Creating", MlStatus.InProgress)]
    [InlineData("Updating", MlStatus.InProgress)]
    [InlineData("SystemUpdating", MlStatus.InProgress)]
    [InlineData("RollingBack", MlStatus.Degraded)]
    [InlineData("UpdateRollbackFailed", MlStatus.Degraded)]
    [InlineData("OutOfService", MlStatus.Unavailable)]
    [InlineData("Failed", MlStatus.Unavailable)]
    [InlineData("Deleting", MlStatus.Deleting)]
    [InlineData("Frozen", MlStatus.Unknown)]
    [InlineData("", MlStatus.Unknown)]
    [InlineData(null, MlStatus.Unknown)]
    public void A_word_of_AWS_has_one_meaning(string? raw, MlStatus expected) => Assert.Equal(expected, EndpointStatusMap.Of(raw));

    [Theory]
    [InlineData(typeof(EndpointStatus))]
    [InlineData(typeof(InferenceComponentStatus))]
    public void Every_word_that_the_service_model_lists_is_known(Type words) =>
        Assert.All(
            words.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == words).Select(f => f.GetValue(null)!.ToString()),
            word => Assert.NotEqual(MlStatus.Unknown, EndpointStatusMap.Of(word)));
}
