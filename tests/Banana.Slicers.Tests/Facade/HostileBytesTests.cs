using System.Numerics;

namespace Banana.Slicers.Tests.Facade;

/// <summary>Truncated or mutated at any byte, input causes one of the two exceptions or a value, and nothing else.</summary>
[TestClass]
public sealed class HostileBytesTests
{
    private const int Mutations = 20_000;

    [TestMethod]
    public void Deserialize_TruncatedAtAnyByte_SaysSoWithTheOffset()
    {
        BananaSerializerOptions options = Node.NewOptions();
        byte[] whole = BananaSerializer.Serialize(Sample(), options);
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            BananaProtocolException fault = Assert.ThrowsExactly<BananaProtocolException>(
                () => BananaSerializer.Deserialize<Node>(cut, options), $"{length} of {whole.Length} bytes");
            Assert.AreEqual((ProtocolErrorCode.UnexpectedEnd, (long)length), (fault.Code, fault.Offset));
        }
    }

    [TestMethod]
    public void Deserialize_WithTrailingBytes_IsRefused()
    {
        byte[] bytes = [.. BananaSerializer.Serialize(5), 0];
        BananaProtocolException fault = Assert.ThrowsExactly<BananaProtocolException>(() => BananaSerializer.Deserialize<int>(bytes));
        Assert.AreEqual((ProtocolErrorCode.TrailingData, 2L), (fault.Code, fault.Offset));
    }

    [TestMethod]
    public void Deserialize_MutatedAtAnyByte_GivesAValueOrABananaException()
    {
        BananaSerializerOptions options = Node.NewOptions();
        byte[] whole = BananaSerializer.Serialize(Sample(), options);
        Random random = new(Seeds.Fixed);
        int refused = 0;
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Mutations; i++)
        {
            byte[] mutated = [.. whole];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            }

            try
            {
                BananaSerializer.Deserialize<Node>(mutated, options);
            }
            catch (BananaException expected)
            {
                refused++;
                Assert.IsTrue(expected.Path.StartsWith('$') && expected.Message.Length < 1024, expected.Message);
                Assert.IsNotInstanceOfType<NullReferenceException>(expected.InnerException, Hex.Format(mutated));
                Assert.IsNull(expected.InnerException, $"seed {Seeds.Fixed}, mutation {i}: {Hex.Format(mutated)}: {expected}");
            }
        }

        Assert.IsGreaterThan(Mutations / 2, refused);
        Assert.IsLessThan(40_000L * Mutations, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void Deserialize_RandomTokens_GivesAValueOrABananaException()
    {
        BananaSerializerOptions options = Node.NewOptions();
        Random random = new(Seeds.Fixed);
        byte[][] words = [.. "880587 880687 880487 880387 880187 880287 880787 880887 880987 880a8709827465737400 89 8a 0081 0181 0281 0583 0087 0187 018261 84 8500 0185ff 88 8e 0082"
            .Split(' ').Select(Hex.Parse)];
        for (int i = 0; i < Mutations; i++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(1, 40)).SelectMany(_ => words[random.Next(words.Length)])];
            try
            {
                BananaSerializer.Deserialize<object>(bytes, options);
            }
            catch (BananaException expected)
            {
                Assert.IsNull(expected.InnerException, $"seed {Seeds.Fixed}, round {i}: {Hex.Format(bytes)}: {expected}");
            }
        }
    }

    [TestMethod]
    public void Deserialize_OfABombOf2BytesPerObject_StopsAtTheMemoryBudget()
    {
        byte[] bomb = [.. Hex.Parse("880587"), .. Enumerable.Repeat(Hex.Parse("88058789"), 6_000_000).SelectMany(bytes => bytes)];
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(bomb));
        Assert.AreEqual(ViolationCode.TooMuchMemory, refused.Code);
    }

    [TestMethod]
    [DataRow("881587 880387", "8189 89", 2)] // arrays that hold themselves: a promise each
    [DataRow("880487 880687 880387", "8189 89 0081 89", 3)] // dictionaries with a key that holds its dictionary: a note each, for the end
    [DataRow("880487", "81 0081 89", 1)] // dictionaries of one entry: two tables each
    public void Deserialize_OfABombOfSmallParts_StaysNearTheMemoryBudget(string before, string behind, int opens)
    {
        const long budget = 16 << 20;
        const int count = 200_000;
        byte[] start = Hex.Parse(before);
        byte[] end = Hex.Parse(behind);
        List<byte> bomb = [.. Hex.Parse("880587")];
        for (int i = 0; i < count; i++)
        {
            int id = 1 + (opens * i);
            bomb.AddRange([.. start, (byte)(id & 0x7F), (byte)((id >> 7) & 0x7F), (byte)(id >> 14), .. end]);
        }

        bomb.Add(0x89);
        byte[] bytes = [.. bomb];
        BananaSerializerOptions options = new() { Policy = BananaPolicy.Untrusted with { Limits = new Wire.WireLimits { MaxManagedBytes = budget } } };
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(bytes, options));
        Assert.AreEqual(ViolationCode.TooMuchMemory, refused.Code);
        Assert.IsLessThan(5 * budget / 2, GC.GetAllocatedBytesForCurrentThread() - allocated, "estimates may be off by a factor, not by an order of magnitude");
    }

    private static Node Sample()
    {
        Node node = new() { Name = "first \u00e9", Id = int.MinValue, Edges = [] };
        node.Next = new Node { Name = null, Id = 300, Edges = [node, null], Extra = new ObjectTuple(1L, "x", node, new byte[] { 1, 2, 3 }) };
        node.Edges.AddRange([node, node.Next]);
        node.Extra = new List<object?>
        {
            1, 2.5, true, null, "text", BigInteger.Pow(3, 99), node.Next.Extra, (short)7,
            new Dictionary<object, object?> { ["k"] = node, [5] = new ObjectTuple() },
        };
        return node;
    }
}
