using System.Text.Json;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Reads the members of the object that the reader stands at into <paramref name="value"/>.</summary>
internal delegate void JsonFill<in T>(ref Utf8JsonReader reader, T value);
