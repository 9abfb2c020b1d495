namespace Banana.Transport;

/// <summary>A received event, or the violation for which it was refused. A refused event does not end the connection.</summary>
/// <param name="Name">The wire name of the event.</param>
/// <param name="Value">The event; null if it was refused.</param>
/// <param name="Violation">The reason for refusing it; null if it was not refused.</param>
public sealed record ReceivedEvent(string Name, object? Value, Violation? Violation);
