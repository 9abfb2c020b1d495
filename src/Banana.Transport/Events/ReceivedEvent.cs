namespace Banana.Transport;

/// <summary>One event that arrived, or the reason why it was refused. A refused event does not cost the connection.</summary>
/// <param name="Name">The wire name of its type.</param>
/// <param name="Value">The event; null if it was refused.</param>
/// <param name="Violation">Why it was refused; null if it was not.</param>
public sealed record ReceivedEvent(string Name, object? Value, Violation? Violation);
