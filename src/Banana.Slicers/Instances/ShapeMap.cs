using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Maps the values of a peer's shape to members. Created once per shape and stream, and again when an unknown type may have
/// become known.
/// </summary>
internal sealed class ShapeMap<T>
{
    private readonly int[] _members;
    private readonly int _version; // of the registry
    private bool _lacksReader; // for a type that was not known
    private MemberChange?[]? _changes; // by position; null if no type differs

    public ShapeMap(AttributeCursor<T> owner, IncomingShape shape, UnslicerStack stack)
    {
        Owner = owner;
        _version = VersionOf(stack); // before types are resolved, so that types added meanwhile are checked again
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

    /// <summary>Returns the work of creating a map, in steps of about a nanosecond.</summary>
    public static long StepsFor(AttributeCursor<T> owner, IncomingShape shape) =>
        200 + (60L * shape.Attributes.Count) + (5L * owner.Count) + (20L * shape.Types.Sum(type => type.Utf8.Length));

    /// <summary>Whether a type that was unknown at creation may be known now.</summary>
    public bool IsOld(UnslicerStack stack) => _lacksReader && _version != VersionOf(stack);

    private static int VersionOf(UnslicerStack stack) => (stack.Unslicers as SliceableTypeRegistry)?.Version ?? 0;

    /// <summary>The owner of the map.</summary>
    public AttributeCursor<T> Owner { get; }

    /// <summary>Whether the values are exactly the members in their own order.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>A required member that the shape does not have; null if there is none.</summary>
    public Member<T>? Missing { get; }

    /// <summary>A member that the shape has under two names; null if there is none.</summary>
    public Member<T>? Duplicate { get; }

    /// <summary>Whether all instances of the shape are refused.</summary>
    public bool IsRefused => Missing is not null || Duplicate is not null;

    /// <summary>The number of values.</summary>
    public int Count => _members.Length;

    /// <summary>The number of the member for a value; -1 if there is none.</summary>
    public int this[int position] => _members[position];

    /// <summary>Returns the treatment of a value whose type is not that of the member; null if there is no change.</summary>
    public MemberChange? ChangeAt(int position) => _changes?[position];
}
