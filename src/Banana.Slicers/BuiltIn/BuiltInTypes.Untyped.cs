using System.Collections;
using System.Collections.Specialized;
using System.Dynamic;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Banana.Slicing;

// Collections of anything, and documents of other formats.
public static partial class BuiltInTypes
{
    /// <summary>Non-generic lists.</summary>
    public static SliceableType<ArrayList> ArrayList => field ??= Elements(
        Object, new ElementsKind<object, ArrayList>("array-list", static list => list.Cast<object>())
        {
            Create = static _ => [],
            TryAdd = Adds<ArrayList, object>(static (list, item) => list.Add(item)),
        }) with
    { Name = "array-list" };

    /// <summary>Non-generic dictionaries.</summary>
    public static SliceableType<Hashtable> Hashtable => field ??= Entries(
        Object, Object, new EntriesKind<object, object, Hashtable>(
            "hashtable", static map => map.Cast<System.Collections.DictionaryEntry>().Select(entry => KeyValuePair.Create(entry.Key, entry.Value!)))
        {
            BytesPerEntry = 128,
            Create = static comparer => new Hashtable((IEqualityComparer?)comparer),
            TryAdd = static (map, key, value) =>
            {
                int before = map.Count;
                map[key] = value;
                return map.Count > before;
            },
            Comparer = new ComparerOf<Hashtable>(ComparerOfHashtable, static comparer => comparer is IEqualityComparer, Hashes: true),
            Table = KeyTable.Probed,
        }) with
    { Name = "hashtable" };

    /// <summary>Collections of names with any number of values each.</summary>
    public static SliceableType<NameValueCollection> NameValues => field ??= Entries(
        String, Array(String), new EntriesKind<string, string[], NameValueCollection>(
            "name-values", static map => Enumerable.Range(0, map.Count).Select(i => KeyValuePair.Create(map.GetKey(i)!, map.GetValues(i)!)))
        {
            Bytes = 480,
            BytesPerEntry = 320,
            Create = static comparer => comparer is null ? [] : new NameValueCollection((IEqualityComparer)comparer),
            TryAdd = TryAddValues,
            IsOrdered = true,
            Comparer = new ComparerOf<NameValueCollection>(ComparerOfNames, static comparer => comparer is IEqualityComparer, Hashes: true),
            DefaultComparer = s_plainNames,
            Table = KeyTable.Probed,
            Repeats = static values => values?.Length ?? 0,
            CanHaveNullKeys = true,
        }) with
    { Name = "name-values" };

    /// <summary>Objects whose members are added at run time.</summary>
    public static SliceableType<ExpandoObject> Expando => field ??= Entries(
        String, Object, new EntriesKind<string, object, ExpandoObject>("expando", static map => map!)
        {
            Create = static _ => NewExpando(),
            TryAdd = static (map, key, value) => ((IDictionary<string, object?>)map).TryAdd(key, value),
            IsOrdered = true,
            StepsPerEntryBefore = 30, // each new member copies those that are there
        }) with
    { Name = "expando" };

    /// <summary>
    /// Exceptions as data: the types in <c>options.Types.Exceptions</c> come back as themselves, others as
    /// <see cref="RemoteException"/>.
    /// </summary>
    public static SliceableType<Exception> Exception => field ??= new(
        new ExceptionSlicer(String, Hashtable, Object), new ExceptionUnslicer(String, Hashtable, Object));

    /// <summary>
    /// Values of unregistered types and classes where nothing is declared, read as data: no type is looked up by name. Such
    /// values are refused unless this type is added with <c>options.Types.Add(BuiltInTypes.GenericSequence)</c>. For dialects
    /// with type names; for others see <see cref="GenericObject"/>.
    /// </summary>
    public static SliceableType<GenericSequence> GenericSequence => field ??= new(GenericSequenceSlicer.Instance, GenericPosition.Instance);

    /// <summary>
    /// Values as they are on the wire, including those of registered types: every sequence is a
    /// <see cref="Banana.GenericSequence"/>. For programs that display or forward documents. Use its slicer and unslicer
    /// directly; the type cannot be registered.
    /// </summary>
    public static SliceableType<object> GenericValue => field ??= new(UnknownValueSlicer.Instance, UnknownValueUnslicer.Asked);

    /// <summary>JSON values, preserved character for character.</summary>
    public static SliceableType<JsonElement> JsonElement => field ??= Converted(
        "json-element",
        TokenForms.Text,
        static (JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "" : value.GetRawText(),
        TryToJson,
        "JSON text",
        static text => text.Length == 0 ? 0 : BytesOfJson(text));

    /// <summary>Mutable JSON objects; a node with a parent is refused.</summary>
    public static SliceableType<JsonObject> JsonObject => field ??= Json<JsonObject>("json-object");

    /// <summary>Mutable JSON arrays; a node with a parent is refused.</summary>
    public static SliceableType<JsonArray> JsonArray => field ??= Json<JsonArray>("json-array");

    /// <summary>Mutable JSON nodes of any kind; a node with a parent is refused.</summary>
    public static SliceableType<JsonNode> JsonNode => field ??= Json<JsonNode>("json-node");

    private static SliceableType<T> Json<T>(string name)
        where T : JsonNode => Row(
            "json",
            name,
            static parts => BytesOfJson((string?)parts[0]),
            static parts => ToJson<T>((string)parts[0]!, (bool)parts[1]!),
            new Part<T, string>("Text", String, ToText),
            new Part<T, bool>("PropertyNameCaseInsensitive", Boolean, static node => node.Options?.PropertyNameCaseInsensitive ?? false));

    private static T ToJson<T>(string text, bool ignoresCase)
        where T : JsonNode =>
        JsonNames.FindTwice(text, ignoresCase) is { } name
            ? throw new ArgumentException($"The JSON text has an object with two properties named '{name}'.")
            : (T)System.Text.Json.Nodes.JsonNode.Parse(text, ignoresCase ? new JsonNodeOptions { PropertyNameCaseInsensitive = true } : null)!;

    private static string ToText(JsonNode node) => node.Parent is null
        ? node.ToJsonString()
        : throw new ArgumentException($"This node is part of a larger JSON document, at {node.GetPath()}. Send the root, or a deep clone of the node.");

    /// <summary>Returns the memory of a JSON document: its bytes, and the positions of its values.</summary>
    private static long BytesOfJson(string? text) => 512 + (16L * (text?.Length ?? 0));

    private static bool TryToJson(string token, out JsonElement value)
    {
        value = default;
        if (token.Length == 0)
        {
            return true;
        }

        System.Text.Json.Utf8JsonReader reader = new(System.Text.Encoding.UTF8.GetBytes(token));
        try
        {
            value = System.Text.Json.JsonElement.ParseValue(ref reader); // in memory of its own, none of the pool's
            return !reader.Read();
        }
        catch (JsonException) // the fault of the text; the violation has its position
        {
            return false;
        }
    }

    private static object? ComparerOfHashtable(Hashtable map) => Comparers.Of(map);

    private static readonly object? s_plainNames = Comparers.Of(new NameValueCollection());

    private static object? ComparerOfNames(NameValueCollection map) =>
        ReferenceEquals(Comparers.Of(map), s_plainNames) ? null : Comparers.Of(map);

    // The framework keeps for ever which name was ever the first of such an object; this way it is always the same.
    private static ExpandoObject NewExpando()
    {
        ExpandoObject made = new();
        IDictionary<string, object?> members = made;
        members.Add("", null);
        members.Remove("");
        return made;
    }

    private static bool TryAddValues(NameValueCollection map, string? name, string[]? values)
    {
        int before = map.Count;
        if (values is null or [])
        {
            map.Add(name, null);
        }
        else
        {
            foreach (string value in values)
            {
                map.Add(name, value);
            }
        }

        return map.Count > before;
    }

    // State that these collections do not expose, but must keep.
    private static class Comparers
    {
        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_EqualityComparer")]
        public static extern IEqualityComparer? Of(Hashtable map);

        [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Comparer")]
        public static extern IEqualityComparer? Of(NameObjectCollectionBase map);
    }
}
