namespace Banana.Generators.Model;

/// <summary>What is generated for one type.</summary>
internal enum TypeKind
{
    /// <summary>A class that is made empty and filled.</summary>
    Filled,

    /// <summary>A struct, or a class whose constructor takes members.</summary>
    Built,

    /// <summary>Nothing but a line of the registration: an enumeration, a surrogate, an abstract class, an interface.</summary>
    RegistrationOnly,
}

/// <summary>A sliceable type, as far as code is written from it. Holds no symbols, so that equal source gives equal models.</summary>
/// <param name="Kind">What is generated.</param>
/// <param name="HintName">The name of the file.</param>
/// <param name="Namespace">Where the generated classes stand.</param>
/// <param name="Name">What their names begin with.</param>
/// <param name="Type">The type, in full.</param>
/// <param name="TypeParameters">Its type parameters, as in <c>&lt;T&gt;</c>; empty if it has none.</param>
/// <param name="Constraints">The constraints of its type parameters; empty if there are none.</param>
/// <param name="WireName">What it is called on the wire.</param>
/// <param name="TypeArguments">The names of the type parameters.</param>
/// <param name="Members">Its members, in their order on the wire.</param>
/// <param name="Constructor">How instances are made.</param>
/// <param name="Derived">The types that may stand in its place.</param>
/// <param name="Accessors">How members are reached that generated code cannot name.</param>
/// <param name="GetUnknown">Reads what an instance keeps that its class does not have off <c>{0}</c>; empty if it keeps nothing.</param>
/// <param name="SetUnknown">Sets it to <c>{1}</c>.</param>
internal sealed record TypeModel(
    TypeKind Kind,
    string HintName,
    string Namespace,
    string Name,
    string Type,
    string TypeParameters,
    string Constraints,
    string WireName,
    EquatableArray<string> TypeArguments,
    EquatableArray<MemberModel> Members,
    ConstructorModel Constructor,
    EquatableArray<string> Derived,
    EquatableArray<AccessorClassModel> Accessors,
    string GetUnknown,
    string SetUnknown);

/// <summary>How instances are made.</summary>
/// <param name="Expression">What makes one; <c>{0}</c> and so on stand for the arguments.</param>
/// <param name="Parameters">The numbers of the members that it takes.</param>
/// <param name="Defaults">What stands for an argument that did not come.</param>
internal sealed record ConstructorModel(string Expression, EquatableArray<int> Parameters, EquatableArray<string> Defaults);

/// <summary>What a parser found: a model, lines of the registration, and what is wrong.</summary>
/// <param name="Model">The model; null if no code can be written.</param>
/// <param name="Registrations">The types that the type makes known.</param>
/// <param name="Diagnostics">What is wrong, or worth knowing.</param>
/// <param name="Declaration">What to report if another type has the same wire name; null for the types of a container.</param>
/// <param name="Event">What the type is as an event; null if it is none.</param>
internal sealed record ParseResult(
    TypeModel? Model,
    EquatableArray<RegistrationModel> Registrations,
    EquatableArray<DiagnosticModel> Diagnostics,
    DiagnosticModel? Declaration = null,
    EventModel? Event = null)
{
    /// <summary>For a type that another step of the generator takes.</summary>
    public static readonly ParseResult Nothing = new(null, default, default);
}

/// <summary>The line of the registration for an event.</summary>
/// <param name="Type">The type, in full.</param>
/// <param name="Name">The name of the event.</param>
internal sealed record EventModel(string Type, string Name);

/// <summary>What an assembly makes known.</summary>
/// <param name="Types">Its types, and all that they lead to.</param>
/// <param name="Events">Those that are events.</param>
internal sealed record AssemblyModel(EquatableArray<RegistrationModel> Types, EquatableArray<EventModel> Events);

/// <summary>A line of the registration.</summary>
/// <param name="Type">The type, in full.</param>
/// <param name="Expression">What makes its halves, of <c>types</c>.</param>
internal sealed record RegistrationModel(string Type, string Expression);
