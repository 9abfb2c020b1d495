namespace Banana;

/// <summary>Exceptions of constructors, properties and callbacks of users, which cost one object and never the stream.</summary>
internal static class UserCode
{
    /// <summary>Returns whether the object can be refused because of this exception. All others must not be caught.</summary>
    public static bool IsRecoverable(Exception thrown) => thrown is not (OutOfMemoryException or InsufficientExecutionStackException);
}
