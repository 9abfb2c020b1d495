using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Banana.Slicing;

/// <summary>Collections, tuples and other generic types of the framework, closed at run time.</summary>
[RequiresUnreferencedCode("Types are inspected by reflection.")]
[RequiresDynamicCode("Generic types are closed at run time.")]
internal static class ReflectedContainers
{
    private static readonly Dictionary<Type, string> s_methods = new()
    {
        [typeof(List<>)] = nameof(BuiltInTypes.List),
        [typeof(Queue<>)] = nameof(BuiltInTypes.Queue),
        [typeof(Stack<>)] = nameof(BuiltInTypes.Stack),
        [typeof(LinkedList<>)] = nameof(BuiltInTypes.LinkedList),
        [typeof(Collection<>)] = nameof(BuiltInTypes.Collection),
        [typeof(ObservableCollection<>)] = nameof(BuiltInTypes.ObservableCollection),
        [typeof(ReadOnlyObservableCollection<>)] = nameof(BuiltInTypes.ReadOnlyObservableCollection),
        [typeof(ReadOnlyCollection<>)] = nameof(BuiltInTypes.ReadOnlyCollection),
        [typeof(ConcurrentQueue<>)] = nameof(BuiltInTypes.ConcurrentQueue),
        [typeof(ConcurrentStack<>)] = nameof(BuiltInTypes.ConcurrentStack),
        [typeof(ConcurrentBag<>)] = nameof(BuiltInTypes.ConcurrentBag),
        [typeof(BlockingCollection<>)] = nameof(BuiltInTypes.BlockingCollection),
        [typeof(IAsyncEnumerable<>)] = nameof(BuiltInTypes.Stream),
        [typeof(ImmutableArray<>)] = nameof(BuiltInTypes.ImmutableArray),
        [typeof(ImmutableList<>)] = nameof(BuiltInTypes.ImmutableList),
        [typeof(ImmutableQueue<>)] = nameof(BuiltInTypes.ImmutableQueue),
        [typeof(ImmutableStack<>)] = nameof(BuiltInTypes.ImmutableStack),
        [typeof(HashSet<>)] = nameof(BuiltInTypes.Set),
        [typeof(SortedSet<>)] = nameof(BuiltInTypes.SortedSet),
        [typeof(ReadOnlySet<>)] = nameof(BuiltInTypes.ReadOnlySet),
        [typeof(ImmutableHashSet<>)] = nameof(BuiltInTypes.ImmutableSet),
        [typeof(ImmutableSortedSet<>)] = nameof(BuiltInTypes.ImmutableSortedSet),
        [typeof(FrozenSet<>)] = nameof(BuiltInTypes.FrozenSet),
        [typeof(Dictionary<,>)] = nameof(BuiltInTypes.Dictionary),
        [typeof(SortedDictionary<,>)] = nameof(BuiltInTypes.SortedDictionary),
        [typeof(SortedList<,>)] = nameof(BuiltInTypes.SortedList),
        [typeof(OrderedDictionary<,>)] = nameof(BuiltInTypes.OrderedDictionary),
        [typeof(ConcurrentDictionary<,>)] = nameof(BuiltInTypes.ConcurrentDictionary),
        [typeof(PriorityQueue<,>)] = nameof(BuiltInTypes.PriorityQueue),
        [typeof(ReadOnlyDictionary<,>)] = nameof(BuiltInTypes.ReadOnlyDictionary),
        [typeof(ImmutableDictionary<,>)] = nameof(BuiltInTypes.ImmutableDictionary),
        [typeof(ImmutableSortedDictionary<,>)] = nameof(BuiltInTypes.ImmutableSortedDictionary),
        [typeof(FrozenDictionary<,>)] = nameof(BuiltInTypes.FrozenDictionary),
        [typeof(ILookup<,>)] = nameof(BuiltInTypes.Lookup),
        [typeof(KeyValuePair<,>)] = nameof(BuiltInTypes.Pair),
        [typeof(Nullable<>)] = nameof(BuiltInTypes.Nullable),
        [typeof(Lazy<>)] = nameof(BuiltInTypes.Lazy),
    };

    private static readonly Dictionary<Type, string> s_ofArrays = new()
    {
        [typeof(Memory<>)] = nameof(BuiltInTypes.Memory),
        [typeof(ReadOnlyMemory<>)] = nameof(BuiltInTypes.ReadOnlyMemory),
        [typeof(ArraySegment<>)] = nameof(BuiltInTypes.ArraySegment),
        [typeof(ReadOnlySequence<>)] = nameof(BuiltInTypes.ReadOnlySequence),
    };

    /// <summary>Returns the factory of a container; null if the type is not one.</summary>
    public static Func<SliceableTypeRegistry, SliceableType>? FindMaker(Type type)
    {
        if (type.IsArray)
        {
            string? method = type.IsSZArray ? nameof(BuiltInTypes.Array) : type.GetArrayRank() switch
            {
                2 => nameof(BuiltInTypes.Array2D),
                3 => nameof(BuiltInTypes.Array3D),
                4 => nameof(BuiltInTypes.Array4D),
                _ => null,
            };
            return method is null ? null : types => Make(method, [type.GetElementType()!], types);
        }

        if (!type.IsGenericType)
        {
            return null;
        }

        Type definition = type.GetGenericTypeDefinition();
        Type[] arguments = type.GetGenericArguments();
        if (s_methods.TryGetValue(definition, out string? name))
        {
            return types => Make(name, arguments, types);
        }

        if (s_ofArrays.TryGetValue(definition, out string? ofArray))
        {
            return types => Call(ofArray, arguments, [ReflectedTypes.Require(types, arguments[0].MakeArrayType())]);
        }

        return type.IsAssignableTo(typeof(ITuple)) && FrameworkTypes.Contains(type)
            ? types => Make(type.IsValueType ? nameof(BuiltInTypes.ValueTuple) : nameof(BuiltInTypes.Tuple), arguments, types)
            : null;
    }

    /// <summary>Returns the types that are allowed, without registration, where an interface of the framework is declared.</summary>
    public static IEnumerable<Type> CandidatesFor(Type type)
    {
        if (!type.IsGenericType || type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) != true)
        {
            return [];
        }

        Type[] arguments = type.GetGenericArguments();
        IEnumerable<Type> candidates = arguments.Length switch
        {
            1 => [arguments[0].MakeArrayType(), .. Close(arguments, typeof(List<>), typeof(HashSet<>), typeof(Queue<>), typeof(ReadOnlyCollection<>))],
            2 => Close(arguments, typeof(Dictionary<,>), typeof(SortedDictionary<,>), typeof(ReadOnlyDictionary<,>)),
            _ => [],
        };
        return candidates.Where(type.IsAssignableFrom);
    }

    private static IEnumerable<Type> Close(Type[] arguments, params Type[] definitions) =>
        definitions.Select(definition => definition.MakeGenericType(arguments));

    private static SliceableType Make(string method, Type[] arguments, SliceableTypeRegistry types) =>
        Call(method, arguments, [.. arguments.Select(argument => ReflectedTypes.Require(types, argument))]);

    private static SliceableType Call(string method, Type[] arguments, SliceableType[] parts) =>
        (SliceableType)typeof(BuiltInTypes).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Single(candidate => candidate.Name == method && candidate.GetGenericArguments().Length == arguments.Length)
            .MakeGenericMethod(arguments)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, parts, null)!;
}
