using System.Runtime.CompilerServices;
using System.Text;
using Banana.Wire;

namespace Banana.Slicing;

// Values beyond a limit are refused at their position; totals are counted by OutgoingTotals (PROTOCOL.md [S-3]).
public sealed partial class SlicerStack
{
    private const int ShortText = 128; // shorter text is not checked if the limit is at least this

    /// <summary>The limits in force: those of the writer's own policy, assumed to be the reader's.</summary>
    public WireLimits Limits => _limits;

    /// <summary>The largest number of elements of a collection, <see cref="WireLimits.MaxCollectionItems"/>.</summary>
    public int MaxItems => _limits.MaxCollectionItems;

    /// <summary>
    /// The budget for the <see cref="TokenWriter"/> of a caller that does not flush, after which the stack checks the limits: 1 to
    /// 1,048,576 bytes. If <see cref="WireLimits.MaxTokens"/> is large, each byte that is written before the first check counts as a
    /// token.
    /// </summary>
    public long BytesBetweenLooks => _totals.BytesBetweenLooks;

    /// <summary>
    /// Charges the memory that reading a value will take to <see cref="WireLimits.MaxManagedBytes"/>. Sequences and texts are charged by
    /// the stack.
    /// </summary>
    /// <param name="bytes">The least number of bytes; not negative.</param>
    public void Charge(long bytes) => _totals.Charge(bytes);

    /// <summary>Returns whether the object is within the limits; if not, records the failure.</summary>
    private bool IsWithinLimits(ref TokenWriter writer) => _totals.IsFree(ref writer) || IsWithinLimitsSlow(ref writer);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsWithinLimitsSlow(ref TokenWriter writer)
    {
        if (_totals.TryFindExcess(ref writer, _opens, out Refusal excess))
        {
            FailLimit(excess.Code, excess.Found, excess.Expected);
        }

        return !_totals.IsSpent;
    }

    /// <summary>Checks the totals of an object that has been written.</summary>
    private void EndTotals(ref TokenWriter writer)
    {
        if (!_totals.IsFreeToEnd(ref writer))
        {
            EndTotalsSlow(ref writer);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void EndTotalsSlow(ref TokenWriter writer)
    {
        bool isWithin = IsWithinLimits(ref writer);
        _totals.Stop(ref writer);
        if (!isWithin)
        {
            Unwind(ref writer);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteNameExcessSlow(int length) =>
        NoteExcess(ViolationCode.InvalidOpenType, $"a name of {length} bytes", $"at most {_limits.MaxIndexTokenBytes} bytes (MaxIndexTokenBytes)");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NoteBodyExcessSlow(int length) =>
        NoteExcess(ViolationCode.StringTooLong, $"STRING of {length} bytes", $"at most {_limits.MaxStringBytes} bytes (MaxStringBytes)");

    /// <summary>Records a body beyond a limit in a method that cannot refuse it: the object is refused at the next check.</summary>
    private void NoteExcess(ViolationCode code, string found, string most)
    {
        if (_totals.TrySpend())
        {
            FailLimit(code, found, most);
        }
    }

    /// <summary>Returns the length of a text in UTF-8 bytes if it exceeds the limit; otherwise 0.</summary>
    private int FindTextExcess(string text)
    {
        if (3L * text.Length <= _limits.MaxStringBytes)
        {
            return 0;
        }

        int length = Encoding.UTF8.GetByteCount(text);
        return length > _limits.MaxStringBytes ? length : 0;
    }
}
