using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Banana;

/// <summary>
/// An instance of a class that this program does not have: the wire name of the class, and attributes in order. Instances of
/// unknown classes are read as this type if <see cref="Slicing.BuiltInTypes.GenericObject"/> is registered. Not thread-safe.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is an object, and can be looked through.")]
public sealed class GenericObject : IReadOnlyCollection<KeyValuePair<string, object?>>
{
    private readonly OrderedDictionary<string, object?> _attributes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _types = new(StringComparer.Ordinal);

    /// <summary>Creates an instance without attributes.</summary>
    /// <param name="typeName">The wire name of the class.</param>
    /// <exception cref="ArgumentException"><paramref name="typeName"/> is not valid UTF-16.</exception>
    public GenericObject(string typeName)
    {
        TypeName = Valid(typeName, nameof(typeName));
    }

    /// <summary>The wire name of the class.</summary>
    public string TypeName { get; }

    /// <summary>The number of attributes.</summary>
    public int Count => _attributes.Count;

    /// <summary>The value of an attribute. Setting the value of a new attribute adds it at the end.</summary>
    /// <exception cref="KeyNotFoundException">There is no attribute with this name.</exception>
    public object? this[string name]
    {
        get => _attributes[name];
        set => _attributes[Valid(name, nameof(name))] = value;
    }

    /// <summary>Finds the value of an attribute.</summary>
    public bool TryGetValue(string name, out object? value) => _attributes.TryGetValue(name, out value);

    /// <summary>Adds an attribute. Allows collection initializers: <c>new("point") { { "x", 1 } }</c>.</summary>
    /// <exception cref="ArgumentException">There already is an attribute with this name, or the name is not valid UTF-16.</exception>
    public void Add(string name, object? value) => _attributes.Add(Valid(name, nameof(name)), value);

    /// <summary>
    /// Adds an attribute of a declared type (PROTOCOL.md [I-6]). A value of any other type is refused when the object is sent.
    /// </summary>
    /// <param name="name">The name.</param>
    /// <param name="type">The wire name of the type.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">
    /// There already is an attribute with this name, or one of the names is not valid UTF-16.
    /// </exception>
    public void Add(string name, string type, object? value)
    {
        Valid(type, nameof(type));
        Add(name, value);
        _types.Add(name, type);
    }

    /// <summary>
    /// Returns the wire name of an attribute's declared type; null if there is no such attribute, or if its value describes
    /// itself.
    /// </summary>
    /// <param name="name">The name of the attribute.</param>
    public string? TypeOf(string name) => _types.GetValueOrDefault(name);

    /// <summary>The attributes, in order.</summary>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _attributes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool TryAdd(string name, string? type)
    {
        bool isAdded = _attributes.TryAdd(name, null);
        if (isAdded && type is not null)
        {
            _types.Add(name, type);
        }

        return isAdded;
    }

    internal KeyValuePair<string, object?> AttributeAt(int index) => _attributes.GetAt(index);

    internal void SetValueAt(int index, object? value) => _attributes.SetAt(index, value);

    private static string Valid(string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        return Slicing.Utf16Slicer.IsValid(name) ? name : throw new ArgumentException("A name must be valid UTF-16.", parameter);
    }
}
