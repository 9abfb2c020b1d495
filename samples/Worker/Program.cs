using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkerSample;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services
    .AddSingleton<Shelves>()
    .AddBananaEndpoint("stock", endpoint => endpoint
        .Bind(builder.Configuration.GetSection("Banana:stock"))
        .AddHandler<GoodsDelivered, DeliveryHandler>()
        .AddRequestHandler<StockAsked, StockLevel, StockHandler>())
    .AddHealthChecks().AddBananaEndpoint("stock");
await builder.Build().RunAsync();
