using System.Collections.Generic;
using System.Linq;
using Banana.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Banana.Generators.Parsing;

/// <summary>
/// The types that a type leads to, each with the line of the registration that makes it known, so that no generic type has to be closed at
/// run time.
/// </summary>
internal sealed class ReachableTypes(Compilation compilation)
{
    private readonly HashSet<string> _seen = [];
    private readonly List<RegistrationModel> _registrations = [];

    public IEnumerable<RegistrationModel> Registrations => _registrations;

    /// <summary>Makes a type known, and all that it leads to. Why it cannot be sent; null if it can.</summary>
    public string? Add(ITypeSymbol type)
    {
        if (Refusal(type) is { } refusal)
        {
            return refusal;
        }

        if (!Names.IsNameable(type))
        {
            return "generated code cannot access its type; make the type at least internal, and not file-local.";
        }

        if (KnownTypes.Leaves.Contains(Names.Definition(type)) || type.TypeKind is Microsoft.CodeAnalysis.TypeKind.TypeParameter or Microsoft.CodeAnalysis.TypeKind.Dynamic
            || !_seen.Add(Names.Full(type)))
        {
            return null;
        }

        return type switch
        {
            IArrayTypeSymbol array => AddArray(array),
            INamedTypeSymbol named => AddNamed(named),
            _ => $"no slicer is known for {type}.",
        };
    }

    /// <summary>A line of the registration, unless the type is still open.</summary>
    public void Register(ITypeSymbol type, string expression)
    {
        if (!IsOpen(type))
        {
            _registrations.Add(new RegistrationModel(Names.Full(type), expression));
        }
    }

    /// <summary>A line of the registration for a type that is only a name here.</summary>
    public void RegisterNamed(string type, string expression)
    {
        if (_seen.Add(type))
        {
            _registrations.Add(new RegistrationModel(type, expression));
        }
    }

    /// <summary>What the names of the classes begin with that are generated for a class of this assembly; empty if none are.</summary>
    public string OwnHalves(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: Microsoft.CodeAnalysis.TypeKind.Class, IsAbstract: false, IsGenericType: false } named
        && SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, compilation.Assembly)
        && Names.IsSliceable(named)
        && Names.Attribute(named, Names.Surrogate) is null
            ? $"global::{GeneratedNamespace(named)}.{Names.OneWord(named)}"
            : "";

    private static string Get(ITypeSymbol type) => $"types.Get<{Names.Full(type)}>()";

    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen) || (named.ContainingType is not null && IsOpen(named.ContainingType)),
        _ => false,
    };

    private string? AddArray(IArrayTypeSymbol array)
    {
        if (array.ElementType.SpecialType == SpecialType.System_Byte && array.Rank == 1)
        {
            return null;
        }

        string? method = array.Rank switch
        {
            1 => "Array",
            2 => "Array2D",
            3 => "Array3D",
            4 => "Array4D",
            _ => null,
        };
        if (method is null)
        {
            return $"arrays may have at most four dimensions, and this one has {array.Rank}.";
        }

        string? problem = Add(array.ElementType);
        Register(array, $"BuiltInTypes.{method}({Get(array.ElementType)})");
        return problem;
    }

    private string? AddNamed(INamedTypeSymbol type)
    {
        string definition = Names.Definition(type);
        if (KnownTypes.Containers.TryGetValue(definition, out string? method))
        {
            return AddContainer(type, method);
        }

        if (KnownTypes.OfArrays.TryGetValue(definition, out string? ofArray))
        {
            IArrayTypeSymbol array = compilation.CreateArrayTypeSymbol(type.TypeArguments[0]);
            string? problem = Add(array);
            Register(type, $"BuiltInTypes.{ofArray}({Get(array)})");
            return problem;
        }

        if (type.IsTupleType || definition.StartsWith("System.ValueTuple`", System.StringComparison.Ordinal))
        {
            return AddContainer(type.TupleUnderlyingType ?? type, "ValueTuple");
        }

        if (definition.StartsWith("System.Tuple`", System.StringComparison.Ordinal))
        {
            return AddContainer(type, "Tuple");
        }

        return Names.IsSliceable(type) ? AddSliceable(type) : AddOther(type, definition);
    }

    private string? AddContainer(INamedTypeSymbol type, string method)
    {
        string? problem = type.TypeArguments.Select(Add).FirstOrDefault(found => found is not null);
        Register(type, $"BuiltInTypes.{method}({string.Join(", ", type.TypeArguments.Select(Get))})");
        return problem;
    }

    /// <summary>A sliceable type makes itself known, unless it is generic: then whoever closes it does.</summary>
    private string? AddSliceable(INamedTypeSymbol type)
    {
        if (!type.IsGenericType || IsOpen(type))
        {
            return null;
        }

        Register(type, $"{SlicerName(type)}.NewType(types)");
        foreach (ITypeSymbol member in StateOf(type))
        {
            Add(member);
        }

        return null;
    }

    private static string SlicerName(INamedTypeSymbol type) =>
        $"global::{GeneratedNamespace(type)}.{Names.OneWord(type)}Slicer{Names.Arguments(type)}";

    /// <summary>Where the classes stand that are generated for a type.</summary>
    public static string GeneratedNamespace(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? "Banana.Generated" : $"Banana.Generated.{type.ContainingNamespace.ToDisplayString()}";

    private static IEnumerable<ITypeSymbol> StateOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null && level.SpecialType == SpecialType.None; level = level.BaseType)
        {
            foreach (IFieldSymbol field in level.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
            {
                yield return field.Type;
            }
        }
    }

    private string? AddOther(INamedTypeSymbol type, string definition)
    {
        if (type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Enum)
        {
            string number = Names.Full(type.EnumUnderlyingType!);
            Register(type, $"BuiltInTypes.Enum<{Names.Full(type)}, {number}>(types.Get<{number}>())");
            return null;
        }

        if (type.TypeKind != Microsoft.CodeAnalysis.TypeKind.Interface && !type.IsAbstract)
        {
            return Names.Attribute(type, Names.Surrogate) is null ? $"no slicer is known for {type}. Put [Sliceable] on it, or register a slicer of your own." : null;
        }

        List<INamedTypeSymbol> candidates = [];
        if (type.IsGenericType && definition.StartsWith("System.Collections.", System.StringComparison.Ordinal)
            && KnownTypes.Candidates.TryGetValue(type.TypeArguments.Length, out string[]? names))
        {
            candidates.AddRange(names.Select(compilation.GetTypeByMetadataName)
                .Where(candidate => candidate is not null)
                .Select(candidate => candidate!.Construct([.. type.TypeArguments]))
                .Where(candidate => candidate.AllInterfaces.Contains(type, SymbolEqualityComparer.Default)));
        }

        List<ITypeSymbol> all = [.. candidates];
        if (type.TypeArguments.Length == 1 && candidates.Count > 0 && definition != "System.Collections.Generic.ISet`1")
        {
            IArrayTypeSymbol array = compilation.CreateArrayTypeSymbol(type.TypeArguments[0]);
            if (array.AllInterfaces.Contains(type, SymbolEqualityComparer.Default))
            {
                all.Add(array);
            }
        }

        string? problem = all.Select(Add).FirstOrDefault(found => found is not null);
        Register(type, $"BuiltInTypes.Abstract<{Names.Full(type)}>({string.Join(", ", all.Select(Get))})");
        return problem;
    }

    /// <summary>Why values of a type mean nothing elsewhere; null if they may.</summary>
    private static string? Refusal(ITypeSymbol type)
    {
        if (type.TypeKind == Microsoft.CodeAnalysis.TypeKind.Delegate)
        {
            return "code is not data; send the arguments it would be called with, or put [SliceIgnore] on it.";
        }

        if (type.TypeKind is Microsoft.CodeAnalysis.TypeKind.Pointer or Microsoft.CodeAnalysis.TypeKind.FunctionPointer || type.IsRefLikeType)
        {
            return "an address means nothing in another process; send the data it points to.";
        }

        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            switch (Names.Definition(level))
            {
                case "System.Type" or "System.Reflection.MemberInfo":
                    return "a stream may not name types; send a name of your own, and look it up in a closed list.";
                case "System.IO.Stream":
                    return "send its bytes, as byte[] or, if there are many, as IAsyncEnumerable<byte[]>.";
                case "System.Threading.Tasks.Task":
                    return "await it, and send the result.";
                case "System.Runtime.InteropServices.SafeHandle":
                    return "a handle means nothing in another process; send the data it stands for.";
                default:
                    break;
            }
        }

        return null;
    }
}
