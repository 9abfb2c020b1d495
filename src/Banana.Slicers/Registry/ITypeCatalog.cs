using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>What a registry knows of types that nobody registered in it. Safe to call from several threads.</summary>
internal interface ITypeCatalog
{
    /// <summary>How the halves of a built-in type are made; null if it is none.</summary>
    Func<SliceableTypeRegistry, SliceableType>? FindMaker(Type type);

    /// <summary>The built-in type of a name (PROTOCOL.md [T-19]); null if there is none.</summary>
    Type? FindNamed(string name);

    /// <summary>The built-in type of an open type; null if there is none.</summary>
    Type? FindType(OpenType openType);

    /// <summary>Who reads an open type that is nobody's own, if the program asked for that; null if nobody does.</summary>
    /// <param name="openType">The open type.</param>
    /// <param name="types">Whose types are known so far.</param>
    Unslicer? FindOther(OpenType openType, SliceableTypeRegistry types);

    /// <summary>Whether values of a built-in type may stand where nothing is declared, in dialects that have no say in it.</summary>
    bool IsOpen(Type type);

    /// <summary>Whether generated code writes values of the type as tokens itself.</summary>
    bool IsToken(Type type);

    /// <summary>Whether a type is built in, or a collection, a tuple or the like that is.</summary>
    [RequiresUnreferencedCode("Types are inspected by reflection.")]
    [RequiresDynamicCode("Generic types are closed at run time.")]
    bool IsBuiltIn(Type type);

    /// <summary>How the halves of a type are made that is looked at when the program runs; null if it cannot be sent.</summary>
    /// <param name="type">The type.</param>
    /// <param name="name">What it is called on the wire; null for the name that it has.</param>
    [RequiresUnreferencedCode("Types are inspected by reflection.")]
    [RequiresDynamicCode("Generic types are closed at run time.")]
    Func<SliceableTypeRegistry, SliceableType>? FindReflected(Type type, string? name);
}
