using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace MlMonitor;

/// <summary>
/// Keeps the engine and everything it references in a load context of its own, so that another module's AWSSDK.Core, of
/// whatever version, is never ours and ours never theirs. PowerShell runs this at import and at removal.
/// </summary>
public sealed class ModuleLoader : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private const string Engine = "MlMonitor.Core";
    private static readonly EngineLoadContext Context = new(
        Path.Combine(Path.GetDirectoryName(typeof(ModuleLoader).Assembly.Location) ?? "", "dependencies"));

    /// <summary>Hooks the resolver. Loads nothing: the engine comes with the first command that needs it.</summary>
    public void OnImport() => AssemblyLoadContext.Default.Resolving += ResolveEngine;

    /// <summary>Unhooks the resolver.</summary>
    /// <param name="psModuleInfo">The module that goes.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => AssemblyLoadContext.Default.Resolving -= ResolveEngine;

    private static Assembly? ResolveEngine(AssemblyLoadContext context, AssemblyName name) =>
        name.Name == Engine ? Context.Find(name) : null;

    private sealed class EngineLoadContext(string folder) : AssemblyLoadContext("MlMonitor")
    {
        // LoadFromAssemblyName for a file that is not there would ask the default context, which would ask us again, for ever.
        public Assembly? Find(AssemblyName name) =>
            Path.Combine(folder, name.Name + ".dll") is var path && File.Exists(path) ? LoadFromAssemblyPath(path) : null;

        protected override Assembly? Load(AssemblyName assemblyName) => Find(assemblyName);
    }
}
