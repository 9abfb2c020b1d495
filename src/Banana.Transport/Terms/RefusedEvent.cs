namespace Banana.Transport;

/// <summary>An event that the peer has refused, or a request that it could not answer.</summary>
/// <param name="Name">The wire name of the event; empty if a request failed after it was accepted.</param>
/// <param name="Number">The number of the event among those of its type, from 0 in the order of sending.</param>
/// <param name="Request">The number of the request that failed; 0 if the event was none.</param>
/// <param name="Code">The reason; null if the peer does not tell, or if the event itself was accepted.</param>
/// <param name="Message">What the peer says about it.</param>
public sealed record RefusedEvent(string Name, ulong Number, ulong Request, ViolationCode? Code, string Message);
