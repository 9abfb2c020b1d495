using System.Collections;

namespace Banana.Foolscap;

/// <summary>
/// An immutable set with members of any immutable kind, as Foolscap's <c>immutable-set</c>. Members compare as in an
/// <see cref="ObjectSet"/>. The set compares by identity, except as a key or member, where it compares by its members.
/// </summary>
public sealed class ObjectFrozenSet : IReadOnlyCollection<object?>
{
    private readonly HashSet<ObjectKey> _members;

    /// <summary>Creates a set of these members; repeated members count once.</summary>
    /// <exception cref="ArgumentException"><see cref="ObjectDictionary.CanBeKey"/> is false for a member.</exception>
    public ObjectFrozenSet(params ReadOnlySpan<object?> members)
    {
        _members = [];
        foreach (object? member in members)
        {
            ObjectDictionary.RequireHashable(member, nameof(members));
            _members.Add(new ObjectKey(member));
        }

        MembersHash = HashOf(_members);
    }

    /// <summary>Creates a set that takes ownership of its members.</summary>
    internal ObjectFrozenSet(HashSet<ObjectKey> members)
    {
        _members = members;
        MembersHash = HashOf(members);
    }

    /// <summary>The number of members.</summary>
    public int Count => _members.Count;

    internal HashSet<ObjectKey> Members => _members;

    /// <summary>A hash of the members, in whatever order.</summary>
    internal ulong MembersHash { get; }

    /// <summary>Returns whether a value is a member.</summary>
    public bool Contains(object? member) => ObjectDictionary.CanBeKey(member) && _members.Contains(new ObjectKey(member));

    /// <summary>The members, in no particular order.</summary>
    public IEnumerator<object?> GetEnumerator() => _members.Select(member => member.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool SetEquals(ObjectFrozenSet other) => _members.SetEquals(other._members);

    // Each is mixed before they are added up, so that none can make up for others.
    private static ulong HashOf(HashSet<ObjectKey> members)
    {
        ulong sum = 0;
        foreach (ObjectKey member in members)
        {
            ObjectHash hash = new();
            hash.Add(member.Hash);
            sum = unchecked(sum + hash.Value);
        }

        return sum;
    }
}
