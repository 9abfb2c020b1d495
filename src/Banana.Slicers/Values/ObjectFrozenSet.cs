using System.Collections;

namespace Banana;

/// <summary>
/// An immutable set with members of any immutable kind: what <c>immutable-set</c> means to Foolscap. Members compare as in an
/// <see cref="ObjectSet"/>. Compares by identity; as a key or member, by its members.
/// </summary>
public sealed class ObjectFrozenSet : IReadOnlyCollection<object?>
{
    private readonly HashSet<ObjectKey> _members = [];

    /// <summary>Takes the members; one that comes again is the same member.</summary>
    /// <exception cref="ArgumentException"><see cref="ObjectDictionary.CanBeKey"/> says no to one of them.</exception>
    public ObjectFrozenSet(params ReadOnlySpan<object?> members)
    {
        foreach (object? member in members)
        {
            ObjectDictionary.RequireHashable(member, nameof(members));
            _members.Add(new ObjectKey(member));
        }
    }

    /// <summary>How many members there are.</summary>
    public int Count => _members.Count;

    /// <summary>A hash of the members, in whatever order.</summary>
    internal int MembersHash
    {
        get
        {
            int hash = 0;
            foreach (ObjectKey member in _members)
            {
                hash ^= member.GetHashCode();
            }

            return hash;
        }
    }

    /// <summary>Whether a value is a member.</summary>
    public bool Contains(object? member) => ObjectDictionary.CanBeKey(member) && _members.Contains(new ObjectKey(member));

    /// <summary>The members; the order means nothing.</summary>
    public IEnumerator<object?> GetEnumerator() => _members.Select(member => member.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool SetEquals(ObjectFrozenSet other) => _members.SetEquals(other._members);
}
