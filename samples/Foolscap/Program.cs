using System.Diagnostics;
using System.Net;
using Banana;
using Banana.Foolscap;
using Banana.Transport;
using FoolscapSample;

// The other side: Python, with the real Foolscap.
using Process python = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-B", Path.Combine(AppContext.BaseDirectory, "till.py")])
{
    RedirectStandardInput = true,
    RedirectStandardOutput = true,
})!;
if (!int.TryParse(await python.StandardOutput.ReadLineAsync(), out int port))
{
    Console.WriteLine("python3-foolscap is missing. Install it with: apt-get install -y python3-foolscap");
    return 1;
}

BananaSerializerOptions serializer = new(FoolscapDialect.Instance);
serializer.Types.Add<Order>();
await using CarrierConnection carrier = await new SocketConnector(new IPEndPoint(IPAddress.Loopback, port)).ConnectAsync();
await using TokenConnection connection = new(carrier, new TokenConnectionOptions { Serializer = serializer });

Order order = new() { Customer = "Ann", Items = { new Item { Price = 49.90m, Quantity = 2 }, new Item { Price = 0.10m, Quantity = 3 } } };
await connection.SendAsync(new List<Order> { order }); // in a list: Foolscap's root takes no bare instances

await foreach (ReceivedObject<object> received in connection.ReceiveAllAsync())
{
    List<object?> answer = (List<object?>)received.Value!;
    Order back = (Order)answer[0]!;
    ObjectSet state = (ObjectSet)answer[2]!;
    Console.WriteLine($"{back.Customer} pays {back.Total}; the items are one list: {ReferenceEquals(answer[1], back.Items)}; paid: {state.Contains("paid")}");
    break;
}

python.StandardInput.Close(); // ends it
await python.WaitForExitAsync();
return 0;
