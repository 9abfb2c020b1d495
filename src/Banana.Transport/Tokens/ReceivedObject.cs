namespace Banana.Transport;

/// <summary>A top-level object of a <see cref="TokenConnection"/>, or why it was refused.</summary>
/// <typeparam name="T">The declared type of the objects.</typeparam>
/// <param name="Value">The object; the default if it was refused.</param>
/// <param name="Violation">Why it was refused; null if it was not.</param>
public sealed record ReceivedObject<T>(T? Value, Violation? Violation);
