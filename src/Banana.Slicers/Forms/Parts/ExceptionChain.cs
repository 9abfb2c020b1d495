namespace Banana.Slicing;

/// <summary>
/// The limit on the length of a chain of inner exceptions, because the framework formats the chain recursively, with quadratic
/// size (PROTOCOL.md [T-29]).
/// </summary>
internal static class ExceptionChain
{
    public const int Longest = 100;

    /// <summary>Whether the chain of an inner exception is too long.</summary>
    public static bool IsTooLong(Exception? cause)
    {
        int count = 0;
        for (; cause is not null && count <= Longest; cause = cause.InnerException)
        {
            count++;
        }

        return count > Longest;
    }
}
