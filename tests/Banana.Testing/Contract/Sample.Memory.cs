using Banana.Slicing;
using Banana.Wire;

namespace Banana.Testing;

// What holds for every type: what its values take in memory has been charged.
public abstract partial class Sample
{
    /// <summary>Reads many copies of the value, each an object of its own, and says what they cost.</summary>
    public abstract MemoryCost Cost(int count);
}

public sealed partial class Sample<T>
{
    public override MemoryCost Cost(int count)
    {
        BananaSerializerOptions reading = WithLists(NewOptions());
        Copier copies = new(this);
        BananaSerializer.Deserialize<List<T>>(copies.Make(3), reading); // what only the first needs is not the values' own
        return MemoryCost.Of<List<T>>(copies.Make(count), reading);
    }

    private static BananaSerializerOptions WithLists(BananaSerializerOptions options)
    {
        if (!options.Types.TryGet<List<T>>(out _))
        {
            options.Types.Add(BuiltInTypes.List(options.Types.Get<T>()) with { Name = "test.list" });
        }

        return options;
    }

    /// <summary>Writes copies that share nothing, where that can be done.</summary>
    private sealed class Copier(Sample<T> sample)
    {
        private static readonly BananaPolicy s_policy = BananaPolicy.Trusted with { Limits = BananaPolicy.Trusted.Limits with { MaxDepth = 64 } };

        private readonly BananaSerializerOptions _unshared = WithLists(sample.Registered(new() { References = ReferenceMode.None, Policy = s_policy }));

        public byte[] Make(int count)
        {
            List<T> copies = [.. Enumerable.Range(0, count).Select(_ => sample.Make())];
            try
            {
                return BananaSerializer.Serialize(copies, _unshared);
            }
            catch (ViolationException refused) when (refused.Code == ViolationCode.TooDeep) // it holds itself, so that it is not sent again
            {
                return BananaSerializer.Serialize(copies, WithLists(sample.NewOptions()));
            }
        }
    }
}

/// <summary>What a graph took in memory, and what it was charged.</summary>
/// <param name="Charged">What was charged; in bytes.</param>
/// <param name="Live">What was live at the most, of the two times when it was measured: before the last CLOSE and behind it; in bytes.</param>
/// <param name="Retained">What stayed when the graph was given up; in bytes.</param>
public readonly record struct MemoryCost(long Charged, long Live, long Retained)
{
    /// <summary>What is too little to look at again; in bytes.</summary>
    private const long Little = 64 * 1024;

    public static MemoryCost Of<T>(byte[] document, BananaSerializerOptions options)
    {
        options.Types.TryGet(out SliceableType<T>? type);
        UnslicerStack stack = new(options.ToUnslicerStackOptions());
        long before = LiveBytes();
        TokenReader reader = new(document.AsSpan(..^1), default, options.Policy.Limits);
        ReadStatus status = stack.TryRead(ref reader, type!.Unslicer, out T? value);
        long partly = LiveBytes() - before;
        long charged = stack.ManagedBytes;
        if (status != ReadStatus.Done)
        {
            reader = new(document.AsSpan((int)reader.Offset..), reader.State, options.Policy.Limits);
            status = stack.TryRead(ref reader, type.Unslicer, out value);
            charged = Math.Max(charged, stack.ManagedBytes);
        }

        long whole = LiveBytes() - before;
        GC.KeepAlive(value);
        value = default;
        stack.Restart();
        long retained = LiveBytes() - before;
        if (retained > Little)
        {
            GC.WaitForPendingFinalizers(); // bags have one
            retained = LiveBytes() - before;
        }

        GC.KeepAlive(stack);
        return status == ReadStatus.Done ? new MemoryCost(charged, Math.Max(partly, whole), retained) : throw new InvalidOperationException("The document is not whole.");
    }

    public static long LiveBytes()
    {
        GC.Collect();
        return GC.GetTotalMemory(forceFullCollection: false);
    }
}
