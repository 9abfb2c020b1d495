using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Banana;

/// <summary>
/// The comparers that collections can be sent with, by name (PROTOCOL.md [T-23]). It already contains <c>ordinal</c>,
/// <c>ordinal-ignore-case</c>, <c>invariant</c>, <c>invariant-ignore-case</c> and <c>reference</c>. A collection with any other
/// comparer is refused. With <c>reference</c>, which would keep equal keys apart, only keys that compare by identity anyway are
/// accepted, unless <see cref="ReferenceEqualityComparer.Instance"/> is added under this name. Thread-safe.
/// </summary>
public sealed class ComparerRegistry
{
    private const string Reference = "reference";

    private readonly ConcurrentDictionary<object, string> _names = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, object> _comparers = new(StringComparer.Ordinal);

    internal ComparerRegistry()
    {
        Add("ordinal", StringComparer.Ordinal);
        Add("ordinal-ignore-case", StringComparer.OrdinalIgnoreCase);
        Add("invariant", StringComparer.InvariantCulture);
        Add("invariant-ignore-case", StringComparer.InvariantCultureIgnoreCase);
        _comparers[Reference] = ReferenceEqualityComparer.Instance;
        _names[ReferenceEqualityComparer.Instance] = Reference;
    }

    /// <summary>Whether keys that compare by value may be told apart by reference.</summary>
    internal bool TakesValuesByReference { get; private set; }

    /// <summary>Adds a comparer under a name. The other side must use the same name for a comparer that compares alike.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="comparer">
    /// An <see cref="IEqualityComparer{T}"/> or <see cref="IComparer{T}"/>. Collections with exactly this instance can be sent,
    /// and those that are read get it.
    /// </param>
    /// <returns>This registry.</returns>
    /// <exception cref="ArgumentException">The name or the comparer is already registered.</exception>
    public ComparerRegistry Add(string name, object comparer)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(comparer);
        if (name == Reference && !TakesValuesByReference && ReferenceEquals(comparer, ReferenceEqualityComparer.Instance))
        {
            TakesValuesByReference = true; // known by its name already
            return this;
        }

        return _comparers.TryAdd(name, comparer) && _names.TryAdd(comparer, name)
            ? this
            : throw new ArgumentException($"The name '{name}' or its comparer is already registered. Each can be registered only once.", nameof(name));
    }

    internal bool TryFindName(object comparer, [NotNullWhen(true)] out string? name) => _names.TryGetValue(comparer, out name);

    internal object? Find(string name) => _comparers.GetValueOrDefault(name);
}
