using System.Diagnostics.CodeAnalysis;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The types that are known without registration: their factories, and whether their values are also allowed where nothing is
/// declared.
/// </summary>
internal static class BuiltInTable
{
    private static readonly Dictionary<Type, Row> s_rows = [];
    private static readonly Dictionary<OpenType, Type> s_openTypes = [];
    private static readonly Dictionary<string, Type> s_names = new(StringComparer.Ordinal);

    /// <param name="Make">A function that creates the type for a registry.</param>
    /// <param name="IsOpen">Whether values are allowed where nothing is declared.</param>
    private sealed record Row(Func<SliceableTypeRegistry, SliceableType> Make, bool IsOpen);

    [SuppressMessage("Performance", "CA1810", Justification = "The rows fill two tables.")]
    static BuiltInTable()
    {
        AddBase();
        AddNumbers();
        AddValues();
        AddCollections();
    }

    public static Func<SliceableTypeRegistry, SliceableType>? FindMaker(Type type) => s_rows.GetValueOrDefault(type)?.Make;

    /// <summary>Whether values are allowed where nothing is declared, in dialects without rules of their own.</summary>
    public static bool IsOpen(Type type) => s_rows.TryGetValue(type, out Row? row) && row.IsOpen;

    /// <summary>Returns the type with a name ([T-19]) that is known without registration; null if there is none.</summary>
    public static Type? FindNamed(string name) => s_names.GetValueOrDefault(name);

    public static Type? FindType(OpenType openType) => s_openTypes.GetValueOrDefault(openType);

    private static void AddBase()
    {
        Add<object>("object", null, static _ => BuiltInTypes.Object);
        Add<bool>("boolean", "boolean", static _ => BuiltInTypes.Boolean);
        Add<int>("int32", null, static _ => BuiltInTypes.Int32);
        Add<long>("int64", "int64", static _ => BuiltInTypes.Int64);
        Add<System.Numerics.BigInteger>("bigint", "bigint", static _ => BuiltInTypes.BigInteger);
        Add<double>("float64", null, static _ => BuiltInTypes.Double);
        Add<string>("unicode", "unicode", static _ => BuiltInTypes.String);
        Add<byte[]>("bytes", "bytes", static _ => BuiltInTypes.Bytes);
        Add<ObjectTuple>("tuple", "tuple", static _ => BuiltInTypes.ObjectTuple);
        Add<List<object>>("list<object>", "list", static types => BuiltInTypes.List(types.Get<object>()));
        AddMade<bool>("boolean");
        AddMade<int>("int32");
        AddMade<long>("int64");
        AddMade<double>("float64");
        AddMade<System.Numerics.BigInteger>("bigint");
    }

    private static void AddNumbers()
    {
        AddValue("int8", "int8", static _ => BuiltInTypes.SByte);
        AddValue("uint8", "uint8", static _ => BuiltInTypes.Byte, hasArray: false);
        AddValue("int16", "int16", static _ => BuiltInTypes.Int16);
        AddValue("uint16", "uint16", static _ => BuiltInTypes.UInt16);
        AddValue("uint32", "uint32", static _ => BuiltInTypes.UInt32);
        AddValue("uint64", "uint64", static _ => BuiltInTypes.UInt64);
        AddValue("int128", "int128", static _ => BuiltInTypes.Int128);
        AddValue("uint128", "uint128", static _ => BuiltInTypes.UInt128);
        AddValue("native-int", null, static _ => BuiltInTypes.IntPtr);
        AddValue("native-uint", null, static _ => BuiltInTypes.UIntPtr);
        AddValue("float16", null, static _ => BuiltInTypes.Half);
        AddValue("float32", null, static _ => BuiltInTypes.Single);
        AddValue("decimal", null, static _ => BuiltInTypes.Decimal);
        AddValue("char", null, static _ => BuiltInTypes.Char);
        AddValue("rune", null, static _ => BuiltInTypes.Rune);
        AddValue("complex", "complex", static _ => BuiltInTypes.Complex);
        AddValue("vector2", "vector2", static _ => BuiltInTypes.Vector2);
        AddValue("vector3", "vector3", static _ => BuiltInTypes.Vector3);
        AddValue("vector4", "vector4", static _ => BuiltInTypes.Vector4);
        AddValue("quaternion", "quaternion", static _ => BuiltInTypes.Quaternion);
        AddValue("plane", "plane", static _ => BuiltInTypes.Plane);
        AddValue("matrix3x2", "matrix3x2", static _ => BuiltInTypes.Matrix3x2);
        AddValue("matrix4x4", "matrix4x4", static _ => BuiltInTypes.Matrix4x4);
    }

    private static void AddValues()
    {
        AddValue("date-time", null, static _ => BuiltInTypes.DateTime);
        AddValue("date-time-offset", "date-time-offset", static _ => BuiltInTypes.DateTimeOffset);
        AddValue("date", null, static _ => BuiltInTypes.DateOnly);
        AddValue("time", null, static _ => BuiltInTypes.TimeOnly);
        AddValue("time-span", null, static _ => BuiltInTypes.TimeSpan);
        AddValue("guid", null, static _ => BuiltInTypes.Guid);
        AddValue("index", null, static _ => BuiltInTypes.Index);
        AddValue("range", "range", static _ => BuiltInTypes.Range);
        AddValue("json-element", null, static _ => BuiltInTypes.JsonElement);
        Add<TimeZoneInfo>("time-zone", "time-zone", static _ => BuiltInTypes.TimeZone);
        Add<Uri>("uri", "uri", static _ => BuiltInTypes.Uri);
        Add<Exception>("exception", "exception", static _ => BuiltInTypes.Exception);
        Add<Version>("version", "version", static _ => BuiltInTypes.Version);
        Add<System.Globalization.CultureInfo>("culture", "culture", static _ => BuiltInTypes.Culture);
        Add<System.Net.IPAddress>("ip-address", "ip-address", static _ => BuiltInTypes.IPAddress);
        Add<System.Net.IPEndPoint>("ip-endpoint", "ip-endpoint", static _ => BuiltInTypes.IPEndPoint);
        Add<System.Text.StringBuilder>("text-builder", "text-builder", static _ => BuiltInTypes.StringBuilder);
        Add<System.Collections.BitArray>("bits", "bits", static _ => BuiltInTypes.BitArray);
        Add<System.Text.Json.Nodes.JsonObject>("json-object", null, static _ => BuiltInTypes.JsonObject);
        Add<System.Text.Json.Nodes.JsonArray>("json-array", null, static _ => BuiltInTypes.JsonArray);
        Add<System.Text.Json.Nodes.JsonNode>("json-node", null, static _ => BuiltInTypes.JsonNode);
        Add<System.Text.RegularExpressions.Regex>("regex", "regex", static _ => BuiltInTypes.Regex, isOpen: false);
    }

    private static void AddCollections()
    {
        Add<Dictionary<object, object>>("dict<object,object>", "dict", static types => BuiltInTypes.Dictionary(types.Get<object>(), types.Get<object>()));
        Add<object[]>("array<object>", "array", static types => BuiltInTypes.Array(types.Get<object>()));
        Add<string[]>("array<unicode>", null, static types => BuiltInTypes.Array(types.Get<string>()));
        Add<List<string>>("list<unicode>", null, static types => BuiltInTypes.List(types.Get<string>()));
        Add<List<byte>>("list<uint8>", null, static types => BuiltInTypes.List(types.Get<byte>()));
        Add<Dictionary<string, object>>("dict<unicode,object>", null, static types => BuiltInTypes.Dictionary(types.Get<string>(), types.Get<object>()));
        Add<Dictionary<string, string>>("dict<unicode,unicode>", null, static types => BuiltInTypes.Dictionary(types.Get<string>(), types.Get<string>()));
        Add<Dictionary<string, int>>("dict<unicode,int32>", null, static types => BuiltInTypes.Dictionary(types.Get<string>(), types.Get<int>()));
        Add<HashSet<string>>("set<unicode>", null, static types => BuiltInTypes.Set(types.Get<string>()));
        Add<System.Collections.ArrayList>("array-list", null, static _ => BuiltInTypes.ArrayList);
        Add<System.Collections.Hashtable>("hashtable", null, static _ => BuiltInTypes.Hashtable);
        Add<System.Collections.Specialized.NameValueCollection>("name-values", null, static _ => BuiltInTypes.NameValues);
        Add<System.Dynamic.ExpandoObject>("expando", null, static _ => BuiltInTypes.Expando);
    }

    /// <param name="name">The name of the type.</param>
    /// <param name="openType">The open type of self-describing values; null if they use <paramref name="name"/>.</param>
    /// <param name="make">A function that creates the type.</param>
    /// <param name="isOpen">Whether values are allowed where nothing is declared.</param>
    private static void Add<T>(
        string name, string? openType, Func<SliceableTypeRegistry, SliceableType<T>> make, bool isOpen = true)
    {
        s_rows.Add(typeof(T), new Row(make, isOpen));
        s_names.TryAdd(name, typeof(T)); // if types share one, it belongs to the first
        s_openTypes.Add(openType is null ? new OpenType(OpenTypes.Typed, name) : new OpenType(openType, null), typeof(T));
    }

    /// <summary>Adds a value type, and the types composed of it.</summary>
    private static void AddValue<T>(
        string name, string? openType, Func<SliceableTypeRegistry, SliceableType<T>> make, bool hasArray = true)
        where T : struct
    {
        Add(name, openType, make);
        AddMade<T>(name, hasArray);
    }

    private static void AddMade<T>(string name, bool hasArray = true)
        where T : struct
    {
        Add<T?>($"nullable<{name}>", null, static types => BuiltInTypes.Nullable(types.Get<T>()), isOpen: false);
        if (hasArray) // byte arrays are a separate type
        {
            Add<T[]>($"array<{name}>", null, static types => BuiltInTypes.Array(types.Get<T>()));
            Add<List<T>>($"list<{name}>", null, static types => BuiltInTypes.List(types.Get<T>()));
        }
    }
}
