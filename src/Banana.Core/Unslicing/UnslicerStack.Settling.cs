using System.Runtime.CompilerServices;
using Banana.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

// What is kept under a hash must wait until nothing that the hash could depend on is unfinished (PROTOCOL.md ).
public sealed partial class UnslicerStack
{
    private readonly List<(Unslicer Owner, object Target, long Id, string Path)> _settling = [];
    private readonly Queue<int> _settlingAgain = [];
    private bool _hasLooseEnds;

    /// <summary>
    /// Whether every complete object of this top-level object is complete all the way down: no reference so far led to an object that
    /// is still being read.
    /// </summary>
    internal bool IsSettled => !_hasLooseEnds;

    /// <summary>
    /// At the end of the top-level object, or of the element, <see cref="Unslicer.TrySettle"/> of the frame's unslicer is called with
    /// <paramref name="target"/>, unless the frame's object has been refused by then. First objects are built that could not be before,
    /// in the order of their CLOSEs, then the rest.
    /// </summary>
    /// <returns>A ticket for <see cref="SettleAgain"/>.</returns>
    internal int WhenSettled(ref UnsliceFrame frame, object target)
    {
        string path = DescribePath(_frames.Count - 1);
        ChargeNote(path);
        _settling.Add((frame.Unslicer, target, frame.Id, path));
        return _settling.Count - 1;
    }

    /// <summary>What was not ready when its turn came is now: it has another.</summary>
    internal void SettleAgain(int ticket) => _settlingAgain.Enqueue(ticket);

    /// <summary>The graph has been read: builds and hashes what had to wait. Why it cannot be handed on, or null.</summary>
    private Violation? EndGraph(ref TokenReader reader)
    {
        _pending = null;
        return _unresolved.Count == 0 && _settling.Count == 0 && _lateTastes.Count == 0 && _workCredit >= 0 ? null : EndGraphSlow(ref reader);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Violation? EndGraphSlow(ref TokenReader reader)
    {
        return FindDebt(ref reader)
            ?? FindOverdraft(ref reader)
            ?? Settle(ref reader, isBuilding: true)
            ?? FindUnresolved(ref reader)
            ?? Settle(ref reader, isBuilding: false)
            ?? TasteWaiting(ref reader);
    }

    private Violation? Settle(ref TokenReader reader, bool isBuilding)
    {
        Violation? refused = null;
        for (int i = 0; i < _settling.Count && refused is null; i++)
        {
            if (_settling[i].Owner.References == ReferenceKind.AtClose != isBuilding)
            {
                continue;
            }

            refused = SettleOne(ref reader, i);
            while (refused is null && _settlingAgain.TryDequeue(out int again))
            {
                refused = SettleOne(ref reader, again);
            }
        }

        return refused;
    }

    private Violation? SettleOne(ref TokenReader reader, int ticket)
    {
        (Unslicer owner, object target, _, string path) = _settling[ticket];
        try
        {
            return owner.TrySettle(target, this, out KeyFault? fault)
                ? TakeBroken(ref reader)
                : new Violation(fault.Code, path, reader.Offset, reader.Tokens, fault.Found, fault.Expected);
        }
        catch (Exception thrown) when (IsUserCode(thrown))
        {
            return Refusal.Of(thrown, "keys that can be hashed").At(path, reader.Offset, reader.Tokens);
        }
    }

    /// <summary>A reference led to this object: if it is still being read, so is all that refers to it.</summary>
    private void NoteUse(long id) =>
        _hasLooseEnds = _hasLooseEnds || (_frames.Count > 1 && _frames.At(DepthOf(id)).Id == id);

    private void ForgetSettling()
    {
        Kept.Clear(_settling);
        _settlingAgain.Clear();
        if (_settlingAgain.Capacity > Kept.Items)
        {
            _settlingAgain.TrimExcess();
        }

        Kept.Clear(_lateTastes);
        _hasLooseEnds = false;
    }
}
