namespace Banana.Transport;

/// <summary>A top-level object received by a <see cref="TokenConnection"/>, or the violation for which it was refused.</summary>
/// <typeparam name="T">The declared type of the objects.</typeparam>
/// <param name="Value">The object; the default value if it was refused.</param>
/// <param name="Violation">The reason for refusing it; null if it was not refused.</param>
public sealed record ReceivedObject<T>(T? Value, Violation? Violation);
