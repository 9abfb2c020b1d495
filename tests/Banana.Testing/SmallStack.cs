using System.Runtime.ExceptionServices;

namespace Banana.Testing;

/// <summary>Runs code on a thread with a small stack, so that recursion would show.</summary>
public static class SmallStack
{
    public const int Bytes = 256 * 1024;

    public static T Run<T>(Func<T> code)
    {
        T result = default!;
        ExceptionDispatchInfo? fault = null;
        Thread thread = new(() =>
        {
            try
            {
                result = code();
            }
            catch (Exception thrown)
            {
                fault = ExceptionDispatchInfo.Capture(thrown);
            }
        }, Bytes);
        thread.Start();
        thread.Join();
        fault?.Throw();
        return result;
    }
}
