namespace Banana;

/// <summary>Specifies a surrogate: another type that is sent in place of this one and converts between the two.</summary>
/// <param name="surrogate">The surrogate, which implements <see cref="ISliceSurrogate{T, TSelf}"/> for this type.</param>
/// <example>
/// <code>
/// [SliceSurrogate(typeof(AddressSurrogate))]
/// public sealed class Address
/// {
///     private Address(string text) =&gt; Text = text;
///
///     public string Text { get; }
///
///     public static Address Parse(string text) =&gt; text.Contains('@', StringComparison.Ordinal) ? new Address(text) : throw new FormatException(text);
/// }
///
/// [Sliceable("shop.address")]
/// public sealed record AddressSurrogate(string Text) : ISliceSurrogate&lt;Address, AddressSurrogate&gt;
/// {
///     public static AddressSurrogate FromValue(Address value) =&gt; new(value.Text);
///
///     public Address ToValue() =&gt; Address.Parse(Text);
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SliceSurrogateAttribute(Type surrogate) : Attribute
{
    /// <summary>The type of the surrogate.</summary>
    public Type Surrogate { get; } = surrogate;
}

/// <summary>A type that is sent in place of another.</summary>
/// <typeparam name="T">The type that it replaces.</typeparam>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ISliceSurrogate<T, TSelf>
    where TSelf : ISliceSurrogate<T, TSelf>
{
    /// <summary>Returns the surrogate to send for <paramref name="value"/>.</summary>
    static abstract TSelf FromValue(T value);

    /// <summary>Returns the value that this surrogate was made from. An exception makes the value a violation.</summary>
    T ToValue();
}
