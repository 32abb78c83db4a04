using MlMonitor.Core.Alerting;

namespace MlMonitor.Core.Tests.Alerting;

public sealed class TopicArnTests
{
    [Theory]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:ml-alerts", "eu-west-1", false)]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:ml-alerts.fifo", "eu-west-1", true)]
    [InlineData("arn:aws-cn:sns:cn-north-1:123456789012:ML_alerts", "cn-north-1", false)]
    [InlineData("arn:aws-us-gov:sns:us-gov-west-1:123456789012:a", "us-gov-west-1", false)]
    [InlineData("arn:aws-iso-b:sns:us-isob-east-1:123456789012:a", "us-isob-east-1", false)]
    public void An_ARN_of_a_topic_is_taken_apart(string text, string region, bool fifo) =>
        Assert.Equal(new TopicArn(text, region, fifo), TopicArn.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("ml-alerts")]
    [InlineData("arn:aws:sqs:eu-west-1:123456789012:ml-alerts")]
    [InlineData("arn:aws:sns:eu-west-1:1234:ml-alerts")]
    [InlineData("arn:aws:sns::123456789012:ml-alerts")]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:")]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:ml.alerts")]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:ml-alerts:6f1d5f0e-2c53-4c2b-9f8e-6b6b0a5d9a01")]
    [InlineData("arn:aws:sns:eu-west-1:123456789012:ml-alerts\n")]
    [InlineData(" arn:aws:sns:eu-west-1:123456789012:ml-alerts")]
    [InlineData("arn:aws:sns:eu-west-1:\u0661\u0662\u0663456789012:ml-alerts")]
    public void Anything_else_is_none(string text) => Assert.Null(TopicArn.Parse(text));
}
