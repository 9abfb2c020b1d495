using Banana.Buffers;

namespace Banana.Slicing;

/// <summary>
/// Waiting on one outgoing stream: who forbids it, what is awaited, and what aborted slicers are still releasing. Made when somebody waits or is
/// waited for.
/// </summary>
/// <param name="frames">The open sequences.</param>
internal sealed class SliceWaits(SegmentedStack<SliceFrame> frames)
{
    private const ulong Nobody = ulong.MaxValue;

    private readonly List<Task> _abandoned = [];
    private Task? _awaited;
    private ulong _allowedBelow; // frames with smaller numbers have been asked, and allow waiting
    private ulong _forbiddenBy = Nobody; // the number of a frame that does not

    /// <summary>
    /// Whether all open sequences allow what is inside to be awaited. Asks the frames that came since the last time: a number is given once, so
    /// whoever has a smaller one now was there then.
    /// </summary>
    /// <param name="opens">OPENs that the stream has now.</param>
    public bool IsAllowed(ulong opens)
    {
        if (_forbiddenBy != Nobody && frames.Count > 0 && frames.At(SliceFrame.Find(frames, _forbiddenBy)).Number == _forbiddenBy)
        {
            return false;
        }

        _forbiddenBy = Nobody;
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

    /// <summary>The next step is <see cref="SliceStep.Wait"/>.</summary>
    public void Await(Task task) => _awaited = WhenEnded(task);

    /// <summary>What is awaited, once; null if nothing is.</summary>
    public Task? Take()
    {
        Task? awaited = _awaited;
        _awaited = null;
        return awaited;
    }

    /// <summary>An aborted slicer is still releasing something.</summary>
    public void Abandon(Task released) => _abandoned.Add(WhenEnded(released));

    /// <summary>All that is still being released, once.</summary>
    public Task TakeAbandoned()
    {
        Task abandoned = _abandoned.Count == 0 ? Task.CompletedTask : Task.WhenAll(_abandoned);
        _abandoned.Clear();
        return abandoned;
    }

    /// <summary>Another object begins: nobody has asked for what the last one was releasing.</summary>
    public void ForgetAbandoned() => _abandoned.Clear();

    /// <summary>A new stream begins: its numbers start from 0.</summary>
    public void Restart()
    {
        _allowedBelow = 0;
        _forbiddenBy = Nobody;
    }

    /// <summary>A task that never fails: the failure is the slicer's to look at.</summary>
    private static Task WhenEnded(Task task) => task.ContinueWith(
        static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
