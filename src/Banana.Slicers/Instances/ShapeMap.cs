using Banana.Wire;

namespace Banana.Slicing;

/// <summary>Which members the values of a peer's shape are. Made once per shape and stream.</summary>
internal sealed class ShapeMap<T>
{
    private readonly int[] _members;

    public ShapeMap(Attributes<T> owner, IncomingShape shape)
    {
        Owner = owner;
        HashSet<int> seen = [];
        _members = new int[shape.Attributes.Count];
        for (int i = 0; i < _members.Length; i++)
        {
            _members[i] = owner.Find(shape.Attributes[i].Utf8, i);
            if (_members[i] >= 0 && !seen.Add(_members[i]))
            {
                Duplicate = owner[_members[i]];
            }
        }

        IsOwn = _members.Length == owner.Count && _members.AsSpan().SequenceEqual([.. Enumerable.Range(0, owner.Count)]);
        Missing = Enumerable.Range(0, owner.Count).Where(number => owner[number].IsRequired && !seen.Contains(number)).Select(number => owner[number]).FirstOrDefault();
    }

    /// <summary>For whom it was made.</summary>
    public Attributes<T> Owner { get; }

    /// <summary>Whether the values are all members in their own order.</summary>
    public bool IsOwn { get; }

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
}
