using Banana.Wire;

namespace Banana.Slicing;

/// <summary>A type that can be sent: the slicer that writes its values and the unslicer that reads them.</summary>
public abstract record SliceableType
{
    /// <summary>The name of positions whose values describe themselves, though not all types are allowed.</summary>
    internal const string Describing = "?object";

    private const char Mute = '?';

    private protected SliceableType(string typeName)
    {
        TypeName = typeName;
    }

    /// <summary>
    /// The name of the type where the receiver does not know it, which also forms part of the names of types composed of this one
    /// (PROTOCOL.md [T-19]); null if values cannot state their type.
    /// </summary>
    /// <exception cref="ArgumentException">The value being set is null or empty.</exception>
    public string? Name
    {
        get => TypeName.Contains(Mute, StringComparison.Ordinal) ? null : TypeName;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            TypeName = value;
        }
    }

    /// <summary>
    /// The name of the type in the shapes of classes that have members of it (PROTOCOL.md [I-6]): <see cref="Name"/>, or a name
    /// with a question mark in it if values cannot state their type where nothing is declared.
    /// </summary>
    public string TypeName { get; init; }

    internal abstract Type Type { get; }

    internal abstract Slicer UntypedSlicer { get; }

    internal abstract Unslicer UntypedUnslicer { get; }

    /// <summary>Whether values are instances of a named class, in every dialect.</summary>
    internal bool IsInstance => UntypedSlicer.OpenType?.Name == OpenTypes.Copyable;

    /// <summary>Writes a value where the type is declared; a value of another type is a violation.</summary>
    internal abstract SliceStep WriteDeclared(ref TokenWriter writer, SlicerStack stack, object? value);

    /// <summary>Returns the slicer of self-describing values; null if there is none.</summary>
    internal abstract Slicer? CreateDescribingSlicer();

    /// <summary>
    /// Returns the unslicer of values that <see cref="CreateDescribingSlicer"/> writes, with their open type; null if there is none.
    /// </summary>
    internal abstract Unslicer? CreateDescribedUnslicer();

    /// <summary>Returns the name of a type that has no wire name.</summary>
    private protected static string Unnamed(Type type) => Mute + (type.FullName ?? type.Name).Replace('+', '.');
}

/// <inheritdoc/>
/// <typeparam name="T">The type of the values.</typeparam>
public sealed record SliceableType<T> : SliceableType
{
    /// <summary>Combines a slicer and an unslicer.</summary>
    /// <param name="slicer">The slicer that writes the values.</param>
    /// <param name="unslicer">The unslicer that reads the values.</param>
    /// <param name="name">The name; null for the one that the slicer gives to self-describing values, if any.</param>
    public SliceableType(Slicer<T> slicer, Unslicer<T> unslicer, string? name = null)
        : base(name ?? slicer?.OpenType?.WireName ?? Unnamed(typeof(T)))
    {
        ArgumentNullException.ThrowIfNull(slicer);
        ArgumentNullException.ThrowIfNull(unslicer);
        Slicer = slicer;
        Unslicer = unslicer;
    }

    /// <summary>The slicer that writes the values.</summary>
    public Slicer<T> Slicer { get; init; }

    /// <summary>The unslicer that reads the values.</summary>
    public Unslicer<T> Unslicer { get; init; }

    /// <summary>The unslicer of self-describing values, if they may also be of another type.</summary>
    internal Unslicer? Described { get; init; }

    internal override Type Type => typeof(T);

    internal override Slicer UntypedSlicer => Slicer;

    internal override Unslicer UntypedUnslicer => Unslicer;

    internal override SliceStep WriteDeclared(ref TokenWriter writer, SlicerStack stack, object? value) => value switch
    {
        T own => Slicer.Write(ref writer, stack, own),
        null when default(T) is null => Slicer.Write(ref writer, stack, default),
        null => stack.Fail(ViolationCode.NotRepresentable, "null", $"'{TypeName}', as the attribute declares"),
        _ => stack.Fail(ViolationCode.UnregisteredType, $"a value of type {value.GetType()}", $"'{TypeName}', as the attribute declares"),
    };

    internal override Slicer? CreateDescribingSlicer() =>
        Slicer.DescribesItself ? Slicer : HasNoValues ? null : new TypedSlicer<T>(Slicer, Name!);

    internal override Unslicer? CreateDescribedUnslicer() =>
        Described is not null ? Described : Slicer.DescribesItself ? Unslicer : HasNoValues ? null : new TypedUnslicer<T>(Unslicer, Name!);

    /// <summary>No value is of an interface itself: each says what it is.</summary>
    private bool HasNoValues => Name is null || Slicer is IAbstractSlicer;
}
