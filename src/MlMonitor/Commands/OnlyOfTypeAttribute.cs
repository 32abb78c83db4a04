using System.Management.Automation;

namespace MlMonitor.Commands;

/// <summary>
/// Takes objects of a type and nothing else. PowerShell by itself would make one of any object whose properties have fitting names, and
/// an endpoint of which only the name is known looks like one that lacks everything.
/// </summary>
/// <param name="type">The type.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OnlyOfTypeAttribute(Type type) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var given = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        var isFit = type.IsInstanceOfType(given) || (given is System.Collections.IEnumerable all and not string
            && all.Cast<object>().All(each => type.IsInstanceOfType(each is PSObject inner ? inner.BaseObject : each)));
        // The engine passes over this exception while it looks for a parameter that a piped object fits.
        return isFit ? inputData : throw new ArgumentTransformationMetadataException($"Not a {type.Name}.", new PSInvalidCastException($"Not a {type.Name}."));
    }
}
