using System.Collections.Concurrent;
using Banana.Hosting;
using Banana.Transport;
using Microsoft.Extensions.Logging;

namespace WorkerSample;

/// <summary>What is there of each article.</summary>
public sealed class Shelves
{
    public ConcurrentDictionary<string, int> Counts { get; } = new();
}

/// <summary>Handles deliveries, each in a scope of its own.</summary>
public sealed partial class DeliveryHandler(Shelves shelves, ILogger<DeliveryHandler> logger) : IEventHandler<GoodsDelivered>
{
    public ValueTask HandleAsync(GoodsDelivered value, EventContext context, CancellationToken cancellationToken)
    {
        shelves.Counts.AddOrUpdate(value.Article, value.Count, (_, count) => count + value.Count);
        LogDelivery(context.Sender, value.Count, value.Article);
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Information, "{Sender} has delivered {Count} of {Article}")]
    private partial void LogDelivery(string sender, int count, string article);
}

/// <summary>Answers what is there.</summary>
public sealed class StockHandler(Shelves shelves) : IRequestHandler<StockAsked, StockLevel>
{
    public ValueTask<StockLevel> HandleAsync(StockAsked request, EventContext context, CancellationToken cancellationToken) =>
        new(new StockLevel(request.Article, shelves.Counts.GetValueOrDefault(request.Article)));
}
