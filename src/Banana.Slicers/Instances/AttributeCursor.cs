using Banana.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Finds the next attribute of an instance: in the order of the members, in that of the peer's shape, or by name. Its state is in
/// the frame. With a shape, the state counts the values read. With names, it holds the number of attributes read in the order of
/// the members, and the number of the attribute whose value is next, plus one. The cursor becomes the list of attributes seen
/// only when one is out of order.
/// </summary>
internal sealed partial class AttributeCursor<T>
{
    private const int NumberBits = 12;
    private const int NumberMask = (1 << NumberBits) - 1;
    private const int Unknown = NumberMask; // the number of an attribute whose value is skipped

    private readonly InstanceSlicer<T> _slicer;
    private Dictionary<byte[], int>? _numbers;
    private IReadOnlyList<Member<T>>? _keys;

    public AttributeCursor(InstanceSlicer<T> slicer)
    {
        _slicer = slicer;
        OpenType = slicer.OpenType!.Value;
    }

    public OpenType OpenType { get; }

    public string Expected => $"a {OpenType.Class}";

    public int Count => _slicer.Members.Count;

    public Member<T> this[int number] => _slicer.Members[number];

    /// <summary>Visits the members of an object that its equality uses: the marked ones, or all.</summary>
    public void Visit(T owner, Action<object?, Unslicer> visit)
    {
        IReadOnlyList<Member<T>> members = _keys ??= KeysOf(_slicer.Members);
        for (int i = 0; i < members.Count; i++)
        {
            members[i].Visit(owner, visit);
        }
    }

    /// <summary>Returns the number of the attribute whose value is next, or -1.</summary>
    public int Number(in UnsliceFrame frame)
    {
        if (frame.IsOwnShape)
        {
            return frame.State < Count ? frame.State : -1;
        }

        if (frame.Shape is { } shape)
        {
            return shape.Map is ShapeMap<T> { IsRefused: false } map && map.Owner == this && frame.State < map.Count ? map[frame.State] : -1;
        }

        int number = frame.State & NumberMask;
        return number == Unknown ? -1 : number - 1;
    }

    /// <summary>Advances to the next attribute after a value.</summary>
    public static void Next(ref UnsliceFrame frame)
    {
        if (frame.IsOwnShape || frame.Shape is not null)
        {
            frame.State++;
        }
        else
        {
            frame.State &= ~NumberMask;
        }
    }

    public Member<T> Current(in UnsliceFrame frame) => _slicer.Members[Number(frame)];

    /// <summary>
    /// Returns the unslicer that replaces the member's own for the next value, because it was sent as another type; null if there
    /// is none.
    /// </summary>
    public static Unslicer? ReaderOfChanged(in UnsliceFrame frame) =>
        !frame.IsOwnShape && frame.Shape is { Map: ShapeMap<T> map } && frame.State < map.Count ? map.ChangeAt(frame.State)?.Reader : null;

    public bool AcceptsNull(in UnsliceFrame frame)
    {
        int number = Number(frame);
        return number < 0 || this[number].IsNullable;
    }

    public void Describe(in UnsliceFrame frame, ref GraphPath path)
    {
        if (!frame.IsClosed && Number(frame) >= 0)
        {
            path.Member(Current(frame).Name.ToString());
        }
    }

    /// <summary>Whether the peer's shape equals our own, so that the values are in the order of the members.</summary>
    public bool IsOwn(ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (frame.IsOwnShape)
        {
            return true;
        }

        if (frame.Shape is { } shape && frame.State == 0 && MapOf(shape, stack).IsOwn)
        {
            stack.RecognizeShape(ref frame, _slicer.OwnShape);
            return true;
        }

        return false;
    }

    /// <summary>
    /// Moves to the next attribute, unless a value is already due, or reads the CLOSE, which is refused if a required attribute
    /// is missing.
    /// </summary>
    public UnsliceStep MoveNext(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        UnsliceStep step = IsOwn(ref frame, stack) ? MoveNextOwn(ref reader, ref frame, stack)
            : frame.Shape is { } shape ? MoveNextMapped(ref reader, ref frame, stack, MapOf(shape, stack))
            : MoveNextNamed(ref reader, ref frame, stack);
        if (step == UnsliceStep.Done && !frame.IsClosed)
        {
            stack.UseTaster(ref frame, Number(frame) < 0 ? null : Current(frame).Taster);
        }

        return step;
    }

    /// <summary>Returns the attributes that the object keeps although its class does not have them.</summary>
    public UnknownAttributes UnknownOf(in UnsliceFrame frame)
    {
        T owner = (T)frame.Target!;
        UnknownAttributes? unknown = _slicer.GetUnknown(owner);
        if (unknown is null)
        {
            unknown = new UnknownAttributes();
            _slicer.SetUnknown(owner, unknown);
        }

        return unknown;
    }

    /// <summary>Returns the number of the member with this name, or -1; <paramref name="guess"/> is tried first.</summary>
    public int Find(ReadOnlySpan<byte> name, int guess)
    {
        IReadOnlyList<Member<T>> members = _slicer.Members;
        if (guess < members.Count && name.SequenceEqual(members[guess].Name.Utf8))
        {
            return guess;
        }

        _numbers ??= ListNames(members);
        return _numbers.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out int found) ? found : -1;
    }

    private static IReadOnlyList<Member<T>> KeysOf(IReadOnlyList<Member<T>> members) =>
        members.Any(member => member.IsKey) ? [.. members.Where(member => member.IsKey)] : members;

    private static Dictionary<byte[], int> ListNames(IReadOnlyList<Member<T>> members)
    {
        Dictionary<byte[], int> numbers = new(ByteStringComparer.Instance);
        for (int i = 0; i < members.Count; i++)
        {
            numbers.Add(members[i].Name.Utf8.ToArray(), i);
            foreach (string alias in members[i].Aliases)
            {
                numbers.Add(System.Text.Encoding.UTF8.GetBytes(alias), i);
            }
        }

        return numbers;
    }

    private ShapeMap<T> MapOf(IncomingShape shape, UnslicerStack stack)
    {
        if (shape.Map is not ShapeMap<T> map || map.Owner != this || map.IsOld(stack))
        {
            stack.Owe(ShapeMap<T>.StepsFor(this, shape));
            map = new ShapeMap<T>(this, shape, stack);
            shape.Map = map;
        }

        return map;
    }

    private UnsliceStep MoveNextOwn(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack) =>
        frame.State < Count ? UnsliceStep.Done : stack.Close(ref reader, ref frame);

    private UnsliceStep MoveNextMapped(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack, ShapeMap<T> map)
    {
        if (map.Missing is { } missing)
        {
            return stack.FailFrame(ref reader, ViolationCode.MissingAttribute, "a shape without it", $"attribute '{missing.Name}'");
        }

        if (map.Duplicate is { } duplicate)
        {
            return stack.FailFrame(
                ref reader, ViolationCode.DuplicateKey, $"attribute '{duplicate.Name}' under two names", "each attribute once");
        }

        if (frame.State == map.Count)
        {
            return stack.Close(ref reader, ref frame);
        }

        if (map[frame.State] >= 0)
        {
            return UnsliceStep.Done;
        }

        if (!stack.AllowsUnknownAttributes)
        {
            return Refuse(ref reader, stack, frame.Shape!.Attributes[frame.State].ToString());
        }

        if (_slicer.KeepsUnknown)
        {
            UnknownAttributes unknown = UnknownOf(frame);
            unknown.Expect(frame.Shape!.Attributes[frame.State], frame.Shape.Types[frame.State]);
            return stack.TryAdmitElement(ref reader, ref frame, "unknown attribute", unknown.Count, UnknownAttributes.BytesPerAttribute, out UnsliceStep admitted)
                ? UnsliceStep.Done
                : admitted;
        }

        if (!stack.TrySkipValue(ref reader, out UnsliceStep step))
        {
            return step;
        }

        frame.State++;
        return MoveNextMapped(ref reader, ref frame, stack, map);
    }
}
