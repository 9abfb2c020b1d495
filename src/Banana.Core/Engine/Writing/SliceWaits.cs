using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>
/// The waits of an outgoing stream: the open sequences that forbid them, the awaited task, and the resources that aborted slicers are
/// still releasing. Created when first needed.
/// </summary>
/// <param name="frames">The open sequences.</param>
internal sealed class SliceWaits(SegmentedStack<SliceFrame> frames)
{
    private const ulong None = ulong.MaxValue;

    private readonly List<Task> _abandoned = [];
    private Task? _awaited;
    private ulong _allowedBelow; // frames with smaller numbers are known to allow waiting
    private ulong _forbiddenBy = None; // the number of a frame that forbids waiting

    /// <summary>
    /// Returns whether all open sequences allow waiting inside them. Only frames pushed since the last call are asked: numbers are never
    /// reused, so that a frame with a smaller number existed at that time.
    /// </summary>
    /// <param name="opens">The number of OPENs in the stream.</param>
    public bool IsAllowed(ulong opens)
    {
        if (_forbiddenBy != None && frames.Count > 0 && frames.At(SliceFrame.Find(frames, _forbiddenBy)).Number == _forbiddenBy)
        {
            return false;
        }

        _forbiddenBy = None;
        for (int i = frames.Count - 1; i >= 0; i--)
        {
            ref SliceFrame frame = ref frames.At(i);
            if (frame.Number < _allowedBelow)
            {
                break;
            }

            if (!frame.Slicer.AllowsWaiting)
            {
                _forbiddenBy = frame.Number;
                return false;
            }
        }

        _allowedBelow = opens;
        return true;
    }

    /// <summary>Sets the awaited task.</summary>
    public void Await(Task task) => _awaited = WhenEnded(task);

    /// <summary>Returns and removes the awaited task; null if there is none.</summary>
    public Task? Take()
    {
        Task? awaited = _awaited;
        _awaited = null;
        return awaited;
    }

    /// <summary>Adds a task by which an aborted slicer releases its resources.</summary>
    public void Abandon(Task released) => _abandoned.Add(WhenEnded(released));

    /// <summary>Returns a task for all resources that are still being released, and removes them.</summary>
    public Task TakeAbandoned()
    {
        Task abandoned = _abandoned.Count == 0 ? Task.CompletedTask : Task.WhenAll(_abandoned);
        _abandoned.Clear();
        return abandoned;
    }

    /// <summary>Removes the tasks of the last object, which were not taken.</summary>
    public void ForgetAbandoned() => _abandoned.Clear();

    /// <summary>Starts a new stream, whose numbers start at 0.</summary>
    public void Restart()
    {
        _allowedBelow = 0;
        _forbiddenBy = None;
    }

    /// <summary>Returns a task that ends with <paramref name="task"/> and never fails; the slicer handles its failure.</summary>
    private static Task WhenEnded(Task task) => task.ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
