namespace Banana.Transport;

/// <summary>An endpoint, and what it subscribes to.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsSelf">Whether it is the endpoint that was asked.</param>
/// <param name="Subscriptions">The wire names of the events that it subscribes to.</param>
public sealed record ConnectedEndpoint(string Name, bool IsSelf, IReadOnlyCollection<string> Subscriptions);
