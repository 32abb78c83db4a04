using System.Security.Cryptography;
using System.Text.Json;

namespace MlMonitor.Core.ProfileStores;

/// <summary>What a stored hour is made of and how, told by a hash: other options, another column map or another format make another hour.</summary>
internal static class ProfileRecipe
{
    /// <summary>The version of what is stored; counted up whenever the same capture would give another profile.</summary>
    public const int Format = 2;

    /// <summary>The key of a recipe.</summary>
    /// <param name="root">The folder of the variant, in full.</param>
    /// <param name="options">How it is profiled.</param>
    /// <returns>64 hexadecimal digits.</returns>
    public static string KeyOf(string root, HourlyOptions options) => Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        Format,
        root,
        options.Map.InputNames,
        options.Map.OutputNames,
        options.Map.Header,
        options.Map.InputPath,
        options.Map.OutputPath,
        options.Profile.MemoryLimit,
        options.Profile.SketchSize,
        options.Profile.HeavyHitters,
        options.Profile.Seed,
        options.Profile.ModelName,
        options.Capture.MaxLineBytes,
    }))).ToLowerInvariant();
}
