using Banana.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Finds out which attribute of an instance comes next. All it must remember is in the frame: the state holds how many attributes
/// came in the members' own order, then the number of the one whose value comes next, plus one. Only when one comes out of order
/// does the cursor become the list of those that have been seen.
/// </summary>
internal sealed class Attributes<T>
    where T : class
{
    private const int NumberBits = 12;

    private readonly InstanceSlicer<T> _slicer;
    private Dictionary<byte[], int>? _numbers;

    public Attributes(InstanceSlicer<T> slicer)
    {
        _slicer = slicer;
        OpenType = slicer.OpenType!.Value;
    }

    public OpenType OpenType { get; }

    public string Expected => $"a {OpenType.Class}";

    public Member<T> this[int number] => _slicer.Members[number];

    /// <summary>The number of the attribute whose value comes next, or -1.</summary>
    public static int Number(in UnsliceFrame frame) => (frame.State & ((1 << NumberBits) - 1)) - 1;

    /// <summary>The value has come: a name is next.</summary>
    public static void Next(ref UnsliceFrame frame) => frame.State &= ~((1 << NumberBits) - 1);

    public Member<T> Current(in UnsliceFrame frame) => _slicer.Members[Number(frame)];

    public void Describe(in UnsliceFrame frame, ref GraphPath path)
    {
        if (Number(frame) >= 0)
        {
            path.Member(Current(frame).Name.ToString());
        }
    }

    /// <summary>
    /// Reads the next name, unless a value is due already, or the CLOSE, which is refused if a required attribute has not come.
    /// </summary>
    public UnsliceStep ReadName(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (Number(frame) >= 0)
        {
            return UnsliceStep.Done;
        }

        if (stack.TryClose(ref reader, ref frame))
        {
            return FindMissing(frame) is not { } missing
                ? UnsliceStep.Done
                : stack.FailFrame(ref reader, ViolationCode.MissingAttribute, "CLOSE", $"attribute '{missing.Name}'");
        }

        UnsliceStep step = stack.ReadName(ref reader, "an attribute name", out ReadOnlySpan<byte> name);
        if (step != UnsliceStep.Done)
        {
            return step;
        }

        int number = Find(name, InOrder(frame));
        if (number < 0)
        {
            string text = TokenReader.TryDecode(name, out string decoded) ? decoded : Convert.ToHexStringLower(name);
            return stack.FailFrame(ref reader, ViolationCode.UnknownAttribute, $"attribute '{Shorten(text)}'", "one the class has");
        }

        if (!TryMark(ref frame, number))
        {
            return stack.FailFrame(
                ref reader, ViolationCode.DuplicateKey, $"attribute '{this[number].Name}' again", "each attribute once");
        }

        frame.State = (InOrder(frame) << NumberBits) | (number + 1);
        stack.UseTaster(ref frame, this[number].Taster);
        return UnsliceStep.Done;
    }

    private static int InOrder(in UnsliceFrame frame) => frame.State >> NumberBits;

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");

    private int Find(ReadOnlySpan<byte> name, int guess)
    {
        IReadOnlyList<Member<T>> members = _slicer.Members;
        if (guess < members.Count && name.SequenceEqual(members[guess].Name.Utf8))
        {
            return guess;
        }

        _numbers ??= new(
            members.Select((member, number) => KeyValuePair.Create(member.Name.Utf8.ToArray(), number)), ByteStringComparer.Instance);
        return _numbers.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out int found) ? found : -1;
    }

    /// <summary>Marks an attribute as seen; false if it has been seen before.</summary>
    private bool TryMark(ref UnsliceFrame frame, int number)
    {
        int inOrder = InOrder(frame);
        if (frame.Cursor is null && number == inOrder)
        {
            frame.State = (inOrder + 1) << NumberBits;
            return true;
        }

        bool[] seen = (bool[])(frame.Cursor ??= new bool[_slicer.Members.Count]);
        if (number < inOrder || seen[number])
        {
            return false;
        }

        seen[number] = true;
        return true;
    }

    private Member<T>? FindMissing(in UnsliceFrame frame)
    {
        bool[]? seen = frame.Cursor as bool[];
        for (int number = InOrder(frame); number < _slicer.Members.Count; number++)
        {
            if (_slicer.Members[number].IsRequired && seen?[number] != true)
            {
                return _slicer.Members[number];
            }
        }

        return null;
    }
}
