namespace Banana.Slicing;

/// <summary>
/// How many causes an exception may have one behind the other: its text holds all of them once for each, and is put together by recursion
/// (PROTOCOL.md [T-29]).
/// </summary>
internal static class ExceptionChain
{
    public const int Longest = 100;

    /// <summary>Whether an exception cannot be the cause of another one.</summary>
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
