using System.Numerics;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Types;

/// <summary>Every built-in type: bare where it is declared, describing itself where it is not, cut and paused anywhere.</summary>
[TestClass]
public sealed class BuiltInTypeTests
{
    [TestMethod]
    [Clause("T-1")]
    [Clause("T-3")]
    public void Integers_OfEveryWidthAtTheirBorders_ComeBackAsTheSameType()
    {
        CheckInteger<sbyte>();
        CheckInteger<byte>();
        CheckInteger<short>();
        CheckInteger<ushort>();
        CheckInteger<int>();
        CheckInteger<uint>();
        CheckInteger<long>();
        CheckInteger<ulong>();
        CheckInteger<Int128>();
        CheckInteger<UInt128>();
        Check(BigInteger.Pow(-7, 777));
    }

    [TestMethod]
    [Clause("T-4")]
    public void Doubles_OfAnyBits_ComeBackBitForBit()
    {
        foreach (double value in new[] { 0.0, -0.0, 1.5, double.NaN, double.PositiveInfinity, double.Epsilon, BitConverter.Int64BitsToDouble(0x7FF0000000000123) })
        {
            byte[] bytes = BananaSerializer.Serialize(value);
            Assert.AreEqual(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(BananaSerializer.Deserialize<double>(bytes)));
            Assert.AreEqual(9, bytes.Length);
        }
    }

    [TestMethod]
    [Clause("T-2")]
    [Clause("T-5")]
    [Clause("S-5")]
    public void BooleansAndText_TypedAndUntyped_ComeBackTheSame()
    {
        Check(true);
        Check(false);
        Check("");
        Check("list"); // a word of the vocabulary
        Check("\u4f60\u597d \U0001f34c \0 \ufeff");
        Check(new string('x', 70_000));
        Assert.AreEqual("0182 61", Grouped(BananaSerializer.Serialize("a"), 4));
        Assert.AreEqual("880787 018261 89", Grouped(BananaSerializer.Serialize<object>("a"), 6, 12));
    }

    [TestMethod]
    [Clause("T-6")]
    public void Bytes_OfAnySize_ComeBackTheSame()
    {
        foreach (int size in new[] { 0, 1, 127, 128, 70_000 })
        {
            byte[] value = [.. Enumerable.Range(0, size).Select(i => (byte)i)];
            CollectionAssert.AreEqual(value, BananaSerializer.Deserialize<byte[]>(BananaSerializer.Serialize(value)));
            CollectionAssert.AreEqual(value, (byte[])BananaSerializer.Deserialize<object>(BananaSerializer.Serialize<object>(value))!);
        }
    }

    [TestMethod]
    [Clause("S-6")]
    public void Null_AtPositionsThatTakeIt_ComesBackAndElsewhereIsRefused()
    {
        Assert.IsNull(BananaSerializer.Deserialize<string>(BananaSerializer.Serialize<string>(null)));
        Assert.IsNull(BananaSerializer.Deserialize<object>(Hex.Parse("88018789")));
        Assert.IsNull(BananaSerializer.Deserialize<List<object?>>(Hex.Parse("0087")));
        foreach (string none in new[] { "0087", "88018789" })
        {
            Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<int>(Hex.Parse(none)));
            Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<bool>(Hex.Parse(none)));
        }
    }

    [TestMethod]
    [Clause("F-3")]
    public void EmptyBoolean_AtATypedPosition_IsAViolationNotACrash()
    {
        BananaSerializerOptions foolscap = new(FoolscapDialect.Instance);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<bool>(Hex.Parse("8807 82 626f6f6c65616e 89"), foolscap));
        Assert.AreEqual(ViolationCode.UnexpectedToken, refused.Code);
    }

    [TestMethod]
    [Clause("T-7")]
    public void TypedLists_OfIntegers_TakeRunsAndSingleTokensAlike()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.List(BuiltInTypes.Int32));
        foreach (int count in new[] { 0, 1, 3, 4, 5, 255, 256, 257, 5000 })
        {
            List<int> list = [.. Enumerable.Range(0, count).Select(i => (i * 7919 * (i % 2 == 0 ? 1 : -1)) ^ (i << 17))];
            byte[] bytes = BananaSerializer.Serialize(list, options);
            CollectionAssert.AreEqual(list, BananaSerializer.Deserialize<List<int>>(bytes, options));
            CollectionAssert.AreEqual(list, BananaSerializer.Deserialize<List<int>>(Cuts.ToSequence(Cuts.InPieces(bytes, 7)), options));
        }

        // Forms that no writer of ours sends: padded headers, LONGINTs, no digits at all.
        List<int> odd = BananaSerializer.Deserialize<List<int>>(Hex.Parse("880587 05000081 018507 018609 83 81 89"), options)!;
        CollectionAssert.AreEqual(new[] { 5, 7, -9, 0, 0 }, odd);
    }

    [TestMethod]
    public void TypedLists_OfDoubles_KeepEveryBit()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.List(BuiltInTypes.Double));
        List<double> list = [.. Enumerable.Range(0, 1000).Select(i => i % 7 == 0 ? double.NaN : i * -0.1), -0.0];
        byte[] bytes = BananaSerializer.Serialize(list, options);
        foreach (int size in new[] { 1, 10, 100_000 })
        {
            List<double> back = BananaSerializer.Deserialize<List<double>>(Cuts.ToSequence(Cuts.InPieces(bytes, size)), options)!;
            CollectionAssert.AreEqual(list.ConvertAll(BitConverter.DoubleToInt64Bits), back.ConvertAll(BitConverter.DoubleToInt64Bits));
        }
    }

    [TestMethod]
    [DataRow("880587 0181 018261 89", "$[1]")]
    [DataRow("880587 0181 0181 0087 89", "$[2]")]
    [DataRow("880587 0181 0181 0181 0181 89", "$[3]")] // beyond the limit of three
    public void TypedLists_OfIntegers_RefuseByPosition(string hex, string path)
    {
        BananaSerializerOptions options = new()
        {
            Policy = BananaPolicy.Untrusted with { Limits = Wire.WireLimits.Default with { MaxCollectionItems = 3 } },
        };
        options.Types.Add(BuiltInTypes.List(BuiltInTypes.Int32));
        byte[] bytes = Hex.Parse(hex);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<List<int>>(bytes, options));
        Assert.AreEqual(path, refused.Path);
        Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<List<int>>(Cuts.ToSequence(Cuts.InPieces(bytes, 1)), options));
    }

    [TestMethod]
    [DataRow("883c87 0181 88 1587 89 89", DisplayName = "none")]
    [DataRow("883c87 0181 0087 89", DisplayName = "null")]
    public void Lookup_WithAKeyWithoutElements_IsRefused(string hex)
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.Lookup(BuiltInTypes.Int32, BuiltInTypes.Int32));
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<ILookup<int, int>>(Hex.Parse(hex), options));
        Assert.Contains("at least one element", refused.Message);
    }

    [TestMethod]
    [Clause("T-8")]
    public void TypedDictionaries_RoundTrip_KeepEveryEntry()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.Dictionary(BuiltInTypes.Int64, BuiltInTypes.List(BuiltInTypes.String)));
        Dictionary<long, List<string>> value = new() { [long.MinValue] = ["a", "b"], [0] = [], [long.MaxValue] = ["c"] };
        Dictionary<long, List<string>> back = BananaSerializer.Deserialize<Dictionary<long, List<string>>>(
            BananaSerializer.Serialize(value, options), options)!;
        CollectionAssert.AreEqual(value.Keys, back.Keys);
        CollectionAssert.AreEqual(value[long.MinValue], back[long.MinValue]);
    }

    [TestMethod]
    public void ObjectDictionary_ManyEqualLookingKeys_StaysNearLinear()
    {
        ObjectDictionary dictionary = new();
        for (int i = 0; i < 100_000; i++)
        {
            dictionary.Add(double.NaN, i);
        }

        Assert.AreEqual(100_000, dictionary.Count);
        Assert.IsFalse(dictionary.TryGetValue(double.NaN, out _));
    }

    [TestMethod]
    [Clause("F-2")]
    public void ObjectDictionary_Keys_CompareAsPythonDoes()
    {
        ObjectDictionary dictionary = new();
        dictionary.Add(1, "one");
        Assert.AreEqual("one", dictionary[1.0]);
        Assert.AreEqual("one", dictionary[true]);
        Assert.AreEqual("one", dictionary[BigInteger.One]);
        Assert.IsFalse(dictionary.TryAdd(1L, ""));
        Assert.IsTrue(dictionary.TryAdd("1", ""));
        Assert.IsTrue(dictionary.TryAdd(null, ""));
        Assert.IsTrue(dictionary.TryAdd(new byte[] { 1 }, ""));
        Assert.IsFalse(dictionary.TryAdd(new byte[] { 1 }, ""));
        Assert.IsTrue(dictionary.TryAdd(new ObjectTuple(1, "a"), ""));
        Assert.IsFalse(dictionary.TryAdd(new ObjectTuple(1.0, "a"), ""));
        Assert.IsTrue(dictionary.TryAdd(BigInteger.Pow(10, 30), ""));
        Assert.IsTrue(dictionary.TryAdd(new BigInteger(1e22), ""));
        Assert.IsFalse(dictionary.TryAdd(1e22, ""));
        Assert.ThrowsExactly<ArgumentException>(() => dictionary.Add(new List<object?>(), ""));
        Assert.ThrowsExactly<KeyNotFoundException>(() => dictionary["no such key"]);
    }

    [TestMethod]
    public void ObjectDictionary_KeyThatWouldTakeForeverToHash_IsRefused()
    {
        ObjectTuple doubling = new(1);
        for (int i = 0; i < 25; i++)
        {
            doubling = new ObjectTuple(doubling, doubling);
        }

        Assert.IsFalse(ObjectDictionary.CanBeKey(doubling));
        ObjectTuple deep = new();
        for (int i = 0; i < 100_000; i++)
        {
            deep = new ObjectTuple(deep);
        }

        Assert.IsFalse(ObjectDictionary.CanBeKey(deep));
        Assert.IsTrue(ObjectDictionary.CanBeKey(new ObjectTuple([.. Enumerable.Repeat((object?)1, 1023)])));
        Assert.IsFalse(ObjectDictionary.CanBeKey(new ObjectTuple([.. Enumerable.Repeat((object?)1, 1024)])));
    }

    private static void CheckInteger<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        foreach (T value in new[] { T.MinValue, T.Zero, T.One, T.MaxValue, T.MaxValue >> 1, T.CreateTruncating(-1) })
        {
            Check(value);
        }

        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<T>(BananaSerializer.Serialize(BigInteger.CreateChecked(T.MaxValue) + 1)));
        Assert.AreEqual(ViolationCode.NumberOutOfRange, refused.Code);
    }

    private static void Check<T>(T value)
        where T : notnull
    {
        byte[] typed = BananaSerializer.Serialize(value);
        Assert.AreEqual(value, BananaSerializer.Deserialize<T>(typed));
        byte[] described = BananaSerializer.Serialize<object>(value);
        object? back = BananaSerializer.Deserialize<object>(described);
        Assert.AreEqual(value, back);
        Assert.AreEqual(typeof(T), back!.GetType());
        Assert.AreEqual(value, BananaSerializer.Deserialize<T>(described), "a typed position accepts the self-describing form");
        Assert.AreEqual(value, BananaSerializer.Deserialize<T>(Cuts.ToSequence(Cuts.InPieces(described, described.Length > 1000 ? 999 : 1))));
    }

    private static string Grouped(byte[] bytes, params int[] blanks)
    {
        string hex = Hex.Format(bytes);
        foreach (int blank in blanks.Reverse())
        {
            hex = hex.Insert(blank, " ");
        }

        return hex;
    }
}
