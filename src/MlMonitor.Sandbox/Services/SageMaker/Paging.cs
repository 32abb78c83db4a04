using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>Pages as SageMaker cuts them.</summary>
internal static class Paging
{
    private const int ByDefault = 10;

    /// <summary>Pages oldest-first items in the order that the call asks for, newest first when it does not.</summary>
    public static Page<T> Of<T>(JsonCall call, List<T> items, string listing, string usual = "Descending")
    {
        var order = call.Input.OptionalEnum("SortOrder", "Ascending", "Descending") ?? usual;
        if (order == "Descending")
            items.Reverse();
        return Page.Of(
            items, $"{call.Region}/{listing}/{order}", call.Input.OptionalString("NextToken", 8192),
            call.Input.OptionalInt("MaxResults", 1, 100) ?? ByDefault,
            () => new AwsError("ValidationException", "The NextToken is invalid."));
    }
}
