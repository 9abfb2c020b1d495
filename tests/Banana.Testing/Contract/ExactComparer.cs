using System.Buffers;
using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Banana.Wire;

namespace Banana.Testing;

/// <summary>
/// Whether two graphs are the same in every respect that a program can see: exact types, bits of numbers, order, comparers, bounds, and which
/// objects are shared. Says where they differ first.
/// </summary>
public sealed class ExactComparer
{
    private readonly Dictionary<object, object> _there = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<object, object> _back = new(ReferenceEqualityComparer.Instance);
    private readonly Queue<(object? Left, object? Right, string Path)> _work = new();

    /// <summary>Where and how they differ; null if they do not.</summary>
    public static string? FindDifference(object? left, object? right)
    {
        ExactComparer comparer = new();
        comparer._work.Enqueue((left, right, "$"));
        while (comparer._work.TryDequeue(out (object? Left, object? Right, string Path) pair))
        {
            if (comparer.Compare(pair.Left, pair.Right, pair.Path) is { } difference)
            {
                return $"{pair.Path}: {difference}";
            }
        }

        return null;
    }

    private string? Compare(object? left, object? right, string path)
    {
        if (left is null || right is null)
        {
            return left is null && right is null ? null : $"{left ?? "null"} became {right ?? "null"}";
        }

        Type type = left.GetType();
        if (type != right.GetType() && !(left is Type))
        {
            return $"{type} became {right.GetType()}";
        }

        if (LeafText(left) is { } text)
        {
            return text == LeafText(right) ? null : $"{text} became {LeafText(right)}";
        }

        if (!type.IsValueType && IsKnown(left, right, out string? identity))
        {
            return identity;
        }

        if (ComparerOf(left) is { } comparer && !ReferenceEquals(comparer, ComparerOf(right)))
        {
            return $"comparer {comparer} became {ComparerOf(right)}";
        }

        return left switch
        {
            Array array => CompareArrays(array, (Array)right, path),
            not IEnumerable when type.GetProperty("UnorderedItems") is { } heap =>
                CompareItems((IEnumerable)heap.GetValue(left)!, (IEnumerable)heap.GetValue(right)!, path),
            IEnumerable when type.Name is "ArraySegment`1" or "ImmutableArray`1" => CompareFields(type, left, right, path),
            IEnumerable items => CompareItems(Items(items, type), Items((IEnumerable)right, type), path),
            _ => CompareFields(type, left, right, path),
        };
    }

    /// <summary>Whether the pair has been compared; objects must be shared in the same places.</summary>
    private bool IsKnown(object left, object right, out string? difference)
    {
        bool isThere = _there.TryGetValue(left, out object? match);
        difference = isThere != _back.ContainsKey(right) || (isThere && !ReferenceEquals(match, right))
            ? isThere ? "one object became two" : "two objects became one"
            : null;
        if (!isThere && difference is null)
        {
            _there.Add(left, right);
            _back.Add(right, left);
        }

        return isThere || difference is not null;
    }

    private string? CompareArrays(Array left, Array right, string path)
    {
        for (int i = 0; i < left.Rank; i++)
        {
            if (left.GetLength(i) != right.GetLength(i) || left.GetLowerBound(i) != right.GetLowerBound(i))
            {
                return $"dimension {i} differs";
            }
        }

        return CompareItems(left, right, path);
    }

    private string? CompareItems(IEnumerable left, IEnumerable right, string path)
    {
        object?[] lefts = [.. left.Cast<object?>()];
        object?[] rights = [.. right.Cast<object?>()];
        if (lefts.Length != rights.Length)
        {
            return $"{lefts.Length} elements became {rights.Length}";
        }

        for (int i = 0; i < lefts.Length; i++)
        {
            _work.Enqueue((lefts[i], rights[i], $"{path}[{i}]"));
        }

        return null;
    }

    private string? CompareFields(Type type, object left, object right, string path)
    {
        for (Type? level = type; level is not null && level != typeof(object); level = level.BaseType)
        {
            foreach (FieldInfo field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                _work.Enqueue((field.GetValue(left), field.GetValue(right), $"{path}.{field.Name}"));
            }
        }

        return null;
    }

    /// <summary>Collections that promise no order are compared in the order of their elements' texts.</summary>
    private static IEnumerable Items(IEnumerable items, Type type) =>
        type.Name.StartsWith("Frozen", StringComparison.Ordinal)
        || type.BaseType?.Name.StartsWith("Frozen", StringComparison.Ordinal) == true
        || type.FullName!.StartsWith("System.Collections.Frozen", StringComparison.Ordinal)
        || type.Name is "ImmutableHashSet`1" or "ImmutableDictionary`2" or "ConcurrentDictionary`2" or "Hashtable"
            ? items.Cast<object?>().OrderBy(TextOf, StringComparer.Ordinal)
            : items;

    private static string TextOf(object? item) => item switch
    {
        DictionaryEntry entry => $"{TextOf(entry.Key)} {TextOf(entry.Value)}",
        byte[] bytes => Convert.ToHexString(bytes), // many arrays can be keys of one table
        _ => $"{item}",
    };

    private static object? ComparerOf(object value)
    {
        foreach (string name in (string[])["Comparer", "KeyComparer", "EqualityComparer"])
        {
            for (Type? level = value.GetType(); level is not null; level = level.BaseType)
            {
                if (level.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is { } property)
                {
                    return property.GetValue(value);
                }
            }
        }

        return null;
    }

    /// <summary>All that can be seen of a value that is not made of others; null if it is.</summary>
    private static string? LeafText(object value) => value switch
    {
        string text => string.Concat(text.Select(unit => $"{(int)unit:x4}")),
        VocabularyWord word => word.Text,
        ReadOnlySequence<byte> bytes => string.Join(' ', bytes.ToArray()),
        UnknownAttributes unknown => string.Join(' ', unknown.Names), // what they are kept as is nobody's business
        char unit => $"{(int)unit:x4}",
        float number => $"{BitConverter.SingleToUInt32Bits(number):x8}",
        double number => $"{BitConverter.DoubleToUInt64Bits(number):x16}",
        Half number => $"{BitConverter.HalfToUInt16Bits(number):x4}",
        decimal number => string.Join(' ', decimal.GetBits(number)),
        DateTime date => $"{Unsafe.BitCast<DateTime, ulong>(date):x16}",
        DateTimeOffset date => $"{date.Ticks} {date.Offset}",
        Uri uri => $"{uri.OriginalString} {uri.IsAbsoluteUri}",
        TimeZoneInfo zone => zone.ToSerializedString(),
        System.Globalization.CultureInfo culture => $"{culture.Name} {culture.IsReadOnly}",
        StringBuilder builder => $"{builder} {builder.MaxCapacity}",
        System.Text.RegularExpressions.Regex regex => $"{regex} {regex.Options} {regex.MatchTimeout}",
        System.Text.Json.JsonElement json => json.ValueKind == System.Text.Json.JsonValueKind.Undefined ? "none" : json.GetRawText(),
        System.Text.Json.Nodes.JsonNode json => $"{json.ToJsonString()} {json.Options?.PropertyNameCaseInsensitive == true}",
        Type type => type.FullName ?? type.Name,
        IFormattable or Version or System.Net.IPEndPoint or System.Net.IPAddress or bool or Index or Range or System.Text.Rune
            => value.ToString() + (value is System.Net.IPAddress { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } address ? address.ScopeId : ""),
        _ => null,
    };
}
