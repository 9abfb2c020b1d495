namespace Banana;

/// <summary>What constructors, properties and callbacks of users may throw: that costs one object, and never the stream.</summary>
internal static class UserCode
{
    /// <summary>Whether the object can be refused because of this exception; if not, the process is in trouble, and nobody may catch it.</summary>
    public static bool IsRecoverable(Exception thrown) => thrown is not (OutOfMemoryException or InsufficientExecutionStackException);
}
