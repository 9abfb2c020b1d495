using System.Collections;

namespace Banana.Foolscap;

/// <summary>
/// An immutable set with members of any immutable kind: what <c>immutable-set</c> means to Foolscap. Members compare as in an
/// <see cref="ObjectSet"/>. Compares by identity; as a key or member, by its members.
/// </summary>
public sealed class ObjectFrozenSet : IReadOnlyCollection<object?>
{
    private readonly HashSet<ObjectKey> _members;

    /// <summary>Takes the members; one that comes again is the same member.</summary>
    /// <exception cref="ArgumentException"><see cref="ObjectDictionary.CanBeKey"/> says no to one of them.</exception>
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

    /// <summary>Takes over a set that nobody else has.</summary>
    internal ObjectFrozenSet(HashSet<ObjectKey> members)
    {
        _members = members;
        MembersHash = HashOf(members);
    }

    /// <summary>How many members there are.</summary>
    public int Count => _members.Count;

    internal HashSet<ObjectKey> Members => _members;

    /// <summary>A hash of the members, in whatever order.</summary>
    internal ulong MembersHash { get; }

    /// <summary>Whether a value is a member.</summary>
    public bool Contains(object? member) => ObjectDictionary.CanBeKey(member) && _members.Contains(new ObjectKey(member));

    /// <summary>The members; the order means nothing.</summary>
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
