using Banana.Slicing;

namespace Banana;

// One idle stack of either kind is kept per thread: setting one up costs more than a small graph. One that has refused something, or was left
// by an exception, is not kept: nothing that went wrong in one document can reach the next.
public static partial class BananaSerializer
{
    [ThreadStatic]
    private static SlicerStack? s_idleSlicing;

    [ThreadStatic]
    private static UnslicerStack? s_idleUnslicing;

    private static SlicerStack Rent(SlicerStackOptions options)
    {
        SlicerStack? idle = s_idleSlicing;
        s_idleSlicing = null; // until it is given back: a getter or callback may serialize, too
        return idle is not null && ReferenceEquals(idle.Options, options) ? idle : new SlicerStack(options);
    }

    private static void Return(SlicerStack stack)
    {
        stack.Restart();
        s_idleSlicing = stack;
    }

    private static UnslicerStack Rent(UnslicerStackOptions options)
    {
        UnslicerStack? idle = s_idleUnslicing;
        s_idleUnslicing = null;
        return idle is not null && ReferenceEquals(idle.Options, options) ? idle : new UnslicerStack(options);
    }

    private static void Return(UnslicerStack stack)
    {
        stack.Restart();
        s_idleUnslicing = stack;
    }
}
