namespace Banana.Conformance.Tests.Examples;

public sealed partial class ExampleTests
{
    #region T:Banana.SliceableAttribute
    [Sliceable("shop.item")]
    public sealed record Item(string Name, decimal Price);
    #endregion

    #region T:Banana.EventAttribute
    [Event("shop.order-placed")]
    public sealed record OrderPlaced(int Number, decimal Total);
    #endregion

    #region T:Banana.SliceMemberAttribute
    [Sliceable("shop.order")]
    public sealed class Order
    {
        [SliceMember("number", IsRequired = true)]
        public int Number { get; set; }

        [SliceMember("goods", Aliases = ["items"])] // older programs called them items
        public List<Item> Goods { get; } = [];
    }
    #endregion

    #region T:Banana.SliceIgnoreAttribute
    [Sliceable("shop.page")]
    public sealed class Page
    {
        public string Address { get; set; } = "";

        [SliceIgnore]
        public byte[]? Cached { get; set; } // null when it comes back
    }
    #endregion

    #region T:Banana.SliceDerivedAttribute
    [Sliceable("shop.payment")]
    [SliceDerived(typeof(Cash))]
    [SliceDerived(typeof(Card))]
    public abstract record Payment;

    [Sliceable("shop.cash")]
    public sealed record Cash(decimal Amount) : Payment;

    [Sliceable("shop.card")]
    public sealed record Card(string Number) : Payment;
    #endregion

    #region T:Banana.SliceSurrogateAttribute
    [SliceSurrogate(typeof(AddressSurrogate))]
    public sealed class Address
    {
        private Address(string text) => Text = text;

        public string Text { get; }

        public static Address Parse(string text) => text.Contains('@', StringComparison.Ordinal) ? new Address(text) : throw new FormatException(text);
    }

    [Sliceable("shop.address")]
    public sealed record AddressSurrogate(string Text) : ISliceSurrogate<Address, AddressSurrogate>
    {
        public static AddressSurrogate FromValue(Address value) => new(value.Text);

        public Address ToValue() => Address.Parse(Text);
    }
    #endregion

    #region T:Banana.SliceConstructorAttribute
    [Sliceable("shop.range")]
    public sealed class PriceRange
    {
        [SliceConstructor]
        public PriceRange(decimal low, decimal high)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(high, low); // a peer cannot pass by it
            (Low, High) = (low, high);
        }

        public decimal Low { get; }

        public decimal High { get; }
    }
    #endregion

    #region T:Banana.SliceExtensionDataAttribute
    [Sliceable("shop.note")]
    public sealed class Note
    {
        public string Text { get; set; } = "";

        [SliceExtensionData]
        public UnknownAttributes? More { get; set; } // of newer versions; written back as it came
    }
    #endregion
}
