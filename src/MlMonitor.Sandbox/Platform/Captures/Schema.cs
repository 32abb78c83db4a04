namespace MlMonitor.Sandbox.Platform.Captures;

/// <summary>What an endpoint is asked: the columns of its input, in the order that its training set has them.</summary>
internal sealed class Schema(string endpoint, string target, IReadOnlyList<Column> columns, Outcome outcome)
{
    public string Endpoint { get; } = endpoint;

    /// <summary>The column that is predicted. As Model Monitor wants it, it is the first of the training set.</summary>
    public string Target { get; } = target;

    public IReadOnlyList<Column> Columns { get; } = columns;

    /// <summary>How far back the world of the input changed; null where it did not.</summary>
    public TimeSpan? ChangedSince { get; init; }

    /// <summary>How far back the model began to do worse; null where it did not.</summary>
    public TimeSpan? WorseSince { get; init; }

    /// <summary>A request of that moment, so long before that of the platform.</summary>
    public Captured Draw(Dice dice, DateTimeOffset time, TimeSpan ago)
    {
        var values = Columns.Select(column => column.Draw(dice, ago < ChangedSince)).ToList();
        var (truth, predicted) = outcome.Draw(dice, ago < WorseSince);
        return new Captured { EventId = dice.Guid(), Time = time, Values = values, Truth = truth, Predicted = predicted };
    }
}

/// <summary>
/// How well a model does: of what is 1, a share, it finds a part, and takes some of the rest for 1 too: as many as keep the
/// share of what it calls 1.
/// </summary>
internal sealed record Outcome(double Share, double Recall, double? RecallAfter = null)
{
    public (int Truth, int Predicted) Draw(Dice dice, bool worse)
    {
        var recall = worse ? RecallAfter ?? Recall : Recall;
        var truth = dice.Chance(Share);
        var predicted = dice.Chance(truth ? recall : Share * (1 - recall) / (1 - Share));
        return (truth ? 1 : 0, predicted ? 1 : 0);
    }
}
