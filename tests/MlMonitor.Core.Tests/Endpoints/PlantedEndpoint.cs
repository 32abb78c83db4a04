namespace MlMonitor.Core.Tests.Endpoints;

/// <summary>An endpoint as a test puts it into the scripted AWS.</summary>
internal sealed class PlantedEndpoint(string name)
{
    public string Name => name;

    public string Config { get; set; } = name + "-v1";

    public string Status { get; set; } = "InService";

    public string? FailureReason { get; set; }

    public DateTimeOffset LastModified { get; set; } = ScriptedEndpoints.Now.AddDays(-3);

    public int Current { get; set; } = 2;

    public int Desired { get; set; } = 2;

    public double Weight { get; set; } = 1;

    public bool IsAsynchronous { get; set; }

    public bool IsServerless { get; set; }

    /// <summary>Null for inference components, which have models of their own.</summary>
    public string? Model { get; set; } = name + "-model";

    /// <summary>The modes of the model's containers.</summary>
    public string[] Containers { get; set; } = ["SingleModel"];

    /// <summary>Whether the model is known to the index behind Search.</summary>
    public bool ModelIsIndexed { get; set; } = true;

    public Dictionary<string, string> Tags { get; set; } = [];

    public object? Capture { get; set; }

    /// <summary>Whether the index behind Search tells of capture.</summary>
    public bool CaptureIsIndexed { get; set; } = true;

    public object? Pending { get; set; }

    /// <summary>Whether it came up, and has variants.</summary>
    public bool HasVariants { get; set; } = true;

    /// <summary>What the index behind Search says of its status; null for the truth.</summary>
    public string? IndexedStatus { get; set; }

    /// <summary>What the index behind Search says of its last change; null for the truth.</summary>
    public DateTimeOffset? IndexedChange { get; set; }

    public bool IsIndexed { get; set; } = true;

    /// <summary>Whether it is deleted between the list and the description.</summary>
    public bool Vanishes { get; set; }

    public string Arn => $"arn:aws:sagemaker:eu-west-1:123456789012:endpoint/{name}";
}
