using Banana.Wire;

namespace Banana.Slicing;

// A slicer failed: ABORT and CLOSE for its sequence, then the parent decides to go on or to give up as well (PROTOCOL.md [S-7]).
public sealed partial class SlicerStack
{
    private (ViolationCode Code, string Path, string Found, string Expected, Exception? Thrown) _failure;
    private bool _topFailed;

    /// <summary>
    /// Records that the value at the current position cannot be written. Nothing of it may have been written yet. The slicer
    /// returns what this returns.
    /// </summary>
    /// <param name="code">The reason.</param>
    /// <param name="found">What cannot be written, as a lower-case noun phrase.</param>
    /// <param name="expected">What could be, as a lower-case noun phrase.</param>
    public SliceStep Fail(ViolationCode code, string found, string expected)
    {
        _failure = (code, DescribePath(_frames.Count), found, expected, null);
        _topFailed = false;
        return SliceStep.Failed;
    }

    private SliceStep FailFrame(Exception thrown)
    {
        string found = Violation.Describe(thrown);
        _failure = (ViolationCode.UserCode, DescribePath(_frames.Count), found, "a value", thrown);
        _topFailed = true;
        return SliceStep.Failed;
    }

    // This stack throws its violations outside of what is caught by this: one that is caught here is of another stack, which was used inside of this one.
    private static bool IsUserCode(Exception thrown) => thrown is not (OutOfMemoryException or InsufficientExecutionStackException);

    /// <summary>Aborts frames from the top until one absorbs the failure.</summary>
    /// <exception cref="ViolationException">None did.</exception>
    private void Unwind(ref TokenWriter writer)
    {
        Violation violation = new(
            _failure.Code, _failure.Path, writer.BytesWritten, (long)_opens, _failure.Found, _failure.Expected, _failure.Thrown);
        _failure = default;
        bool failed = _topFailed;
        while (_frames.Count > 0)
        {
            ref SliceFrame top = ref _frames.Top;
            if (!failed && !_isSpent && TryAbsorb(ref top, violation))
            {
                return;
            }

            failed = false;
            AbortTop(ref writer);
        }

        StopSpending(ref writer);
        EndMessage();

        throw new ViolationException(violation);
    }

    /// <summary>Asks the frame's slicer; one that throws gives up as well.</summary>
    private static bool TryAbsorb(ref SliceFrame frame, Violation violation)
    {
        try
        {
            return frame.Slicer.TryAbsorb(ref frame, violation);
        }
        catch (Exception thrown) when (IsUserCode(thrown))
        {
            return false; // what is reported is why it was asked
        }
    }

    private string DescribePath(int depth)
    {
        GraphPath path = new();
        for (int i = 0; i < depth; i = path.SkipMiddle(i + 1, depth))
        {
            ref SliceFrame frame = ref _frames.At(i);
            try
            {
                frame.Slicer.DescribePosition(in frame, ref path);
            }
            catch (Exception thrown) when (IsUserCode(thrown))
            {
                path.Member("?");
            }
        }

        return path.ToString();
    }
}
