using System.Collections;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Banana.Slicers.Tests.Changes;

/// <summary>What the table of safe changes means, said independently of it.</summary>
internal static class Sameness
{
    private static readonly Type[] s_integers =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(Int128), typeof(UInt128),
        typeof(BigInteger), typeof(nint), typeof(nuint),
    ];

    private static readonly Type[] s_reals = [typeof(Half), typeof(float), typeof(double)];

    /// <summary>Whether a value has come back as it was: the same number, the same text, the same elements.</summary>
    public static bool IsSame(object? sent, object? read) => (sent, read) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ when ToInteger(sent) is { } number => ToInteger(read) is { } other ? number == other
            : read is double or float ? number == new BigInteger(Convert.ToDouble(read)) && (Convert.ToDouble(read) % 1) == 0
            : read is decimal real && number == new BigInteger(real) && real % 1 == 0,
        _ when ToReal(sent) is { } real => ToReal(read) is { } other && real.Equals(other),
        (OrderedDictionary<string, int> one, _) => read is OrderedDictionary<string, int> two && one.SequenceEqual(two), // nothing else keeps its order
        (IDictionary one, IDictionary two) => one.Count == two.Count && one.Keys.Cast<object>().All(key => two.Contains(key) && IsSame(one[key], two[key])),
        (string or byte[], _) or (_, string or byte[]) => sent.GetType() == read.GetType() && StructuralComparisons.StructuralEqualityComparer.Equals(sent, read),
        (ITuple one, ITuple two) => sent.GetType().Name == read.GetType().Name && IsSameRow(Items(one), Items(two)),
        (IEnumerable one, IEnumerable two) => IsSameRow([.. one.Cast<object?>()], [.. two.Cast<object?>()]),
        _ => sent.GetType() == read.GetType() && sent.Equals(read),
    };

    /// <summary>Whether the table may let a change pass at all.</summary>
    public static bool IsAllowed(Type from, Type to, object? value) => from == to
        || to.IsAssignableFrom(value!.GetType())
        || Bare(from) == Bare(to)
        || from == typeof(object)
        || (s_integers.Contains(Bare(from)) && (s_integers.Contains(Bare(to)) || Bare(to) == typeof(double) || Bare(to) == typeof(decimal)))
        || (s_reals.Contains(Bare(from)) && s_reals.Contains(Bare(to)))
        || (from.Name == to.Name && typeof(ITuple).IsAssignableFrom(from))
        || (typeof(IEnumerable).IsAssignableFrom(from) && typeof(IEnumerable).IsAssignableFrom(to) && from != typeof(string) && to != typeof(string));

    /// <summary>Whether the table must let it pass.</summary>
    public static bool IsRequired(Type from, Type to, object? value)
    {
        Type[] widths = [typeof(sbyte), typeof(short), typeof(int), typeof(long), typeof(Int128), typeof(BigInteger)];
        return from == to
            || (to == typeof(object) && from.Assembly == typeof(object).Assembly && !from.IsGenericType && !from.IsEnum)
            || Nullable.GetUnderlyingType(to) == from
            || (Array.IndexOf(widths, from) is >= 0 and int narrow && Array.IndexOf(widths, to) > narrow)
            || (from == typeof(List<int>) && (to == typeof(int[]) || to == typeof(IReadOnlyList<int>)))
            || (from == typeof(Half) && to == typeof(double))
            || (from == typeof(float) && to == typeof(double))
            || (from == typeof(object) && value!.GetType() == to);
    }

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static bool IsSameRow(object?[] one, object?[] two) =>
        one.Length == two.Length && one.Zip(two).All(pair => IsSame(pair.First, pair.Second));

    private static object?[] Items(ITuple tuple) => [.. Enumerable.Range(0, tuple.Length).Select(i => tuple[i])];

    private static BigInteger? ToInteger(object value) => value switch
    {
        BigInteger big => big,
        Int128 wide => (BigInteger)wide,
        UInt128 wide => (BigInteger)wide,
        nint address => address,
        nuint address => address,
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value),
        ulong large => large,
        _ => null,
    };

    private static double? ToReal(object value) => value switch
    {
        Half half => (double)half,
        float single => single,
        double real => real,
        _ => null,
    };
}
