using Banana;

namespace WorkerSample;

[Event("stock.goods-delivered")]
public sealed record GoodsDelivered(string Article, int Count);

[Event("stock.asked")]
public sealed record StockAsked(string Article);

[Event("stock.level")]
public sealed record StockLevel(string Article, int Count);
