using Banana.Transport;
using TwoProcesses;

await using Endpoint till = new("till", new EndpointOptions { Reconnect = new ReconnectOptions() });
Task<OrderShipped> shipped = till.WaitForAsync<OrderShipped>();
await till.ConnectAsync(CarrierAddress.Parse(args[0]).ToConnector()); // each side now knows what the other subscribes to

Receipt receipt = await till.RequestAsync<PlaceOrder, Receipt>(new PlaceOrder(7, Quantity: 2, Price: 49.90m));
await till.PublishAsync(new OrderPaid(receipt.Number, receipt.Total));
Console.WriteLine($"order {(await shipped).Number} is on its way");
