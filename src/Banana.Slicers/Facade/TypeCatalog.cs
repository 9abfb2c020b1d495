using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>The types that every registry knows: built-in types, and types inspected by reflection.</summary>
internal sealed class TypeCatalog : ITypeCatalog
{
    public static readonly TypeCatalog Instance = new();

    private TypeCatalog()
    {
    }

    public Func<SliceableTypeRegistry, SliceableType>? FindMaker(Type type) => BuiltInTable.FindMaker(type);

    public Type? FindNamed(string name) => BuiltInTable.FindNamed(name);

    public Type? FindType(OpenType openType) => BuiltInTable.FindType(openType);

    public Unslicer? FindOther(OpenType openType, SliceableTypeRegistry types) =>
        (openType == Utf16Slicer.Name ? (types.FindUnslicer(typeof(string)) as StringUnslicer)?.InvalidText : null)
        ?? FindGeneric(typeof(GenericObject), openType, types)
        ?? FindGeneric(typeof(GenericSequence), openType, types);

    public bool IsOpen(Type type) => BuiltInTable.IsOpen(type);

    public bool IsToken(Type type) => Primitives.Types.Contains(type);

    [RequiresUnreferencedCode("Types are inspected by reflection.")]
    [RequiresDynamicCode("Generic types are closed at run time.")]
    public bool IsBuiltIn(Type type) => BuiltInTable.FindMaker(type) is not null || ReflectedContainers.FindMaker(type) is not null;

    [RequiresUnreferencedCode("Types are inspected by reflection.")]
    [RequiresDynamicCode("Generic types are closed at run time.")]
    public Func<SliceableTypeRegistry, SliceableType>? FindReflected(Type type, string? name) => ReflectedTypes.FindMaker(type, name);

    /// <summary>
    /// Returns the unslicer for unknown types, if the program has registered the type itself rather than only declared a member
    /// of it.
    /// </summary>
    private static Unslicer? FindGeneric(Type type, OpenType openType, SliceableTypeRegistry types) =>
        types.FindUnslicer(type) is { } reading and (GenericObjectUnslicer or GenericPosition) ? reading.ForOpenType(openType, null!) : null;
}
