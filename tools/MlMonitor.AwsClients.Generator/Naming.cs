using System.Text;

namespace MlMonitor.AwsClients.Generator;

/// <summary>The names that the AWS SDK for .NET gives to what the models name.</summary>
internal static class Naming
{
    public static string Capitalize(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>Whether a member of this name hides one that every object has.</summary>
    public static bool HidesObject(string name) => name is "Equals" or "ToString" or "GetHashCode" or "GetType";

    /// <summary>Every error is an ...Exception; ...Fault becomes ...Exception.</summary>
    public static string Exception(string shape)
    {
        var name = Capitalize(shape);
        if (name.EndsWith("Exception", StringComparison.Ordinal))
        {
            return name;
        }

        return (name.EndsWith("Fault", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name) + "Exception";
    }

    /// <summary>The field for a value of an enumeration: what is no letter, digit or underscore ends a word.</summary>
    public static string Constant(string value)
    {
        var name = new StringBuilder();
        var capital = true;
        foreach (var c in value)
        {
            if (char.IsLetterOrDigit(c) || c == '_')
            {
                name.Append(capital ? char.ToUpperInvariant(c) : c);
                capital = false;
            }
            else
            {
                capital = true;
            }
        }

        if (name.Length == 0)
        {
            return "Empty";
        }

        return char.IsDigit(name[0]) ? "_" + name : name.ToString();
    }
}
