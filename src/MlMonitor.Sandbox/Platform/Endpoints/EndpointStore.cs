namespace MlMonitor.Sandbox.Platform.Endpoints;

/// <summary>The endpoints of a region, with all that hangs on them.</summary>
internal sealed class EndpointStore
{
    private readonly Dictionary<string, Endpoint> _byName;
    private readonly Dictionary<string, (EndpointConfig Config, Endpoint Of)> _configs;
    private readonly Dictionary<string, (EndpointModel Model, Endpoint Of)> _models;
    private readonly Dictionary<string, (InferenceComponent Component, Endpoint Of)> _components;

    private EndpointStore(IReadOnlyList<Endpoint> endpoints)
    {
        All = endpoints;
        _byName = endpoints.ToDictionary(endpoint => endpoint.Name);
        _configs = endpoints.SelectMany(endpoint => endpoint.Configs.Select(config => (config, endpoint))).ToDictionary(pair => pair.config.Name);
        _models = endpoints.SelectMany(endpoint => endpoint.Models.Select(model => (model, endpoint))).ToDictionary(pair => pair.model.Name);
        _components = endpoints.SelectMany(endpoint => endpoint.Components.Select(component => (component, endpoint)))
            .ToDictionary(pair => pair.component.Name);
    }

    /// <summary>All endpoints, by name.</summary>
    public IReadOnlyList<Endpoint> All { get; }

    public IReadOnlyCollection<(EndpointConfig Config, Endpoint Of)> Configs => _configs.Values;

    public IReadOnlyCollection<(EndpointModel Model, Endpoint Of)> Models => _models.Values;

    public IReadOnlyCollection<(InferenceComponent Component, Endpoint Of)> Components => _components.Values;

    public static EndpointStore Of(RegionPlatform home, SandboxSize size)
    {
        var endpoints = EndpointCatalogue.Of(home).ToList();
        if (size == SandboxSize.Large && home.Region == SamplePlatform.HomeRegion)
            endpoints.AddRange(EndpointCrowd.Of(home, endpoints.Count));
        return new EndpointStore(endpoints.OrderBy(endpoint => endpoint.Name, StringComparer.Ordinal).ToList());
    }

    public Endpoint? Find(string name) => _byName.GetValueOrDefault(name);

    public (EndpointConfig Config, Endpoint Of)? FindConfig(string name) => _configs.TryGetValue(name, out var found) ? found : null;

    public (EndpointModel Model, Endpoint Of)? FindModel(string name) => _models.TryGetValue(name, out var found) ? found : null;

    public (InferenceComponent Component, Endpoint Of)? FindComponent(string name) => _components.TryGetValue(name, out var found) ? found : null;

    /// <summary>The endpoint whose tags a resource has: endpoint, configuration, model or component.</summary>
    public Endpoint? FindTagged(string arn)
    {
        var (kind, name) = arn.Split(':')[^1].Split('/') is [var first, var second] ? (first, second) : ("", "");
        var found = kind switch
        {
            "endpoint" => Find(name),
            "endpoint-config" => FindConfig(name)?.Of,
            "model" => FindModel(name)?.Of,
            "inference-component" => FindComponent(name)?.Of,
            _ => null,
        };
        return found?.Home.Arn("sagemaker", $"{kind}/{name}") == arn ? found : null;
    }
}
