using Banana.Wire;

namespace Banana.Slicing;

// What is kept under a hash must wait until nothing that the hash could depend on is unfinished (PROTOCOL.md ).
public sealed partial class UnslicerStack
{
    private readonly List<(Unslicer Owner, object Target, long Id, string Path)> _settling = [];
    private bool _hasLooseEnds;

    /// <summary>
    /// Whether every complete object of this top-level object is complete all the way down: no reference so far led to an object that
    /// is still being read.
    /// </summary>
    public bool IsSettled => !_hasLooseEnds;

    /// <summary>
    /// At the end of the top-level object, or of the element, <see cref="Unslicer.TrySettle"/> of the frame's unslicer is called with
    /// <paramref name="target"/>, unless the frame's object has been refused by then.
    /// </summary>
    public void WhenSettled(ref UnsliceFrame frame, object target) =>
        _settling.Add((frame.Unslicer, target, frame.Id, DescribePath(_frames.Count - 1)));

    private Violation? Settle(ref TokenReader reader)
    {
        foreach ((Unslicer owner, object target, _, string path) in _settling)
        {
            try
            {
                if (!owner.TrySettle(target, out string? found))
                {
                    return new Violation(
                        ViolationCode.DuplicateKey, path, reader.Offset, reader.Tokens, found!, "a key that is not there yet");
                }
            }
            catch (Exception thrown) when (IsUserCode(thrown))
            {
                return new Violation(
                    ViolationCode.UserCode,
                    path,
                    reader.Offset,
                    reader.Tokens,
                    Violation.Describe(thrown),
                    "keys that can be hashed",
                    thrown);
            }
        }

        return TasteWaiting(ref reader);
    }

    /// <summary>A reference led to this object: if it is still being read, so is all that refers to it.</summary>
    private void NoteUse(long id) =>
        _hasLooseEnds = _hasLooseEnds || (_frames.Count > 1 && _frames.At(DepthOf(id)).Id == id);

    private void ForgetSettling()
    {
        _settling.Clear();
        _lateTastes.Clear();
        _hasLooseEnds = false;
    }
}
