namespace Banana.Core.Tests.Instances;

public sealed partial class TypeAgreementTests
{
    [Sliceable("card")]
    internal sealed class Card : Payment
    {
        public int Digits { get; set; }
    }

    [Sliceable("cash")]
    internal sealed class Cash : Payment;

    [SliceDerived(typeof(Card))]
    [SliceDerived(typeof(Cash))]
    internal abstract class Payment;

    internal sealed class Shop
    {
        public List<ItemOfList>? List { get; set; }

        public ItemOfArray[]? Array { get; set; }

        public SortedDictionary<Key, Value?>? Map { get; set; }

        public IReadOnlyList<ItemOfInterface>? Items { get; set; }

        public (First First, Second Second)? Pair { get; set; }

        public Nullable? Nullable { get; set; }

        public Payment? Payment { get; set; }

        public Replaced? Replaced { get; set; }

        public IAsyncEnumerable<ItemOfStream>? Stream { get; set; }

        public object? Anything { get; set; }

        public Shop? Again { get; set; }
    }

    [Sliceable("item-of-list")]
    internal sealed record ItemOfList(Deep? Deep);

    [Sliceable("item-of-array")]
    internal sealed record ItemOfArray;

    [Sliceable("key")]
    internal sealed record Key : IComparable<Key>
    {
        public int CompareTo(Key? other) => 0;
    }

    [Sliceable("value")]
    internal readonly record struct Value(int Number);

    [Sliceable("item-of-interface")]
    internal sealed record ItemOfInterface;

    [Sliceable("first")]
    internal sealed record First;

    [Sliceable("second")]
    internal sealed record Second;

    [Sliceable("nullable")]
    internal readonly record struct Nullable(int Number);

    [Sliceable("item-of-stream")]
    internal sealed record ItemOfStream;

    [Sliceable("deep")]
    internal sealed record Deep(int Number);

    [Sliceable("replaced")]
    [SliceSurrogate(typeof(Surrogate))]
    internal sealed class Replaced;

    [Sliceable("surrogate")]
    internal sealed class Surrogate : ISliceSurrogate<Replaced, Surrogate>
    {
        public static Surrogate FromValue(Replaced value) => new();

        public Replaced ToValue() => new();
    }

    internal sealed class Holder<T>
    {
        public T? Value { get; set; }
    }

    internal readonly record struct Id<T>(int Number);

    internal sealed class OldOrder
    {
        public int Number { get; set; }

        public string? Customer { get; set; }
    }

    internal sealed class NewOrder
    {
        public int Number { get; set; }

        public required decimal Total { get; set; }

        public required string Currency { get; set; }
    }

    internal sealed class Empty;

    internal sealed record OldBasket(OldOrder? Order);

    internal sealed record NewBasket(NewOrder? Order);

    internal sealed class Renamed
    {
        [SliceMember(Aliases = ["Old"])]
        public int Value { get; set; }
    }

    internal sealed class Twice
    {
        public int Old { get; set; }

        public int Value { get; set; }
    }

    internal sealed class Once
    {
        public int Old { get; set; }
    }
}
