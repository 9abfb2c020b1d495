using System.Collections;

namespace Banana.Foolscap;

/// <summary>
/// A set with members of any immutable kind, including null, as Foolscap's <c>set</c>. 1, 1.0 and true are the same member; text,
/// byte arrays, tuples and frozen sets compare by content. Not thread-safe.
/// </summary>
public sealed class ObjectSet : IReadOnlyCollection<object?>
{
    private readonly HashSet<ObjectKey> _members = [];

    /// <summary>The number of members.</summary>
    public int Count => _members.Count;

    /// <summary>Adds a member; false if it already exists.</summary>
    /// <exception cref="ArgumentException"><see cref="ObjectDictionary.CanBeKey"/> is false for the member.</exception>
    public bool Add(object? member)
    {
        ObjectDictionary.RequireHashable(member, nameof(member));
        return _members.Add(new ObjectKey(member));
    }

    /// <summary>Removes a member; false if it does not exist.</summary>
    public bool Remove(object? member) => ObjectDictionary.CanBeKey(member) && _members.Remove(new ObjectKey(member));

    /// <summary>Returns whether a value is a member.</summary>
    public bool Contains(object? member) => ObjectDictionary.CanBeKey(member) && _members.Contains(new ObjectKey(member));

    /// <summary>The members, in no particular order.</summary>
    public IEnumerator<object?> GetEnumerator() => _members.Select(member => member.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The members, which must not be changed.</summary>
    internal HashSet<ObjectKey> Members => _members;

    /// <summary>Adds a member that is known to be hashable; false if it already exists.</summary>
    internal bool TryAddHashable(object? member) => _members.Add(new ObjectKey(member));
}
