using MlMonitor.Core.Profiles;

namespace MlMonitor.Core.ProfileStores;

/// <summary>The records of one hour that the files of an hour's folder hold: nearly all are of the same hour, some of the next.</summary>
/// <param name="Hour">The hour the requests were in (UTC).</param>
/// <param name="Records">How many they are.</param>
/// <param name="First">When the first was (UTC); null where none has a time.</param>
/// <param name="Last">When the last was (UTC); null where none has a time.</param>
/// <param name="Profile">What they look like.</param>
internal sealed record HourPart(DateTimeOffset Hour, long Records, DateTimeOffset? First, DateTimeOffset? Last, DatasetProfile Profile);
