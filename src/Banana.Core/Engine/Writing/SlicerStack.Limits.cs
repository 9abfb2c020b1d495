using System.Runtime.CompilerServices;
using System.Text;
using Banana.Wire;

namespace Banana.Slicing;

// A value that is too large is refused where it stands; what adds up is counted by OutgoingTotals (PROTOCOL.md [S-3]).
public sealed partial class SlicerStack
{
    private const int ShortText = 128; // shorter ones are not checked one by one, if the limit is no less

    /// <summary>The limits that are heeded: those of the writer's own policy, taken to be the reader's.</summary>
    public WireLimits Limits => _limits;

    /// <summary>The most elements a collection may have, <see cref="WireLimits.MaxCollectionItems"/>.</summary>
    public int MaxItems => _limits.MaxCollectionItems;

    /// <summary>
    /// The number of bytes, 1 to 1,048,576, after which a driver that does not flush should let the stack check the limits: the budget to give
    /// to its <see cref="TokenWriter"/>. Where <see cref="WireLimits.MaxTokens"/> is large, each byte that is written before the first check
    /// counts as a token.
    /// </summary>
    public long BytesBetweenLooks => _totals.BytesBetweenLooks;

    /// <summary>
    /// Counts memory that reading a value will take against <see cref="WireLimits.MaxManagedBytes"/>. Sequences and texts are counted
    /// without this.
    /// </summary>
    /// <param name="bytes">How many bytes, at least; not negative.</param>
    public void Charge(long bytes) => _totals.Charge(bytes);

    /// <summary>Whether the object is still within the limits; if not, the failure is recorded.</summary>
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

    /// <summary>The object has been written: checks the totals for the last time.</summary>
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

    /// <summary>A body that is about to be written by a method that cannot refuse it: the object is refused at the next look.</summary>
    private void NoteExcess(ViolationCode code, string found, string most)
    {
        if (_totals.TrySpend())
        {
            FailLimit(code, found, most);
        }
    }

    /// <summary>The length of a text in UTF-8 bytes if that passes the limit; otherwise 0.</summary>
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
