using System.Collections.Generic;

namespace Banana.Generators.Parsing;

/// <summary>The framework's types that Banana.Slicers knows. A test compares these lists with its own.</summary>
internal static class KnownTypes
{
    /// <summary>Types that need nothing: asking the registry for them is enough.</summary>
    public static readonly HashSet<string> Leaves =
    [
        "object", "bool", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "char", "float", "double", "decimal", "string", "nint", "nuint",
        "System.Int128", "System.UInt128", "System.Numerics.BigInteger", "System.Half", "System.Text.Rune", "System.Numerics.Complex",
        "System.Numerics.Vector2", "System.Numerics.Vector3", "System.Numerics.Vector4", "System.Numerics.Quaternion", "System.Numerics.Plane",
        "System.Numerics.Matrix3x2", "System.Numerics.Matrix4x4", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly",
        "System.TimeSpan", "System.TimeZoneInfo", "System.Guid", "System.Index", "System.Range", "System.Uri", "System.Version",
        "System.Globalization.CultureInfo", "System.Net.IPAddress", "System.Net.IPEndPoint", "System.Text.StringBuilder", "System.Collections.BitArray",
        "System.Text.RegularExpressions.Regex", "System.Text.Json.JsonElement", "System.Text.Json.Nodes.JsonObject", "System.Text.Json.Nodes.JsonArray",
        "System.Text.Json.Nodes.JsonNode", "System.Collections.ArrayList", "System.Collections.Hashtable",
        "System.Collections.Specialized.NameValueCollection", "System.Dynamic.ExpandoObject", "System.Exception", "Banana.ObjectTuple",
    ];

    /// <summary>Generic types, and the methods of BuiltInTypes that make them of their arguments.</summary>
    public static readonly Dictionary<string, string> Containers = new()
    {
        ["System.Collections.Generic.List`1"] = "List",
        ["System.Collections.Generic.Queue`1"] = "Queue",
        ["System.Collections.Generic.Stack`1"] = "Stack",
        ["System.Collections.Generic.LinkedList`1"] = "LinkedList",
        ["System.Collections.ObjectModel.Collection`1"] = "Collection",
        ["System.Collections.ObjectModel.ObservableCollection`1"] = "ObservableCollection",
        ["System.Collections.ObjectModel.ReadOnlyObservableCollection`1"] = "ReadOnlyObservableCollection",
        ["System.Collections.ObjectModel.ReadOnlyCollection`1"] = "ReadOnlyCollection",
        ["System.Collections.Concurrent.ConcurrentQueue`1"] = "ConcurrentQueue",
        ["System.Collections.Concurrent.ConcurrentStack`1"] = "ConcurrentStack",
        ["System.Collections.Concurrent.ConcurrentBag`1"] = "ConcurrentBag",
        ["System.Collections.Concurrent.BlockingCollection`1"] = "BlockingCollection",
        ["System.Collections.Generic.IAsyncEnumerable`1"] = "Stream",
        ["System.Collections.Immutable.ImmutableArray`1"] = "ImmutableArray",
        ["System.Collections.Immutable.ImmutableList`1"] = "ImmutableList",
        ["System.Collections.Immutable.ImmutableQueue`1"] = "ImmutableQueue",
        ["System.Collections.Immutable.ImmutableStack`1"] = "ImmutableStack",
        ["System.Collections.Generic.HashSet`1"] = "Set",
        ["System.Collections.Generic.SortedSet`1"] = "SortedSet",
        ["System.Collections.ObjectModel.ReadOnlySet`1"] = "ReadOnlySet",
        ["System.Collections.Immutable.ImmutableHashSet`1"] = "ImmutableSet",
        ["System.Collections.Immutable.ImmutableSortedSet`1"] = "ImmutableSortedSet",
        ["System.Collections.Frozen.FrozenSet`1"] = "FrozenSet",
        ["System.Collections.Generic.Dictionary`2"] = "Dictionary",
        ["System.Collections.Generic.SortedDictionary`2"] = "SortedDictionary",
        ["System.Collections.Generic.SortedList`2"] = "SortedList",
        ["System.Collections.Generic.OrderedDictionary`2"] = "OrderedDictionary",
        ["System.Collections.Concurrent.ConcurrentDictionary`2"] = "ConcurrentDictionary",
        ["System.Collections.Generic.PriorityQueue`2"] = "PriorityQueue",
        ["System.Collections.ObjectModel.ReadOnlyDictionary`2"] = "ReadOnlyDictionary",
        ["System.Collections.Immutable.ImmutableDictionary`2"] = "ImmutableDictionary",
        ["System.Collections.Immutable.ImmutableSortedDictionary`2"] = "ImmutableSortedDictionary",
        ["System.Collections.Frozen.FrozenDictionary`2"] = "FrozenDictionary",
        ["System.Linq.ILookup`2"] = "Lookup",
        ["System.Collections.Generic.KeyValuePair`2"] = "Pair",
        ["System.Nullable`1"] = "Nullable",
        ["System.Lazy`1"] = "Lazy",
    };

    /// <summary>Generic types that BuiltInTypes makes of the array type of their argument.</summary>
    public static readonly Dictionary<string, string> OfArrays = new()
    {
        ["System.Memory`1"] = "Memory",
        ["System.ReadOnlyMemory`1"] = "ReadOnlyMemory",
        ["System.ArraySegment`1"] = "ArraySegment",
        ["System.Buffers.ReadOnlySequence`1"] = "ReadOnlySequence",
    };

    /// <summary>What may stand where a generic interface of the framework is declared, if it implements it.</summary>
    public static readonly Dictionary<int, string[]> Candidates = new()
    {
        [1] = ["System.Collections.Generic.List`1", "System.Collections.Generic.HashSet`1", "System.Collections.Generic.Queue`1", "System.Collections.ObjectModel.ReadOnlyCollection`1"],
        [2] = ["System.Collections.Generic.Dictionary`2", "System.Collections.Generic.SortedDictionary`2", "System.Collections.ObjectModel.ReadOnlyDictionary`2"],
    };

    /// <summary>Types whose values are one token that generated code writes and reads itself.</summary>
    public static readonly HashSet<string> Tokens =
    [
        "bool", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "double", "decimal", "string", "System.DateTime", "System.Guid",
        "System.TimeSpan",
    ];
}
