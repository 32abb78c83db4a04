using System.Management.Automation;

namespace MlMonitor.Commands;

/// <summary>Takes lengths of time that are not negative; ValidateRange knows none.</summary>
internal sealed class ValidateSpanAttribute : ValidateArgumentsAttribute
{
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is TimeSpan span && span < TimeSpan.Zero)
            throw new ValidationMetadataException($"{span} is negative. Give a length of time, such as 00:30:00.");
    }
}
