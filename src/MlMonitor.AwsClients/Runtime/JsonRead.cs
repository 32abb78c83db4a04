using System.Text.Json;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Reads the value that the reader stands at.</summary>
internal delegate T? JsonRead<out T>(ref Utf8JsonReader reader);
