using System.Collections.Concurrent;
using System.Reflection;

namespace Banana.Slicers.Tests.Changes;

/// <summary>One class with one member, as two programs know it: each declares another type.</summary>
internal static class Exchange
{
    private const string WireName = "test.holder";
    private static readonly ConcurrentDictionary<Type, BananaSerializerOptions> s_options = new();

    internal sealed class Holder<T>
    {
        public T? Value { get; set; }
    }

    internal sealed class Pair<TFirst, TSecond>
    {
        public TFirst? First { get; set; }

        public TSecond? Second { get; set; }
    }

    internal interface IBox<out T>
    {
        T? Value { get; }
    }

    internal sealed class Box<T> : IBox<T>
    {
        public T? Value { get; set; }
    }

    [Sliceable("test.leaf")]
    internal sealed class Leaf
    {
        public int Value { get; set; }
    }

    internal sealed class Newer
    {
        public int Id { get; set; }

        public DateOnly When { get; set; }

        public Half Half { get; set; }

        public object? Any { get; set; }

        public Newer? Next { get; set; }
    }

    internal sealed class Node
    {
        public int Before { get; set; }

        public GenericObject? Any { get; set; }

        public int After { get; set; }
    }

    internal sealed class Older
    {
        public int Id { get; set; }

        [SliceExtensionData]
        public UnknownAttributes? More { get; set; }
    }

    internal sealed class Other
    {
        public DateTime When { get; set; }
    }

    /// <summary>Writes an instance; false if the value cannot be sent where nothing is declared.</summary>
    public static bool TryWrite(Type type, object? value, out byte[] bytes)
    {
        try
        {
            bytes = (byte[])Call(nameof(WriteHolder), type, value)!;
            return true;
        }
        catch (ViolationException refused) when (refused.Code == ViolationCode.UnregisteredType && type == typeof(object))
        {
            bytes = [];
            return false;
        }
    }

    public static object? Read(Type type, byte[] bytes, bool convertsEnumerations = false) =>
        Call(convertsEnumerations ? nameof(ReadHolderAndConvert) : nameof(ReadHolder), type, bytes);

    private static byte[] WriteHolder<T>(object? value) => BananaSerializer.Serialize(new Holder<T> { Value = (T?)value }, OptionsFor<T>());

    private static object? ReadHolder<T>(byte[] bytes) => BananaSerializer.Deserialize<Holder<T>>(bytes, OptionsFor<T>())!.Value;

    private static object? ReadHolderAndConvert<T>(byte[] bytes)
    {
        BananaSerializerOptions options = new() { Policy = BananaPolicy.Untrusted with { ConvertsEnumerations = true } };
        options.Types.AddReflected<Holder<T>>(WireName).AddReflected<DayOfWeek>();
        return BananaSerializer.Deserialize<Holder<T>>(bytes, options)!.Value;
    }

    private static BananaSerializerOptions OptionsFor<T>() => s_options.GetOrAdd(typeof(T), static _ =>
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Holder<T>>(WireName);
        foreach (Type known in new[] { typeof(List<int>), typeof(int[]), typeof(List<string>), typeof(string[]) })
        {
            typeof(SliceableTypeRegistry).GetMethod(nameof(SliceableTypeRegistry.AddReflected))!.MakeGenericMethod(known).Invoke(options.Types, [null]);
        }

        return options;
    });

    private static object? Call(string method, Type type, object? argument) => typeof(Exchange)
        .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type)
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [argument], null);
}
