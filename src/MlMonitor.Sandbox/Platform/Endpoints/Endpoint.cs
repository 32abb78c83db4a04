namespace MlMonitor.Sandbox.Platform.Endpoints;

/// <summary>How an endpoint serves.</summary>
internal enum EndpointKind
{
    RealTime,
    Serverless,
    Asynchronous,
    MultiModel,
    MultiContainer,
    InferenceComponent,
}

/// <summary>A SageMaker endpoint of any kind, with the configuration it has now.</summary>
internal sealed record Endpoint
{
    public required RegionPlatform Home { get; init; }

    public required string Name { get; init; }

    public required EndpointKind Kind { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset LastModified { get; init; }

    /// <summary>The configuration in force, or, of one that never came up, the one it was to have.</summary>
    public required EndpointConfig Config { get; init; }

    /// <summary>InService, Updating, Failed...</summary>
    public string Status { get; init; } = "InService";

    /// <summary>Why it failed; of one in service, why its last update did.</summary>
    public string? FailureReason { get; init; }

    /// <summary>The deployment that is under way.</summary>
    public PendingDeployment? Pending { get; init; }

    /// <summary>A configuration that was tried and taken back.</summary>
    public EndpointConfig? RolledBack { get; init; }

    /// <summary>The alarms that take a deployment back; none where deployments are all at once.</summary>
    public IReadOnlyList<string> RollbackAlarms { get; init; } = [];

    public IReadOnlyList<InferenceComponent> Components { get; init; } = [];

    public Backlog? Backlog { get; init; }

    /// <summary>The instances that autoscaling keeps between.</summary>
    public (int Minimum, int Maximum)? Scaling { get; init; }

    /// <summary>Whether it is there only to make up the number of a large platform.</summary>
    public bool IsCrowd { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    public string Arn => Home.Arn("sagemaker", "endpoint/" + Name);

    /// <summary>The variants, production before shadow.</summary>
    public IReadOnlyList<EndpointVariant> Variants => Config.Variants;

    /// <summary>Whether it keeps requests and answers; null where it was never told to.</summary>
    public Capture? Capture => Config.Capture;

    /// <summary>Whether it ever came up.</summary>
    public bool Serves => Status is not ("Failed" or "Creating");

    /// <summary>All configurations that were made for it.</summary>
    public IEnumerable<EndpointConfig> Configs => new[] { Config, Pending?.Config, RolledBack }.OfType<EndpointConfig>();

    /// <summary>All models that were made for it.</summary>
    public IEnumerable<EndpointModel> Models => Configs.SelectMany(config => config.Variants).Select(variant => variant.Model)
        .Concat(Components.Select(component => component.Model))
        .OfType<EndpointModel>()
        .DistinctBy(model => model.Name);
}

/// <summary>What an endpoint is told to be.</summary>
internal sealed record EndpointConfig(string Name, DateTimeOffset Created, IReadOnlyList<EndpointVariant> Variants, Capture? Capture);

/// <summary>A deployment under way: a configuration, since when, and what is being done to its variants.</summary>
internal sealed record PendingDeployment(EndpointConfig Config, DateTimeOffset Started, string VariantStatus);

/// <summary>
/// What an endpoint keeps of requests and answers, and where: <c>{Destination}/{endpoint}/{variant}/yyyy/MM/dd/HH/</c>.
/// </summary>
internal sealed record Capture(int Percent, string Encoding)
{
    /// <summary>The encoding of rows of values with commas between.</summary>
    public const string Csv = "CSV";

    /// <summary>The encoding of JSON, and of lines of it.</summary>
    public const string Json = "JSON";

    /// <summary>The encoding of what is in neither list of content types: the usual mistake.</summary>
    public const string Base64 = "BASE64";

    public const string Bucket = "ml-capture-" + SamplePlatform.Account;

    public const string Prefix = "datacapture";

    public const string Destination = "s3://" + Bucket + "/" + Prefix;

    /// <summary>Whether it is at work. SageMaker stops when a disk is 75 % full.</summary>
    public bool Running { get; init; } = true;
}

/// <summary>A variant as it is and as it is to be.</summary>
internal sealed record EndpointVariant(string Name, EndpointModel? Model, string? InstanceType, int Instances, Load Load)
{
    public double Weight { get; init; } = 1;

    /// <summary>Whether it only gets copies of requests.</summary>
    public bool IsShadow { get; init; }

    public Serverless? Serverless { get; init; }
}

/// <summary>What a serverless variant may use.</summary>
internal sealed record Serverless(int MemoryMb, int MaxConcurrency);

/// <summary>A model: its containers, one after another where there are several.</summary>
internal sealed record EndpointModel(string Name, DateTimeOffset Created, IReadOnlyList<string> Containers)
{
    /// <summary>Whether its container loads models as they are asked for.</summary>
    public bool IsMulti { get; init; }
}

/// <summary>A model placed on the instances of a variant.</summary>
internal sealed record InferenceComponent(string Name, string Variant, EndpointModel Model, DateTimeOffset Created, int Desired, int Current, double Share)
{
    /// <summary>InService, Failed...</summary>
    public string Status { get; init; } = "InService";

    public string? FailureReason { get; init; }
}

/// <summary>The queue of an asynchronous endpoint: as long as usual until a while ago, and growing since.</summary>
internal sealed record Backlog(int Usual, TimeSpan GrowingFor, int Now, TimeSpan OldestNow);
