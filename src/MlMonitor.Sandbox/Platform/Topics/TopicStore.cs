namespace MlMonitor.Sandbox.Platform.Topics;

/// <summary>The topics of a region and all that was published to them. Callers hold <see cref="Gate"/> while they use it.</summary>
internal sealed class TopicStore
{
    private TopicStore()
    {
    }

    public Lock Gate { get; } = new();

    public SortedDictionary<string, Topic> Topics { get; } = new(StringComparer.Ordinal);

    public List<PublishedMessage> Published { get; } = [];

    public static TopicStore For(RegionPlatform home)
    {
        var store = new TopicStore();
        if (!home.InUse)
            return store;

        var alerts = store.Add(home, "ml-alerts");
        alerts.Subscriptions.Add(new Subscription(alerts.Arn + ":6f1d5f0e-2c53-4c2b-9f8e-6b6b0a5d9a01", "email", "ml-oncall@example.com", true));
        alerts.Subscriptions.Add(new Subscription(alerts.Arn + ":b07e3a52-9f5d-4d0f-8c51-0d5f2f0e1c02", "sqs", home.Arn("sqs", "ml-alerts-archive"), true));
        store.Add(home, "ml-alerts.fifo");
        return store;
    }

    /// <summary>The topic of that name, made when there is none.</summary>
    public Topic Add(RegionPlatform home, string name)
    {
        var arn = home.Arn("sns", name);
        if (!Topics.TryGetValue(arn, out var topic))
            Topics[arn] = topic = new Topic { Arn = arn, Name = name };
        return topic;
    }
}
