using System.Collections.Immutable;

namespace Banana.Transport;

/// <summary>The events that this side subscribes to, at some moment.</summary>
/// <param name="Version">The number of changes until then.</param>
/// <param name="Names">The wire names of the events.</param>
internal sealed record LocalSubscriptions(long Version, ImmutableHashSet<string> Names);
