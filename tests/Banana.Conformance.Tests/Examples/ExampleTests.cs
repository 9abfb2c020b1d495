using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.IO.Pipelines;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Banana.Transport;
using Banana.Wire;

namespace Banana.Conformance.Tests.Examples;

/// <summary>The examples in the documentation of the API are this very code, which compiles and does what it says.</summary>
[TestClass]
public sealed partial class ExampleTests
{
    private static readonly string[] s_libraries = ["Banana.Core", "Banana.Slicers", "Banana.Transport"];

    private readonly Order _order = new() { Number = 7 };

    [TestMethod]
    public void Examples_OfTheDocumentation_AreThisVeryCode()
    {
        Dictionary<string, string> code = [];
        foreach (string file in Repository.Sources("tests", "Banana.Conformance.Tests", "Examples"))
        {
            foreach (Match region in Region().Matches(File.ReadAllText(file)))
            {
                code.Add(region.Groups[1].Value, Trim(region.Groups[2].Value));
            }
        }

        Dictionary<string, string> examples = s_libraries
            .SelectMany(library => XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{library}.xml")).Descendants("member"))
            .Where(member => member.Element("example") is not null && !member.Attribute("name")!.Value.Contains(".#ctor", StringComparison.Ordinal)) // a primary one has the text of its type
            .ToDictionary(member => NameOf(member.Attribute("name")!.Value), member => Trim(member.Element("example")!.Value));
        Assert.IsGreaterThanOrEqualTo(20, examples.Count);
        foreach ((string name, string example) in examples)
        {
            Assert.AreEqual(code.GetValueOrDefault(name), example, name);
        }

        CollectionAssert.AreEquivalent(examples.Keys, code.Keys);
    }

    [TestMethod]
    public void Documents_OfTheExamples_ComeBack()
    {
        #region M:Banana.BananaSerializer.Serialize(``0,Options)
        byte[] bytes = BananaSerializer.Serialize(_order);
        #endregion

        #region M:Banana.BananaSerializer.Deserialize(ReadOnlySpan,Options)
        Order? order = BananaSerializer.Deserialize<Order>(bytes);
        #endregion

        Assert.AreEqual(7, order!.Number);

        #region M:Banana.BananaSerializer.Serialize(IBufferWriter,``0,Options)
        ArrayBufferWriter<byte> output = new();
        BananaSerializer.Serialize(output, order);
        #endregion

        CollectionAssert.AreEqual(bytes, output.WrittenSpan.ToArray());

        #region M:Banana.BananaSerializer.Clone(``0,Options)
        Order copy = BananaSerializer.Clone(order)!;
        #endregion

        #region M:Banana.BananaSerializer.GraphEquals(``0,``0,Options)
        bool isSame = BananaSerializer.GraphEquals(order, copy);
        #endregion

        Assert.IsTrue(isSame);
        Assert.AreEqual(
            ViolationCode.UserCode,
            Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<PriceRange>(Lopsided())).Code);
    }

    [TestMethod]
    public async Task Streams_OfTheExamples_ComeBack()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("banana").FullName, "orders");
        List<Order> orders = [_order, new Order { Number = 8 }];

        #region M:Banana.BananaSerializer.SerializeAsync(Stream,``0,Options,CancellationToken)
        BananaSerializerOptions options = new() { Policy = BananaPolicy.Trusted }; // a file of one's own may be large
        await using (FileStream file = File.Create(path))
        {
            await BananaSerializer.SerializeAsync(file, orders, options);
        }
        #endregion

        int sum = 0;
        void Process(Order? order) => sum += order!.Number;

        #region M:Banana.BananaSerializer.DeserializeAsyncEnumerable(Stream,Options,CancellationToken)
        await using FileStream stored = File.OpenRead(path);
        await foreach (Order? order in BananaSerializer.DeserializeAsyncEnumerable<Order>(stored, options))
        {
            Process(order); // one is here while the next is still on its way
        }
        #endregion

        Assert.AreEqual(15, sum);
    }

    [TestMethod]
    public void Options_OfTheExamples_DoWhatTheySay()
    {
        #region T:Banana.BananaSerializerOptions
        BananaSerializerOptions options = new()
        {
            Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxDepth = 64 } },
        };
        options.Types.Add<Order>(); // where nothing is declared, too
        #endregion

        #region M:Banana.SliceableTypeRegistry.AddReflected(String)
        options.Types.AddReflected<Stranger>("shop.stranger"); // a class that cannot be annotated
        #endregion

        #region M:Banana.SliceableTypeRegistry.Add
        options.Types.Add<Item>().Add<Cash>();
        #endregion

        object[] values = [_order, new Stranger { Id = 3 }, new Cash(5)];
        object?[] back = BananaSerializer.Deserialize<object?[]>(BananaSerializer.Serialize(values, options), options)!;
        Assert.AreEqual((7, 3, 5m), (((Order)back[0]!).Number, ((Stranger)back[1]!).Id, ((Cash)back[2]!).Amount));
    }

    [TestMethod]
    public void Policies_OfTheExamples_RefuseWhatTheySay()
    {
        #region T:Banana.BananaPolicy
        BananaPolicy small = BananaPolicy.Untrusted with
        {
            Limits = new WireLimits { MaxManagedBytes = 1_000_000, MaxWireBytes = 100_000 },
            OpenTypes = FrozenSet.Create("list", "unicode"),
        };
        #endregion

        #region T:Banana.Taster
        BananaPolicy shortTexts = small with { Taster = new Taster { MaxStringBytes = 100, IsDeep = true } };
        #endregion

        byte[] bytes = BananaSerializer.Serialize(new List<string> { new('x', 101) });
        string told = "";

        #region T:Banana.ViolationException
        try
        {
            BananaSerializer.Deserialize<List<string>>(bytes, new BananaSerializerOptions { Policy = shortTexts });
        }
        catch (ViolationException refused)
        {
            told = $"{refused.Path}: {refused.Violation.Found}, expected {refused.Violation.Expected}";
        }
        #endregion

        Assert.StartsWith("$[0]: ", told);
    }

    [TestMethod]
    public async Task Connections_OfTheExamples_Carry()
    {
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        List<object?> received = [];

        #region T:Banana.Transport.EventConnection
        EventConnectionOptions options = new();
        options.Events.Add<Order>("shop.order-placed");
        Task<EventConnection> opening = EventConnection.OpenAsync(there, options).AsTask();
        await using EventConnection sender = await EventConnection.OpenAsync(here, options);
        await using EventConnection receiver = await opening;
        await sender.SendAsync(new Order { Number = 7 });
        await foreach (ReceivedEvent item in receiver.ReceiveAllAsync())
        {
            received.Add(item.Value ?? item.Violation); // a refused one does not cost the connection
            break;
        }
        #endregion

        Assert.AreEqual(7, ((Order)received[0]!).Number);
    }

    [TestMethod]
    public async Task Endpoints_OfTheExamples_ExchangeEvents()
    {
        BlockingCollection<Order> received = [];

        #region T:Banana.Transport.Endpoint
        EndpointOptions options = new();
        options.Events.Add<Order>("shop.order-placed");
        await using Endpoint shop = new("shop", options);
        await shop.ServeAsync(new MemoryListener("shop"));
        await using Endpoint till = new("till", options);
        await till.ConnectAsync(new MemoryConnector("shop"));
        await using Subscription subscription = shop.Subscribe((Order order) => received.Add(order));
        await subscription.Acknowledged;
        await till.PublishAsync(new Order { Number = 7 });
        #endregion

        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(30));
        Assert.AreEqual(7, received.Take(patience.Token).Number);
    }

    private static byte[] Lopsided()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Backwards>("shop.range");
        return BananaSerializer.Serialize(new Backwards { Low = 2, High = 1 }, options);
    }

    // Which overload is meant is said by the simple names of its parameters' types.
    private static string NameOf(string member) => OverloadPart().Replace(member, part => part.Value switch
    {
        "Banana.BananaSerializerOptions" => "Options",
        _ => part.Groups[1].Value,
    }).Replace("``1", "", StringComparison.Ordinal);

    private static string Trim(string code)
    {
        string[] lines = code.Trim('\n').TrimEnd().Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length > indent ? line[indent..].TrimEnd() : ""));
    }

    private sealed class Stranger
    {
        public int Id { get; set; }
    }

    private sealed class Backwards
    {
        public decimal Low { get; set; }

        public decimal High { get; set; }
    }

    [GeneratedRegex(@"#region (\S+)\n(.*?)\n *#endregion", RegexOptions.Singleline)]
    private static partial Regex Region();

    [GeneratedRegex(@"(?<=[(,])(?:[A-Za-z]+\.)+([A-Za-z]+)(?:\{[^}]*\})?")]
    private static partial Regex OverloadPart();
}
