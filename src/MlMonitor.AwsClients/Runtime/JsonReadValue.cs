using System.Text.Json;

namespace MlMonitor.AwsClients.Runtime;

/// <summary>Reads the value that the reader stands at; null when JSON's null is there.</summary>
internal delegate T? JsonReadValue<T>(ref Utf8JsonReader reader)
    where T : struct;
