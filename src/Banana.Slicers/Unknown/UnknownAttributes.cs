using Banana.Wire;

namespace Banana;

/// <summary>
/// What an instance came with and its class does not have: kept as it is, and written back with the instance. Put it into a class as a member with
/// <see cref="SliceExtensionDataAttribute"/>.
/// </summary>
public sealed class UnknownAttributes
{
    private readonly List<(VocabularyWord Name, object? Value)> _entries = [];

    internal UnknownAttributes()
    {
    }

    /// <summary>How many attributes there are.</summary>
    public int Count => _entries.Count;

    /// <summary>Their names, in the order in which they came.</summary>
    public IEnumerable<string> Names => _entries.Select(entry => entry.Name.ToString());

    /// <summary>The name whose value comes next.</summary>
    internal VocabularyWord? Next { get; set; }

    internal (VocabularyWord Name, object? Value) this[int index] => _entries[index];

    /// <summary>Adds the value of <see cref="Next"/>.</summary>
    /// <returns>Its index, for <see cref="Replace"/>.</returns>
    internal int Add(object? value)
    {
        _entries.Add((Next!, value));
        return _entries.Count - 1;
    }

    internal void Replace(int index, object? value) => _entries[index] = (_entries[index].Name, value);
}
