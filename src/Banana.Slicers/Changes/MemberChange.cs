using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The treatment of a member whose type in the peer's shape is not the declared one.</summary>
/// <param name="Reader">The unslicer of the values, which replaces that of the declared type.</param>
/// <param name="IsRefused">Whether all values except null are refused.</param>
internal sealed record MemberChange(Unslicer Reader, bool IsRefused)
{
    /// <summary>Finds the treatment of values of another type; null if they are read like those of the declared type.</summary>
    /// <param name="type">The declared type.</param>
    /// <param name="from">The peer's name of the type.</param>
    /// <param name="stack">Who reads.</param>
    public static MemberChange? Find<T>(SliceableType<T> type, VocabularyWord from, UnslicerStack stack)
    {
        if (from.Text is not { } name || name == type.TypeName)
        {
            return null;
        }

        Unslicer? reader = (type.IsInstance ? new UnwrappingUnslicer<T>(type.Unslicer, name)
                : IsListed(type) && (type.Unslicer.Tokens == TokenTypes.None || TypeChanges.DescribesItself(name)) ? type.Unslicer
                : Declared.Reader(type.Unslicer, name, type.TypeName))
            ?? FindAsSent<T>(name, stack)
            ?? FindNumber(type, name, stack);
        return ReferenceEquals(reader, type.Unslicer) ? null
            : reader is null ? new MemberChange(new RefusedUnslicer(name, type.TypeName, type.Unslicer.AcceptsNull), IsRefused: true)
            : new MemberChange(reader, IsRefused: false);
    }

    /// <summary>Whether values state their class, and only listed classes are accepted.</summary>
    private static bool IsListed<T>(SliceableType<T> type) => type.Slicer is AbstractSlicer<T> { Derived: not null };

    /// <summary>
    /// Handles a declared type that can hold the sent one, such as object or an interface. The sent type must be known here.
    /// </summary>
    private static Unslicer? FindAsSent<T>(string name, UnslicerStack stack) =>
        !typeof(T).IsValueType
        && !typeof(T).IsArray
        && (stack.Unslicers as SliceableTypeRegistry)?.FindNamed(name) is { } sent
        && Positions.Take(typeof(T), Nullable.GetUnderlyingType(sent.Type) ?? sent.Type)
            ? sent.UntypedUnslicer
            : null;

    /// <summary>Handles an enumeration and its number, if the policy converts them.</summary>
    private static Unslicer<T>? FindNumber<T>(SliceableType<T> type, string name, UnslicerStack stack)
    {
        if (!stack.ConvertsEnumerations)
        {
            return null;
        }

        string bare = TypeName.Parse(name).WithoutNull() is { Parts.Count: 0 } single ? single.Kind : name;
        string? from = (stack.Unslicers as SliceableTypeRegistry)?.FindNamed(bare) is { Type.IsEnum: true } sent ? NumberOf(sent.Type) : null;
        Type declared = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        string? to = declared.IsEnum ? NumberOf(declared) : null;
        return (from is null) != (to is null) && TypeChanges.Between(from ?? name, to ?? type.TypeName) == TypeChange.None ? type.Unslicer : null;
    }

    private static string NumberOf(Type enumeration) => Type.GetTypeCode(enumeration) switch
    {
        TypeCode.SByte => "int8",
        TypeCode.Byte => "uint8",
        TypeCode.Int16 => "int16",
        TypeCode.UInt16 => "uint16",
        TypeCode.Int32 => "int32",
        TypeCode.UInt32 => "uint32",
        TypeCode.Int64 => "int64",
        _ => "uint64",
    };
}
