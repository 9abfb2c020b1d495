using System.Buffers;
using System.Numerics;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Values;

/// <summary>Keys of any kind, chosen by a peer to take long.</summary>
[TestClass]
public sealed class ObjectKeyTests
{
    private const int Keys = 20_000;
    private static readonly BananaSerializerOptions s_foolscap = new(FoolscapDialect.Instance);

    [TestMethod]
    public void Add_OfTuplesThatDifferInStructureOnly_DoesNotMakeThemCollide()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        ObjectDictionary dictionary = [];
        for (int i = 0; i < Keys / 4; i++)
        {
            dictionary.Add(new ObjectTuple([.. Enumerable.Range(0, 15).Select(bit => (i >> bit & 1) == 0 ? null : (object?)ObjectTuple.Empty)]), i);
        }

        Assert.IsLessThan(200_000_000, GC.GetAllocatedBytesForCurrentThread() - before); // gigabytes if each is compared with all before it
    }

    [TestMethod]
    [DataRow("dict")]
    [DataRow("set")]
    [Clause("S-3")]
    public void Read_OfKeysThatShareALongText_IsPaidForByTheirBytes(string collection)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        Open(ref writer, "list");
        Open(ref writer, "tuple");
        writer.WriteBytes(Enumerable.Repeat((byte)'x', 500_000).ToArray());
        writer.WriteClose();
        Open(ref writer, collection);
        for (int i = 0; i < Keys; i++)
        {
            Open(ref writer, "tuple");
            Open(ref writer, "reference");
            writer.WriteInteger(1);
            writer.WriteClose();
            writer.WriteInteger(i);
            writer.WriteClose();
            if (collection == "dict")
            {
                writer.WriteInteger(0);
            }
        }

        writer.WriteClose();
        writer.WriteClose();
        writer.Commit();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<object>(output.WrittenSpan.ToArray(), s_foolscap));
        Assert.AreEqual(ViolationCode.TooMuchWork, refused.Code);
    }

    [TestMethod]
    [Clause("S-3")]
    public void Read_OfMembersThatComeLateAndAreShared_IsPaidForByTheirBytes()
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        Open(ref writer, "tuple");
        writer.WriteBytes(Enumerable.Repeat((byte)'x', 100_000).ToArray());
        Open(ref writer, "copyable");
        writer.WriteBytes("g"u8);
        writer.WriteBytes("sets"u8);
        Open(ref writer, "list");
        for (int i = 0; i < Keys / 10; i++)
        {
            Open(ref writer, "set");
            Open(ref writer, "reference");
            writer.WriteInteger(0);
            writer.WriteClose();
            writer.WriteClose();
        }

        writer.WriteClose();
        writer.WriteClose();
        writer.WriteClose();
        writer.Commit();
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        options.Types.Add(BuiltInTypes.GenericObject);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(output.WrittenSpan.ToArray(), options));
        Assert.AreEqual(ViolationCode.TooMuchWork, refused.Code);
    }

    [TestMethod]
    public void Read_OfManyOrdinaryKeys_IsPaidFor()
    {
        ObjectDictionary dictionary = [];
        for (int i = 0; i < Keys; i++)
        {
            dictionary.Add(new ObjectTuple($"name {i}", i, i / 8m, new ObjectFrozenSet(i, -i - 1)), i);
        }

        BananaSerializerOptions options = new(FoolscapDialect.Instance)
        {
            Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxWorkAhead = 1 } },
        };
        ObjectDictionary back = BananaSerializer.Deserialize<ObjectDictionary>(BananaSerializer.Serialize(dictionary, s_foolscap), options)!;
        Assert.AreEqual(7, back[new ObjectTuple("name 7", 7, 0.875, new ObjectFrozenSet(-8.0, 7m))]);
    }

    [TestMethod]
    [Clause("T-8")]
    [DataRow("0")]
    [DataRow("-1")]
    [DataRow("0.5")]
    [DataRow("-0.375")]
    [DataRow("2251799813685249.5")]
    [DataRow("-36893488147419103232")]
    [DataRow("1E+22")]
    [DataRow("7.888609052210118054117285653E-31", false)]
    public void Add_OfOneNumberInSeveralKinds_FindsIt(string text, bool isExact = true)
    {
        DecimalText written = DecimalText.Parse(text);
        double real = double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        ObjectDictionary dictionary = new() { { written, 1 } };
        Assert.AreEqual(isExact, dictionary.TryGetValue(real, out _));
        if (isExact && Math.Floor(real) == real)
        {
            Assert.IsTrue(dictionary.TryGetValue(new BigInteger(real), out _));
        }

        Assert.IsFalse(dictionary.TryGetValue(-real - 3, out _));
    }

    [TestMethod]
    public void Add_OfFrozenSetsWithTheSameMembers_IsTheSameKeyInAnyOrder()
    {
        ObjectSet set = [new ObjectFrozenSet(1, "a", new ObjectFrozenSet(2, 3))];
        Assert.IsTrue(set.Contains(new ObjectFrozenSet(new ObjectFrozenSet(3m, 2.0), "a", true)));
        Assert.IsFalse(set.Contains(new ObjectFrozenSet(1, "a", 2, 3)));
        Assert.IsFalse(set.Contains(new ObjectTuple(1, "a", new ObjectFrozenSet(2, 3))));
    }

    private static void Open(ref TokenWriter writer, string openType)
    {
        writer.WriteOpen();
        writer.WriteBytes(System.Text.Encoding.UTF8.GetBytes(openType));
    }
}
