using System.Globalization;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>
/// Search over resources of one kind. <paramref name="propertyOf"/> reads a text, a number or a time off a resource, null when it
/// has none, and is null itself where there is no such property.
/// </summary>
internal sealed class SearchIndex<T>(string resource, Func<string, Func<T, object?>?> propertyOf, Func<T, object> view)
{
    private static readonly string[] Operators =
    [
        "Equals", "NotEquals", "GreaterThan", "GreaterThanOrEqualTo", "LessThan", "LessThanOrEqualTo", "Contains", "Exists", "NotExists", "In",
    ];

    public object Search(JsonCall call, IEnumerable<T> all)
    {
        var by = call.Input.OptionalEnum("SortBy", "CreationTime", "LastModifiedTime", resource + "Name", resource + "Status") ?? "LastModifiedTime";
        var chosen = call.Input.Structure("SearchExpression") is { } expression ? Predicate(expression) : _ => true;
        var found = all.Where(chosen).OrderBy(Property(by), Comparer<object?>.Create(Compare)).ToList();
        // A token is good for as long as as many are found: what the expression says is not in it.
        var hits = found.Count;
        var page = Paging.Of(call, found, FormattableString.Invariant($"Search/{resource}/{by}/{hits}"));
        return new { Results = page.Items.Select(view), page.NextToken, TotalHits = new { Value = hits, Relation = "EqualTo" } };
    }

    private Func<T, object?> Property(string name) =>
        propertyOf(name) ?? throw new AwsError("ValidationException", "Unknown property name: " + name);

    private Func<T, bool> Predicate(JsonInput expression)
    {
        if (expression.Structures("NestedFilters").Count > 0)
            throw new AwsError("ValidationException", "The sandbox knows no nested filters.");
        var parts = expression.Structures("Filters").Select(FilterOf)
            .Concat(expression.Structures("SubExpressions").Select(Predicate))
            .ToList();
        return expression.OptionalEnum("Operator", "And", "Or") == "Or"
            ? item => parts.Exists(part => part(item))
            : item => parts.TrueForAll(part => part(item));
    }

    private Func<T, bool> FilterOf(JsonInput filter)
    {
        var property = Property(filter.RequiredString("Name", 255));
        var operation = filter.OptionalEnum("Operator", Operators) ?? "Equals";
        if (operation is "Exists" or "NotExists")
            return item => property(item) is null == (operation == "NotExists");
        var wanted = filter.RequiredString("Value", 1024);
        return item => property(item) is { } actual && operation switch
        {
            "Contains" => Text(actual).Contains(wanted, StringComparison.OrdinalIgnoreCase),
            "In" => wanted.Split(',').Contains(Text(actual)),
            "Equals" => Compare(actual, Like(actual, wanted)) == 0,
            "NotEquals" => Compare(actual, Like(actual, wanted)) != 0,
            "GreaterThan" => Compare(actual, Like(actual, wanted)) > 0,
            "GreaterThanOrEqualTo" => Compare(actual, Like(actual, wanted)) >= 0,
            "LessThan" => Compare(actual, Like(actual, wanted)) < 0,
            _ => Compare(actual, Like(actual, wanted)) <= 0,
        };
    }

    private static object Like(object actual, string wanted) => actual switch
    {
        DateTimeOffset => DateTimeOffset.TryParse(
            wanted, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new AwsError("ValidationException", $"'{wanted}' is not a time of the form yyyy-MM-ddTHH:mm:ss."),
        double => double.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new AwsError("ValidationException", $"'{wanted}' is not a number."),
        _ => wanted,
    };

    private static int Compare(object? left, object? right) => left is string text && right is string other
        ? string.CompareOrdinal(text, other)
        : Comparer<object?>.Default.Compare(left, right);

    private static string Text(object value) => string.Create(CultureInfo.InvariantCulture, $"{value}");
}
