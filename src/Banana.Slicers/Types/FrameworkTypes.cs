using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Dynamic;
using System.Net;
using System.Numerics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Banana.Slicing;

/// <summary>
/// Finds types of the framework, which run only framework code when they are hashed, compared or enumerated. The assembly
/// decides, one of those with built-in types, because anyone can use a namespace.
/// </summary>
internal static class FrameworkTypes
{
    private static readonly Assembly[] s_assemblies =
    [
        typeof(object).Assembly,
        typeof(SortedSet<>).Assembly,
        typeof(ConcurrentBag<>).Assembly,
        typeof(ImmutableArray<>).Assembly,
        typeof(ObservableCollection<>).Assembly,
        typeof(NameValueCollection).Assembly,
        typeof(ReadOnlySequence<>).Assembly,
        typeof(Lookup<,>).Assembly,
        typeof(ExpandoObject).Assembly,
        typeof(BigInteger).Assembly,
        typeof(Uri).Assembly,
        typeof(IPAddress).Assembly,
        typeof(JsonElement).Assembly,
        typeof(Regex).Assembly,
    ];

    /// <summary>Whether a type belongs to the framework; all arrays and enumerations do.</summary>
    public static bool Contains(Type type) => type.IsArray || type.IsEnum || Array.IndexOf(s_assemblies, type.Assembly) >= 0;
}
