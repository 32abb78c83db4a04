namespace MlMonitor.Tests.Hosting;

/// <summary>Tests against the sandbox, and all that change the environment: one at a time, one sandbox for all.</summary>
[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit's own word for it.
public sealed class ModuleCollection : ICollectionFixture<SandboxFixture>
#pragma warning restore CA1711
{
    public const string Name = "Module";
}
