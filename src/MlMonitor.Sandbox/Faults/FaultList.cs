using System.Text.RegularExpressions;
using MlMonitor.Sandbox.Platform;

namespace MlMonitor.Sandbox.Faults;

/// <summary>The faults in force. The first that matches a call, is not spent and falls due strikes it.</summary>
public sealed class FaultList
{
    private readonly Lock _gate = new();
    private readonly List<Armed> _armed = [];
    private readonly Dice _dice;

    internal FaultList(int seed) => _dice = new Dice(seed, "faults");

    /// <summary>Puts faults in force, after those that already are.</summary>
    public void Add(params IEnumerable<Fault> faults)
    {
        var armed = faults.Select(fault => new Armed(fault)).ToList();
        lock (_gate)
            _armed.AddRange(armed);
    }

    /// <summary>Lifts all faults.</summary>
    public void Clear()
    {
        lock (_gate)
            _armed.Clear();
    }

    /// <summary>The faults in force, those with a count showing what is left of it.</summary>
    public IReadOnlyList<Fault> Current
    {
        get
        {
            lock (_gate)
                return _armed.Where(each => each.Left != 0).Select(each => each.Fault with { Times = each.Left }).ToList();
        }
    }

    /// <summary>The fault that strikes a call or, given its name, a metric that the call reads.</summary>
    internal Fault? Strike(string operation, string region, string? metric = null)
    {
        lock (_gate)
        {
            foreach (var each in _armed)
            {
                if (each.Left == 0 || !each.Matches(operation, region, metric))
                    continue;
                if (each.Fault.Probability < 1 && !_dice.Chance(each.Fault.Probability))
                    continue;
                each.Left--;
                return each.Fault;
            }

            return null;
        }
    }

    private sealed class Armed(Fault fault)
    {
        private readonly Regex _operation = Whole(fault.Operation);
        private readonly Regex _region = Whole(fault.Region);
        private readonly Regex _metric = Whole(fault.Metric);

        public Fault Fault { get; } = fault;

        public int? Left { get; set; } = fault.Times;

        public bool Matches(string operation, string region, string? metric) =>
            _operation.IsMatch(operation) && _region.IsMatch(region) && (metric is not null && _metric.IsMatch(metric)) == IsOfMetrics;

        private bool IsOfMetrics => Fault.Kind >= FaultKind.MetricPartial;

        private static Regex Whole(string pattern) =>
            new($"^(?:{pattern})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
    }
}
