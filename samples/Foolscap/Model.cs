using Banana;

namespace FoolscapSample;

[Sliceable("shop.order")]
public sealed class Order
{
    [SliceMember("customer")]
    public string? Customer { get; set; }

    [SliceMember("items")]
    public List<Item> Items { get; } = [];

    [SliceMember("total")]
    public decimal? Total { get; set; }
}

[Sliceable("shop.item")]
public sealed class Item
{
    [SliceMember("price")]
    public decimal Price { get; set; }

    [SliceMember("quantity")]
    public int Quantity { get; set; }
}
