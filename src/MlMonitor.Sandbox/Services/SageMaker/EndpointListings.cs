using MlMonitor.Sandbox.Platform.Endpoints;
using MlMonitor.Sandbox.Protocol;

namespace MlMonitor.Sandbox.Services.SageMaker;

/// <summary>The lists of endpoints and of what they are made of: newest first, ten a page, unless the call says otherwise.</summary>
internal static class EndpointListings
{
    private static readonly string[] EndpointStatuses =
    [
        "OutOfService", "Creating", "Updating", "SystemUpdating", "RollingBack", "InService", "Deleting", "Failed", "UpdateRollbackFailed",
    ];

    private static readonly string[] ComponentStatuses = ["InService", "Creating", "Updating", "Failed", "Deleting"];

    /// <summary>What lists sort and filter by.</summary>
    private sealed record Row(string Name, DateTimeOffset Created, DateTimeOffset Modified, string Status, Func<object> View);

    public static object Endpoints(JsonCall call)
    {
        var status = call.Input.OptionalEnum("StatusEquals", EndpointStatuses);
        var rows = call.Platform.Endpoints.All
            .Select(each => new Row(each.Name, each.Created, each.LastModified, each.Status, () => EndpointViews.Summary(each)));
        var page = Page(call, rows, "ListEndpoints", status);
        return new { Endpoints = page.Items.Select(row => row.View()), page.NextToken };
    }

    public static object Components(JsonCall call)
    {
        var status = call.Input.OptionalEnum("StatusEquals", ComponentStatuses);
        var (endpoint, variant) = (call.Input.OptionalString("EndpointNameEquals", 63), call.Input.OptionalString("VariantNameEquals", 63));
        var rows = call.Platform.Endpoints.Components
            .Where(each => (endpoint ?? each.Of.Name) == each.Of.Name && (variant ?? each.Component.Variant) == each.Component.Variant)
            .Select(each => new Row(
                each.Component.Name, each.Component.Created, ComponentViews.LastModified(each.Component), each.Component.Status,
                () => ComponentViews.Summary(each.Component, each.Of)));
        var page = Page(call, rows, $"ListInferenceComponents/{endpoint}/{variant}", status);
        return new { InferenceComponents = page.Items.Select(row => row.View()), page.NextToken };
    }

    public static object Configs(JsonCall call)
    {
        var rows = call.Platform.Endpoints.Configs
            .Select(each => new Row(each.Config.Name, each.Config.Created, each.Config.Created, "", () => EndpointViews.ConfigSummary(each.Config, each.Of)));
        var page = Page(call, rows, "ListEndpointConfigs", null);
        return new { EndpointConfigs = page.Items.Select(row => row.View()), page.NextToken };
    }

    public static object Models(JsonCall call)
    {
        var rows = call.Platform.Endpoints.Models
            .Select(each => new Row(each.Model.Name, each.Model.Created, each.Model.Created, "", () => ModelViews.Summary(each.Model, each.Of)));
        var page = Page(call, rows, "ListModels", null);
        return new { Models = page.Items.Select(row => row.View()), page.NextToken };
    }

    private static Page<Row> Page(JsonCall call, IEnumerable<Row> rows, string listing, string? status)
    {
        var input = call.Input;
        var name = input.OptionalString("NameContains", 63);
        var (after, before) = (input.OptionalTime("CreationTimeAfter"), input.OptionalTime("CreationTimeBefore"));
        var (changedAfter, changedBefore) = (input.OptionalTime("LastModifiedTimeAfter"), input.OptionalTime("LastModifiedTimeBefore"));
        var by = input.OptionalEnum("SortBy", "Name", "CreationTime", "Status") ?? "CreationTime";
        var chosen = rows
            .Where(row => status is null || row.Status == status)
            .Where(row => name is null || row.Name.Contains(name, StringComparison.OrdinalIgnoreCase))
            .Where(row => !(row.Created <= after) && !(row.Created >= before))
            .Where(row => !(row.Modified <= changedAfter) && !(row.Modified >= changedBefore));
        var sorted = (by switch
        {
            "Name" => chosen.OrderBy(row => row.Name, StringComparer.Ordinal),
            "Status" => chosen.OrderBy(row => row.Status, StringComparer.Ordinal).ThenBy(row => row.Created),
            _ => chosen.OrderBy(row => row.Created).ThenBy(row => row.Name, StringComparer.Ordinal),
        }).ToList();
        return Paging.Of(
            call, sorted, FormattableString.Invariant($"{listing}/{status}/{name}/{after:O}/{before:O}/{changedAfter:O}/{changedBefore:O}/{by}"));
    }
}
