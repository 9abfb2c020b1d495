namespace Banana.Transport;

/// <summary>An event that has arrived.</summary>
/// <param name="Name">The wire name of its type.</param>
/// <param name="Type">Its type; null if it is not registered.</param>
/// <param name="Value">The event; null if it was refused.</param>
/// <param name="Violation">Why it was refused; null if it was not.</param>
/// <param name="Marks">Its marks.</param>
/// <param name="Receipt">What it owes to the sender.</param>
internal readonly record struct IncomingEvent(
    string Name, EventType? Type, object? Value, Violation? Violation, EventMarks Marks, EventReceipt Receipt);
