using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>Damaged streams of every kind of object, under tasters and tight limits, with parents that absorb: whole and byte by byte.</summary>
[TestClass]
public sealed class MutationTests
{
    private const int Streams = 10_000;

    [TestMethod]
    public void Read_OfDamagedStreams_DecidesTheSameHoweverTheBytesArrive()
    {
        Dictionary<string, int> kinds = [];
        for (int seed = 0; seed < Streams; seed++)
        {
            Random random = new(Seeds.Fixed + seed);
            byte[] bytes = Damaged(random, seed);
            UnslicerStackOptions reading = Node.NewOptions(RandomPolicy(random)).ToUnslicerStackOptions() with
            {
                References = (ReferenceScope)random.Next(3),
                AnswersPings = true,
            };
            bool absorbs = random.Next(2) == 0;
            List<string> whole = Read(reading, absorbs, [bytes]);
            List<string> cut = Read(reading, absorbs, Cuts.InPieces(bytes, random.Next(1, 4)));
            string about = $"seed {Seeds.Fixed + seed}: {Hex.Format(bytes)}";
            Assert.AreEqual(string.Join(" | ", whole), string.Join(" | ", cut), about);
            foreach (string received in whole)
            {
                string kind = received.Split(' ')[0];
                kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            }
        }

        foreach (string kind in (string[])["object", "violation", "fatal"])
        {
            Assert.IsGreaterThan(Streams / 10, kinds.GetValueOrDefault(kind), kind);
        }
    }

    private static byte[] Damaged(Random random, int seed)
    {
        BananaSerializerOptions writing = Node.NewOptions();
        List<byte> stream = [];
        for (int i = 0; i < 3; i++)
        {
            List<byte> bytes = [.. BananaSerializer.Serialize(GraphGenerator.Generate(Seeds.Fixed + (3 * seed) + i, mostNodes: 8), writing)];
            for (int flips = random.Next(0, 3); flips > 0; flips--)
            {
                int at = random.Next(bytes.Count);
                switch (random.Next(4))
                {
                    case 0:
                        bytes.RemoveAt(at);
                        break;
                    case 1:
                        bytes.InsertRange(at, Hex.Parse(s_insertions[random.Next(s_insertions.Length)]));
                        break;
                    case 2:
                        bytes[at] = (byte)(bytes[at] ^ (1 << random.Next(8)));
                        break;
                    default:
                        bytes[at] = (byte)random.Next(256);
                        break;
                }
            }

            stream.AddRange(bytes);
        }

        return [.. stream];
    }

    private static readonly string[] s_insertions =
    [
        "89", "8a", "8a89", "0087", "8e", "058e", "88", "8801", "880387018189", "880387008189", "880982616464", "88098720810282686989", "8801820189", "0581",
        "8487", "0285", "881d8789", "881587018189",
    ];

    private static BananaPolicy RandomPolicy(Random random) => BananaPolicy.Untrusted with
    {
        Limits = new WireLimits
        {
            MaxDepth = random.Next(3) == 0 ? random.Next(2, 8) : 1000,
            MaxObjects = random.Next(3) == 0 ? random.Next(2, 60) : 1000,
            MaxManagedBytes = random.Next(3) == 0 ? random.Next(100, 9000) : 1_000_000,
            MaxTokens = random.Next(3) == 0 ? random.Next(10, 300) : 1_000_000,
            MaxWireBytes = random.Next(3) == 0 ? random.Next(10, 1500) : 1_000_000,
            MaxCollectionItems = random.Next(3) == 0 ? random.Next(1, 6) : 1000,
        },
        Taster = random.Next(2) == 0 ? null : new Taster
        {
            IsDeep = true,
            MaxStringBytes = random.Next(5, 30),
            MaxItems = random.Next(2, 10),
            Accepts = random.Next(2) == 0 ? null : value => value is not true,
        },
    };

    private static List<string> Read(UnslicerStackOptions options, bool absorbs, IEnumerable<byte[]> pieces) => Describe(absorbs
        ? Receiver.ReadAll(options, new AbsorbTests.AbsorbingUnslicer(), pieces)
        : Receiver.ReadAll(options, BuiltInTypes.Object.Unslicer, pieces));

    private static List<string> Describe(List<Received> events) => events.ConvertAll(item =>
    {
        Assert.IsTrue(
            item.Violation?.InnerException is null or ArgumentException, // only a comparison in the graph's own types may throw
            $"{item.Violation?.InnerException}");
        return $"{item.Kind} {item.Violation?.Code} {item.Violation?.Path} {item.Violation?.Offset} {item.Fatal?.Code} {item.Fatal?.Path} {item.Fatal?.Offset} {item.Value?.GetType().Name}";
    });
}
