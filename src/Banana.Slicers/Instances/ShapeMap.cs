using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Which members the values of a peer's shape are. Made once per shape and stream, and again if a type that was not known may be by now.</summary>
internal sealed class ShapeMap<T>
{
    private readonly int[] _members;
    private readonly int _version; // of the registry
    private bool _lacksReader; // for a type that was not known
    private MemberChange?[]? _changes; // by the position; null if no type is another

    public ShapeMap(Attributes<T> owner, IncomingShape shape, UnslicerStack stack)
    {
        Owner = owner;
        _version = VersionOf(stack); // before the types are asked for: what is added meanwhile is looked at again
        bool[] seen = new bool[owner.Count];
        _members = new int[shape.Attributes.Count];
        IsOwn = _members.Length == owner.Count;
        for (int i = 0; i < _members.Length; i++)
        {
            int member = owner.Find(shape.Attributes[i].Utf8, i);
            _members[i] = member;
            IsOwn &= member == i;
            if (member >= 0)
            {
                Duplicate = seen[member] ? owner[member] : Duplicate;
                seen[member] = true;
                FindChange(i, owner[member].FindChange(shape.Types[i], stack));
            }
        }

        int missing = 0;
        while (missing < seen.Length && (seen[missing] || !owner[missing].IsMissed(stack.RespectsNullability)))
        {
            missing++;
        }

        Missing = missing < seen.Length ? owner[missing] : null;
    }

    private void FindChange(int position, MemberChange? change)
    {
        if (change is not null)
        {
            _changes ??= new MemberChange[_members.Length];
            _changes[position] = change;
            _lacksReader |= change.IsRefused;
            IsOwn = false;
        }
    }

    /// <summary>What it takes to make one, in steps of about a nanosecond.</summary>
    public static long StepsFor(Attributes<T> owner, IncomingShape shape) =>
        200 + (60L * shape.Attributes.Count) + (5L * owner.Count) + (20L * shape.Types.Sum(type => type.Utf8.Length));

    /// <summary>Whether a type that was not known when it was made may be by now.</summary>
    public bool IsOld(UnslicerStack stack) => _lacksReader && _version != VersionOf(stack);

    private static int VersionOf(UnslicerStack stack) => (stack.Unslicers as SliceableTypeRegistry)?.Version ?? 0;

    /// <summary>For whom it was made.</summary>
    public Attributes<T> Owner { get; }

    /// <summary>Whether the values are all members in their own order.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>A required member that the shape does not have; null if there is none.</summary>
    public Member<T>? Missing { get; }

    /// <summary>A member that the shape has under two names; null if there is none.</summary>
    public Member<T>? Duplicate { get; }

    /// <summary>Whether no instance of the shape can be taken.</summary>
    public bool IsRefused => Missing is not null || Duplicate is not null;

    /// <summary>How many values there are.</summary>
    public int Count => _members.Length;

    /// <summary>The number of the member that a value is; -1 if there is none.</summary>
    public int this[int position] => _members[position];

    /// <summary>What is to be done with the value because its type is not the member's; null if nothing is.</summary>
    public MemberChange? ChangeAt(int position) => _changes?[position];
}
