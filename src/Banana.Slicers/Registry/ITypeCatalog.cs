using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The types that a registry knows without registration. Thread-safe.</summary>
internal interface ITypeCatalog
{
    /// <summary>Returns the factory of a built-in type; null if the type is not built in.</summary>
    Func<SliceableTypeRegistry, SliceableType>? FindMaker(Type type);

    /// <summary>The built-in type of a name (PROTOCOL.md [T-19]); null if there is none.</summary>
    Type? FindNamed(string name);

    /// <summary>The built-in type of an open type; null if there is none.</summary>
    Type? FindType(OpenType openType);

    /// <summary>
    /// Returns the unslicer of an open type that belongs to no registered type, if the program has registered one for such types;
    /// otherwise null.
    /// </summary>
    /// <param name="openType">The open type.</param>
    /// <param name="types">The registry.</param>
    Unslicer? FindOther(OpenType openType, SliceableTypeRegistry types);

    /// <summary>Whether values of a built-in type are allowed where nothing is declared, in dialects without rules of their own.</summary>
    bool IsOpen(Type type);

    /// <summary>Whether generated code writes values of the type as tokens itself.</summary>
    bool IsToken(Type type);

    /// <summary>Whether a type is built in, or a closed form of a built-in collection, tuple or the like.</summary>
    [RequiresUnreferencedCode("Types are inspected by reflection.")]
    [RequiresDynamicCode("Generic types are closed at run time.")]
    bool IsBuiltIn(Type type);

    /// <summary>Returns the factory of a type that is inspected by reflection; null if it cannot be sent.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">The wire name; null for its own name.</param>
    [RequiresUnreferencedCode("Types are inspected by reflection.")]
    [RequiresDynamicCode("Generic types are closed at run time.")]
    Func<SliceableTypeRegistry, SliceableType>? FindReflected(Type type, string? name);
}
