using Banana.Slicing;

namespace Banana;

// One idle stack of either kind is kept per thread: setting one up costs more than a small graph.
public static partial class BananaSerializer
{
    [ThreadStatic]
    private static (SlicerStackOptions Options, SlicerStack Stack)? s_idleSlicing;

    [ThreadStatic]
    private static (UnslicerStackOptions Options, UnslicerStack Stack)? s_idleUnslicing;

    private static SlicerStack Rent(SlicerStackOptions options)
    {
        (SlicerStackOptions Options, SlicerStack Stack)? idle = s_idleSlicing;
        s_idleSlicing = null;
        return idle is not null && ReferenceEquals(idle.Value.Options, options) ? idle.Value.Stack : new SlicerStack(options);
    }

    private static void Return(SlicerStackOptions options, SlicerStack stack)
    {
        stack.Restart();
        s_idleSlicing = (options, stack);
    }

    private static UnslicerStack Rent(UnslicerStackOptions options)
    {
        (UnslicerStackOptions Options, UnslicerStack Stack)? idle = s_idleUnslicing;
        s_idleUnslicing = null;
        return idle is not null && ReferenceEquals(idle.Value.Options, options) ? idle.Value.Stack : new UnslicerStack(options);
    }

    private static void Return(UnslicerStackOptions options, UnslicerStack stack)
    {
        stack.Restart();
        s_idleUnslicing = (options, stack);
    }
}
