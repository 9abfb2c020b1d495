using System.Collections.Frozen;
using System.Numerics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>A Foolscap constraint, said as a <see cref="Taster"/>: what can be said of tokens by its limits, the rest by looking at the finished value.</summary>
internal sealed class Constraint
{
    private const int ShorthandIntegerBytes = 1024;

    private readonly JsonElement[] _args;
    private readonly JsonElement _entry;
    private readonly string _class;
    private readonly bool _isOnWire;

    /// <param name="entry">The constraint, as the vectors have it.</param>
    /// <param name="isOnWire">Whether only that counts which Foolscap checks while it decodes: it looks at lengths and numbers later.</param>
    public Constraint(JsonElement entry, bool isOnWire)
    {
        _entry = entry;
        _isOnWire = isOnWire;
        _class = entry.GetProperty("c").GetString()!;
        _args = entry.TryGetProperty("args", out JsonElement args) ? [.. args.EnumerateArray()] : [];
    }

    public Taster ToTaster() => new()
    {
        Tokens = _class is "Choice" or "AnyString" or "AttributeDict" ? null : Tokens,
        OpenTypes = OpenTypes,
        MaxStringBytes = _class == "ByteString" ? Number(0) : null,
        MaxIntegerBytes = MaxIntegerBytes,
        MaxItems = MaxItems,
        Children = _class is "List" or "Set" ? Argument(0).ToTaster() : null,
        Accepts = Accepts,
    };

    private TokenTypes? Tokens => _class switch
    {
        "ByteString" => TokenTypes.String,
        "Integer" when _args is [] => TokenTypes.Int | TokenTypes.Neg | TokenTypes.Open,
        "Integer" => TokenTypes.Integers,
        "Number" => TokenTypes.Integers | TokenTypes.Float,
        "None" => TokenTypes.Vocab,
        "Boolean" => TokenTypes.Open | TokenTypes.Int,
        "Unicode" => TokenTypes.Open | TokenTypes.String,
        "Any" => null,
        _ => TokenTypes.Open,
    };

    private FrozenSet<string>? OpenTypes => _class switch
    {
        "Boolean" or "Integer" => ["boolean"],
        "Unicode" => ["unicode"],
        "List" => ["list"],
        "Tuple" => ["tuple"],
        "Dict" or "AttributeDict" => ["dict"],
        "Set" => ["set", "immutable-set"],
        _ => null,
    };

    private int? MaxItems => _class switch
    {
        "List" or "Set" => Number(1),
        "Dict" => Number(2),
        "Tuple" => _args.Length,
        _ => null,
    };

    private int? MaxIntegerBytes => _class switch
    {
        "Any" => 1000,
        "Integer" => Number(0),
        "Number" => ShorthandIntegerBytes,
        _ => null,
    };

    private bool Accepts(object? value) => _class switch
    {
        "Any" => true,
        "None" => value is null,
        "ByteString" => value is byte[] bytes && (_isOnWire || FitsIn(bytes.Length, Number(0), Number(1))),
        "Unicode" => value is string text && (_isOnWire || IsAcceptedText(text)),
        "Integer" => value is bool && !_isOnWire || IsAcceptedInteger(value),
        "Number" => value is double || IsAcceptedInteger(value),
        "Boolean" => value is bool flag && (_args is [] || flag == _args[0].GetBoolean()),
        "List" => value is List<object?> list && (_isOnWire || FitsIn(list.Count, Number(1), Number(2))),
        "Tuple" => value is ObjectTuple tuple && tuple.Count == _args.Length && tuple.Select((item, i) => Argument(i).AcceptsAll(item)).All(isFine => isFine),
        "Dict" => value is ObjectDictionary map && map.All(entry => Argument(0).AcceptsAll(entry.Key) && Argument(1).AcceptsAll(entry.Value)),
        "Set" => _args.Length < 3 || _args[2].ValueKind == JsonValueKind.Null || value is ObjectSet == _args[2].GetBoolean(),
        "Choice" => Enumerable.Range(0, _args.Length).Any(i => Argument(i).AcceptsAll(value)),
        "AnyString" => value is byte[] or string,
        "AttributeDict" => value is ObjectDictionary attributes && AcceptsAttributes(attributes),
        _ => throw new NotSupportedException(_class),
    };

    /// <summary>What the taster says with its limits, for positions that it cannot be given to.</summary>
    private bool AcceptsAll(object? value) => Accepts(value)
        && (value is not byte[] bytes || FitsIn(bytes.Length, _class == "ByteString" ? Number(0) : null, null))
        && (_class is not ("List" or "Set") || ((IEnumerable<object?>)value!).All(Argument(0).AcceptsAll));

    private bool IsAcceptedInteger(object? value)
    {
        BigInteger? number = value switch { int small => small, long large => large, BigInteger huge => huge, _ => null };
        return number is { } integer && (_isOnWire || (_args is []
            ? integer >= int.MinValue && integer <= int.MaxValue
            : Number(0) is not { } bytes || BigInteger.Abs(integer) < BigInteger.Pow(256, bytes)));
    }

    private bool IsAcceptedText(string text) => FitsIn(text.EnumerateRunes().Count(), Number(0), Number(1))
        && (!_entry.TryGetProperty("kwargs", out JsonElement named) || Regex.IsMatch(text, named.GetProperty("regexp").GetString()!));

    private bool AcceptsAttributes(ObjectDictionary attributes)
    {
        Dictionary<string, JsonElement> known = _entry.GetProperty("attrs").EnumerateArray().ToDictionary(pair => pair[0].GetString()!, pair => pair[1]);
        return attributes.All(entry => entry.Key is string name && known.TryGetValue(name, out JsonElement found) && Of(found).AcceptsAll(entry.Value))
            && known.All(pair => pair.Value.GetProperty("c").GetString() == "Optional" || attributes.TryGetValue(pair.Key, out _));
    }

    private Constraint Of(JsonElement entry) =>
        entry.GetProperty("c").GetString() == "Optional" ? new Constraint(entry.GetProperty("args")[0], _isOnWire) : new Constraint(entry, _isOnWire);

    private Constraint Argument(int index) => Of(_args[index]);

    private int? Number(int index) => index < _args.Length && _args[index].ValueKind == JsonValueKind.Number ? _args[index].GetInt32() : null;

    private static bool FitsIn(int length, int? most, int? least) => length <= (most ?? int.MaxValue) && length >= (least ?? 0);
}
