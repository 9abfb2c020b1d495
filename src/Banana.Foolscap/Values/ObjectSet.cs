using System.Collections;

namespace Banana.Foolscap;

/// <summary>
/// A set with members of any immutable kind, null among them: what <c>set</c> means to Foolscap. 1, 1.0 and true are one member; text, byte
/// arrays, tuples and frozen sets compare by content. Not thread-safe.
/// </summary>
public sealed class ObjectSet : IReadOnlyCollection<object?>
{
    private readonly HashSet<ObjectKey> _members = [];

    /// <summary>How many members there are.</summary>
    public int Count => _members.Count;

    /// <summary>Adds a member; false if it is there already.</summary>
    /// <exception cref="ArgumentException"><see cref="ObjectDictionary.CanBeKey"/> says no.</exception>
    public bool Add(object? member)
    {
        ObjectDictionary.RequireHashable(member, nameof(member));
        return _members.Add(new ObjectKey(member));
    }

    /// <summary>Removes a member; false if it is not there.</summary>
    public bool Remove(object? member) => ObjectDictionary.CanBeKey(member) && _members.Remove(new ObjectKey(member));

    /// <summary>Whether a value is a member.</summary>
    public bool Contains(object? member) => ObjectDictionary.CanBeKey(member) && _members.Contains(new ObjectKey(member));

    /// <summary>The members; the order means nothing.</summary>
    public IEnumerator<object?> GetEnumerator() => _members.Select(member => member.Value).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The members; whoever takes them leaves the set to itself.</summary>
    internal HashSet<ObjectKey> Members => _members;

    /// <summary>Adds a member that is known to be hashable; false if it is there already.</summary>
    internal bool TryAddHashable(object? member) => _members.Add(new ObjectKey(member));
}
