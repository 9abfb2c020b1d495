namespace Banana.Generators.Model;

/// <summary>How the value of a member is written and read where nothing special applies: by a token, without asking a slicer.</summary>
internal enum Primitive
{
    /// <summary>By its slicer.</summary>
    None,

    /// <summary>By a method of <c>Primitives</c>.</summary>
    Token,

    /// <summary>An enumeration, by its number.</summary>
    Enum,
}

/// <summary>A member of a type.</summary>
/// <param name="Name">Its name on the wire.</param>
/// <param name="Field">The name of fields that belong to it.</param>
/// <param name="Local">The name of a local variable for it.</param>
/// <param name="Type">Its type, in full.</param>
/// <param name="OwnHalves">What the names of its slicer and unslicer begin with, if they are generated in the same assembly; otherwise empty.</param>
/// <param name="Primitive">Whether it is one token.</param>
/// <param name="NumberType">For enumerations the underlying type; otherwise empty.</param>
/// <param name="CanWait">Whether its value can be an object that is not built yet.</param>
/// <param name="Get">Reads it off <c>{0}</c>.</param>
/// <param name="Set">Sets it on <c>{0}</c> to <c>{1}</c>; empty if only the constructor can.</param>
/// <param name="IsRequired">Whether an instance without it is refused.</param>
/// <param name="IsNullable">Whether null may stand there.</param>
/// <param name="IsArgument">Whether the constructor takes it and has nothing to put in its place.</param>
/// <param name="DefinedEnum">The enumeration in full, if only its named numbers may stand there; otherwise empty.</param>
/// <param name="IsKey">Whether the equality of the type looks at it.</param>
/// <param name="Aliases">Names it had before.</param>
internal sealed record MemberModel(
    string Name,
    string Field,
    string Local,
    string Type,
    string OwnHalves,
    Primitive Primitive,
    string NumberType,
    bool CanWait,
    string Get,
    string Set,
    bool IsRequired,
    bool IsNullable,
    bool IsArgument,
    string DefinedEnum,
    bool IsKey,
    EquatableArray<string> Aliases)
{
    /// <summary>What gives its halves, of a registry that is called <paramref name="types"/>.</summary>
    public string Halves(string types) => DefinedEnum.Length == 0 ? $"{types}.Get<{Type}>()"
        : DefinedEnum == Type ? $"BuiltInTypes.Defined({types}.Get<{Type}>())"
        : $"BuiltInTypes.Nullable(BuiltInTypes.Defined({types}.Get<{DefinedEnum}>()))";
}

/// <summary>A class of accessors, one for each type that declares members which generated code cannot name.</summary>
/// <param name="Name">The name of the class, with its type parameters.</param>
/// <param name="Constraints">The constraints of its type parameters; empty if there are none.</param>
/// <param name="Methods">The accessors.</param>
internal sealed record AccessorClassModel(string Name, string Constraints, EquatableArray<AccessorModel> Methods);

/// <summary>One accessor.</summary>
/// <param name="Kind">Field, Method or Constructor.</param>
/// <param name="Target">The name of what is reached; empty for constructors.</param>
/// <param name="Signature">Result, name and parameters.</param>
internal sealed record AccessorModel(string Kind, string Target, string Signature);
