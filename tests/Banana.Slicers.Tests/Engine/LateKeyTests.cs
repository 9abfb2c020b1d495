using Banana.Slicing;

namespace Banana.Slicers.Tests.Engine;

/// <summary>Keys whose hash depends on objects that are still being read when the key is.</summary>
[TestClass]
public sealed class LateKeyTests
{
    private static readonly SliceableType<Dictionary<Label, int>> s_byLabel = BuiltInTypes.Dictionary(Label.Sliceable, BuiltInTypes.Int32);

    [TestMethod]
    [Clause("R-7")]
    public void RoundTrip_OfKeysThatHashTheirOwner_CanBeFound()
    {
        Shop shop = NewShop("one", "two", "three");
        Shop back = RoundTrip(shop, NewOptions());
        CollectionAssert.AreEqual(shop.Prices!.Select(price => price.Key.Text).ToList(), back.Prices!.Select(price => price.Key.Text).ToList());
        foreach ((Label label, int price) in shop.Prices!)
        {
            Assert.AreEqual(price, back.Prices![new Label(back, label.Text)], label.Text);
        }
    }

    [TestMethod]
    public void RoundTrip_OfASettledKeyAndThenLateOnes_KeepsTheOrder()
    {
        Shop other = new() { Name = "other" };
        Shop shop = new() { Name = "shop" };
        shop.Prices = new Dictionary<Label, int>
        {
            [new Label(other, "settled")] = 1,
            [new Label(shop, "late")] = 2,
            [new Label(other, "behind it")] = 3,
        };
        Shop back = RoundTrip(shop, NewOptions());
        CollectionAssert.AreEqual(new[] { "settled", "late", "behind it" }, back.Prices!.Keys.Select(label => label.Text).ToList());
        Assert.AreEqual(2, back.Prices![new Label(back, "late")]);
        Assert.AreSame(back.Prices.Keys.First().Owner, back.Prices.Keys.Last().Owner);
    }

    [TestMethod]
    public void RoundTrip_OfATupleThatIsAKeyInsideItself_ComesBack()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(Knot.Key);
        Knot knot = new();
        Tuple<Knot, int> tuple = new(knot, 5);
        knot.Map = new Dictionary<Tuple<Knot, int>, int> { [new(knot, 4)] = 6, [tuple] = 7 };

        Tuple<Knot, int> back =
            BananaSerializer.Deserialize<Tuple<Knot, int>>(BananaSerializer.Serialize(tuple, options), options)!;
        Assert.AreEqual("4 5", string.Join(' ', back.Item1.Map!.Keys.Select(key => key.Item2)));
        Assert.AreEqual(7, back.Item1.Map[back]);
        Assert.AreSame(back, back.Item1.Map.Keys.Last());
    }

    [TestMethod]
    public void RoundTrip_OfSetMembersThatHashTheirOwner_CanBeFound()
    {
        Shop shop = new() { Name = "shop" };
        shop.Tags = [new Label(shop, "one"), new Label(shop, "two")];
        Shop back = RoundTrip(shop, NewOptions());
        CollectionAssert.AreEqual(new[] { "one", "two" }, back.Tags!.Select(label => label.Text).ToList());
        Assert.IsTrue(back.Tags!.Contains(new Label(back, "two")));

        shop.Tags = [new Label(shop, "one"), new Label(shop, "six")];
        byte[] same = Replace(Serialize(shop), "six"u8, "one"u8);
        ViolationException thrown = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Shop>(same, NewOptions()));
        Assert.AreEqual((ViolationCode.DuplicateKey, "$.tags"), (thrown.Code, thrown.Path));
    }

    [TestMethod]
    public void RoundTrip_OfATupleThatIsAMemberInsideItself_ComesBack()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(Knot.Key);
        Knot knot = new();
        Tuple<Knot, int> tuple = new(knot, 5);
        knot.Set = [new(knot, 4), tuple];
        Tuple<Knot, int> back =
            BananaSerializer.Deserialize<Tuple<Knot, int>>(BananaSerializer.Serialize(tuple, options), options)!;
        Assert.AreEqual("4 5", string.Join(' ', back.Item1.Set!.Select(member => member.Item2)));
        Assert.AreSame(back, back.Item1.Set!.Last());
        Assert.IsTrue(back.Item1.Set!.Contains(back));
    }

    [TestMethod]
    public void Read_OfTwoLateKeysThatTurnOutEqual_IsAViolationWithThePathOfTheDictionary()
    {
        byte[] bytes = Serialize(NewShop("one", "two", "six"));
        byte[] same = Replace(bytes, "six"u8, "one"u8);
        ViolationException thrown = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Shop>(same, NewOptions()));
        Assert.AreEqual((ViolationCode.DuplicateKey, "$.prices"), (thrown.Code, thrown.Path));
        Assert.Contains("key number 3 again", thrown.Message);
    }

    [TestMethod]
    public void Read_OfALateKeyWhoseHashThrows_IsAViolationOfUserCode()
    {
        Shop shop = NewShop("one");
        byte[] bytes = Serialize(shop);
        byte[] nameless = Replace(bytes, "shop"u8, "EVIL"u8);
        ViolationException thrown = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<Shop>(nameless, NewOptions()));
        Assert.AreEqual((ViolationCode.UserCode, "$.prices"), (thrown.Code, thrown.Path));
    }

    [TestMethod]
    public void Read_OfMoreLateKeysThanACollectionMayHave_IsAViolation()
    {
        byte[] bytes = Serialize(NewShop("one", "two", "three"));
        Assert.HasCount(3, BananaSerializer.Deserialize<Shop>(bytes, NewOptions(mostItems: 3))!.Prices!);
        ViolationException thrown = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<Shop>(bytes, NewOptions(mostItems: 2)));
        Assert.AreEqual(ViolationCode.CollectionTooLarge, thrown.Code);
    }

    [TestMethod]
    public void Read_OfLateKeysInsideWhatIsRefused_DoesNotRefuseTheRest()
    {
        byte[] same = Replace(Serialize(NewShop("one", "two", "six")), "six"u8, "one"u8);
        string aborted = Hex.Format(same)[..^2].Replace("8803870081", "8803870181", StringComparison.Ordinal) + "8a89";
        Receiver<List<object?>> receiver = new(NewOptions().ToUnslicerStackOptions(), new AbsorbTests.AbsorbingUnslicer());
        receiver.Feed(Hex.Parse("880587" + aborted + "0281" + "89"));
        CollectionAssert.AreEqual(new object[] { 2 }, (List<object?>)receiver.Events.Single().Value!);
    }

    [TestMethod]
    public void Read_ByteByByte_IsTheSame()
    {
        byte[] bytes = Serialize(NewShop("one", "two"));
        Receiver<Shop> receiver = new(NewOptions().ToUnslicerStackOptions(), Shop.Sliceable.Unslicer);
        foreach (byte piece in bytes)
        {
            receiver.Feed([piece]);
        }

        Shop back = (Shop)receiver.Events.Single().Value!;
        Assert.AreEqual(2, back.Prices![new Label(back, "two")]);
    }

    private static Shop NewShop(params string[] labels)
    {
        Shop shop = new() { Name = "shop" };
        shop.Prices = labels.Select((text, i) => (text, i)).ToDictionary(item => new Label(shop, item.text), item => item.i + 1);
        return shop;
    }

    private static BananaSerializerOptions NewOptions(int mostItems = 100)
    {
        BananaSerializerOptions options = new()
        {
            Policy = BananaPolicy.Untrusted with { Limits = BananaPolicy.Untrusted.Limits with { MaxCollectionItems = mostItems } },
        };
        options.Types.Add(Shop.Sliceable).Add(Label.Sliceable).Add(s_byLabel);
        return options;
    }

    private static byte[] Serialize(Shop shop) => BananaSerializer.Serialize(shop, NewOptions());

    private static Shop RoundTrip(Shop shop, BananaSerializerOptions options) =>
        BananaSerializer.Deserialize<Shop>(BananaSerializer.Serialize(shop, options), options)!;

    private static byte[] Replace(byte[] bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> other)
    {
        byte[] changed = [.. bytes];
        other.CopyTo(changed.AsSpan(changed.AsSpan().LastIndexOf(old)));
        return changed;
    }

    /// <summary>Its name is sent after its prices, so that no price can be hashed when it is read.</summary>
    private sealed class Shop
    {
        public static readonly SliceableType<Shop> Sliceable = new(Writer.Instance, new Reader());

        public Dictionary<Label, int>? Prices { get; set; }

        public HashSet<Label>? Tags { get; set; }

        public string? Name { get; set; }

        private sealed class Writer() : InstanceSlicer<Shop>("test.shop")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Shop>> DescribeMembers() =>
            [
                new Member<Shop, Dictionary<Label, int>?>("prices", s_byLabel!, o => o.Prices, (o, v) => o.Prices = v),
                new Member<Shop, HashSet<Label>?>("tags", BuiltInTypes.Set(Label.Sliceable)!, o => o.Tags, (o, v) => o.Tags = v),
                new Member<Shop, string?>("name", BuiltInTypes.String!, o => o.Name, (o, v) => o.Name = v),
            ];
        }

        private sealed class Reader() : InstanceUnslicer<Shop>(Writer.Instance)
        {
            protected override Shop Create() => new();
        }
    }

    /// <summary>Equal if its text and its owner's name are.</summary>
    private sealed class Label(Shop? owner, string? text)
    {
        public static readonly SliceableType<Label> Sliceable = new(Writer.Instance, new Reader());

        public Shop? Owner { get; private set; } = owner;

        public string? Text { get; private set; } = text;

        public override bool Equals(object? obj) => obj is Label other && other.Text == Text && other.Owner!.Name == Owner!.Name;

        public override int GetHashCode() => Owner!.Name == "EVIL"
            ? throw new InvalidOperationException("no hash today")
            : HashCode.Combine(Text!.Length, Owner.Name!.Length);

        private sealed class Writer() : InstanceSlicer<Label>("test.label")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Label>> DescribeMembers() =>
            [
                new Member<Label, Shop?>("owner", Shop.Sliceable!, o => o.Owner, (o, v) => o.Owner = v),
                new Member<Label, string?>("text", BuiltInTypes.String!, o => o.Text, (o, v) => o.Text = v),
            ];
        }

        private sealed class Reader() : InstanceUnslicer<Label>(Writer.Instance)
        {
            protected override Label Create() => new(null, null);
        }
    }

    /// <summary>Holds tuples as keys that hold it.</summary>
    private sealed class Knot
    {
        public static readonly SliceableType<Tuple<Knot, int>> Key =
            BuiltInTypes.Tuple(new SliceableType<Knot>(Writer.Instance, new Reader()), BuiltInTypes.Int32);

        public Dictionary<Tuple<Knot, int>, int>? Map { get; set; }

        public HashSet<Tuple<Knot, int>>? Set { get; set; }

        private sealed class Writer() : InstanceSlicer<Knot>("test.knot")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Knot>> DescribeMembers() =>
            [
                new Member<Knot, Dictionary<Tuple<Knot, int>, int>?>(
                    "map", BuiltInTypes.Dictionary(Key, BuiltInTypes.Int32)!, o => o.Map, (o, v) => o.Map = v),
                new Member<Knot, HashSet<Tuple<Knot, int>>?>("set", BuiltInTypes.Set(Key)!, o => o.Set, (o, v) => o.Set = v),
            ];
        }

        private sealed class Reader() : InstanceUnslicer<Knot>(Writer.Instance)
        {
            protected override Knot Create() => new();
        }
    }
}
