using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace MlMonitor.Shell.Cmdlets;

/// <summary>
/// The engine's own formatter. Its base classes for Format-Table, Format-List and Out-String are public, but the worker
/// behind them can be set by PowerShell's own Utility module only; hence reflection, here and nowhere else. The engine's
/// version is pinned, and the tests of these cmdlets fail when a new one has moved something.
/// </summary>
internal static class EngineFormatter
{
    private const BindingFlags Internal = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
    private const string Namespace = "Microsoft.PowerShell.Commands.Internal.Format.";

    /// <summary>Makes the cmdlet shape objects as a <paramref name="shape"/> ("Table" or "List").</summary>
    public static void Shape(FrontEndCommandBase cmdlet, string shape) =>
        SetWorker(cmdlet, Create("InnerFormatShapeCommand", Enum.Parse(EngineType("FormatShape"), shape)));

    /// <summary>Makes the cmdlet render what it is given as lines of text.</summary>
    public static void RenderTo(FrontEndCommandBase cmdlet, TextWriter writer, int width)
    {
        object worker = Create("OutputManagerInner");
        PropertyInfo output = worker.GetType().GetProperty("LineOutput", Internal)!;
        output.SetValue(worker, Create("TextWriterLineOutput", writer, width));
        SetWorker(cmdlet, worker);
    }

    private static void SetWorker(FrontEndCommandBase cmdlet, object worker) =>
        typeof(FrontEndCommandBase).GetField("implementation", Internal)!.SetValue(cmdlet, worker);

    private static object Create(string typeName, params object[] arguments) =>
        Activator.CreateInstance(EngineType(typeName), Internal, binder: null, arguments, culture: null)!;

    private static Type EngineType(string name) => typeof(PSObject).Assembly.GetType(Namespace + name, throwOnError: true)!;
}
