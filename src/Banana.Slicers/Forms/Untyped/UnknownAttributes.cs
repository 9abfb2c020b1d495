using Banana.Wire;

namespace Banana;

/// <summary>
/// The attributes that an instance was read with and its class does not have. They are kept as they are, and written back with
/// the instance. Declare it as a member with <see cref="SliceExtensionDataAttribute"/>.
/// </summary>
public sealed class UnknownAttributes
{
    internal const long BytesPerAttribute = 64; // an entry, old and new while their list grows
    internal const long BytesPerName = 160; // an unshared word, without its characters

    private readonly List<UnknownAttribute> _entries = [];
    private UnknownAttribute _next;
    private bool _lacksType;

    internal UnknownAttributes()
    {
    }

    /// <summary>The number of attributes.</summary>
    public int Count => _entries.Count;

    /// <summary>The names of the attributes, in the order in which they were read.</summary>
    public IEnumerable<string> Names => _entries.Select(entry => entry.Name.ToString());

    /// <summary>Whether it is known of all of them what type they were sent as.</summary>
    internal bool HasTypes => !_lacksType;

    internal UnknownAttribute this[int index] => _entries[index];

    /// <summary>Sets the attribute whose value is next.</summary>
    /// <param name="name">The name of the attribute.</param>
    /// <param name="type">The wire name of its type; null if the sender did not state it.</param>
    internal void Expect(VocabularyWord name, VocabularyWord? type) => _next = new UnknownAttribute(name, type, null);

    /// <summary>Adds the value of the attribute that was expected.</summary>
    /// <returns>Its index, for <see cref="Replace"/>.</returns>
    internal int Add(object? value)
    {
        _entries.Add(_next with { Value = value });
        _lacksType |= _next.Type is null;
        return _entries.Count - 1;
    }

    internal void Replace(int index, object? value) => _entries[index] = _entries[index] with { Value = value };
}

/// <summary>One attribute that the class does not have.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The wire name of its type; null if the sender did not state it.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct UnknownAttribute(VocabularyWord Name, VocabularyWord? Type, object? Value);
