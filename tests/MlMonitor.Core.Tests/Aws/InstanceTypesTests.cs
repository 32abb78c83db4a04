using System.Reflection;
using Amazon.SageMaker;
using MlMonitor.Core.Aws;

namespace MlMonitor.Core.Tests.Aws;

public sealed class InstanceTypesTests
{
    /// <summary>Numbers from the pages of EC2's instance types, and not from the table.</summary>
    [Theory]
    [InlineData("ml.m5.large", 2, 0, 8)]
    [InlineData("ml.m5.4xlarge", 16, 0, 64)]
    [InlineData("ml.c5.9xlarge", 36, 0, 72)]
    [InlineData("ml.c4.8xlarge", 36, 0, 60)]
    [InlineData("ml.t3.medium", 2, 0, 4)]
    [InlineData("ml.m8g.48xlarge", 192, 0, 768)]
    [InlineData("ml.g4dn.12xlarge", 48, 4, 192)]
    [InlineData("ml.g5.2xlarge", 8, 1, 32)]
    [InlineData("ml.g5.12xlarge", 48, 4, 192)]
    [InlineData("ml.g5.16xlarge", 64, 1, 256)]
    [InlineData("ml.g6e.48xlarge", 192, 8, 1536)]
    [InlineData("ml.p2.16xlarge", 64, 16, 732)]
    [InlineData("ml.p3.8xlarge", 32, 4, 244)]
    [InlineData("ml.p4d.24xlarge", 96, 8, 1152)]
    [InlineData("ml.p5.48xlarge", 192, 8, 2048)]
    [InlineData("ml.trn1.32xlarge", 128, 0, 512)]
    [InlineData("ml.inf2.48xlarge", 192, 0, 768)]
    [InlineData("ml.dl1.24xlarge", 96, 0, 768)]
    public void An_instance_has_what_its_page_says(string name, int cores, int cards, double memory) =>
        Assert.Equal(new InstanceCapacity(cores, cards, memory), InstanceTypes.Of(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ml.z99.large")]
    [InlineData("type")]
    [InlineData("# The instance types of SageMaker: vCPUs")]
    public void Of_what_is_not_known_nothing_is_guessed(string? name) => Assert.Null(InstanceTypes.Of(name));

    [Theory]
    [InlineData(typeof(TrainingInstanceType))]
    [InlineData(typeof(ProcessingInstanceType))]
    [InlineData(typeof(TransformInstanceType))]
    [InlineData(typeof(ProductionVariantInstanceType))]
    public void Every_instance_type_of_the_API_is_known(Type enumeration)
    {
        var names = enumeration.GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)!.ToString()!).ToList();

        Assert.InRange(names.Count, 100, 400);
        Assert.DoesNotContain(names, n => InstanceTypes.Of(n) is null);
    }
}
