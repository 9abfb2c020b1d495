using System.Collections;
using System.Collections.ObjectModel;
using System.Collections.Specialized;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Facade;

/// <summary>What AddReflected takes, what it leaves as it is, and what it refuses.</summary>
[TestClass]
public sealed class ReflectedRegistrationTests
{
    public static IEnumerable<object[]> BuiltIn =>
        Samples.BuiltIn.Where(sample => sample.Register is null).DistinctBy(sample => sample.Type).Select(sample => new object[] { sample.ToString() });

    [TestMethod]
    [DynamicData(nameof(BuiltIn))]
    public void AddReflected_OfWhatIsBuiltIn_ChangesNothing(string name)
    {
        Sample sample = Samples.BuiltIn.Single(sample => sample.ToString() == name);
        sample.Accept(new LeavesAsItIs());
    }

    [TestMethod]
    public void AddReflected_OfBytesNodesAndTuples_SpeaksToPeersWithoutIt()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<byte[]>().AddReflected<JsonNode>().AddReflected<ObjectTuple>().AddReflected<object>();
        object[] graph = [new byte[] { 1, 2 }, new JsonObject { ["a"] = 1 }, new ObjectTuple(1, "x")];
        object?[] back = (object?[])BananaSerializer.Deserialize<object>(BananaSerializer.Serialize<object>(graph, options))!;
        Assert.IsNull(ExactComparer.FindDifference(graph, back));
    }

    [TestMethod]
    public void AddReflected_OfWhatIsBuiltInUnderAnotherName_IsAnError()
    {
        SliceableTypeRegistry types = new BananaSerializerOptions().Types;
        Assert.Contains("built in", Assert.ThrowsExactly<ArgumentException>(() => types.AddReflected<byte[]>("mine")).Message);
        Assert.Contains("built in", Assert.ThrowsExactly<ArgumentException>(() => types.AddReflected<List<Plain>>("mine")).Message);
    }

    [TestMethod]
    public void AddReflected_OfAClassDerivedFromACollection_IsRefusedAsByTheGenerator()
    {
        foreach (Type type in (Type[])
            [
                typeof(MyList), typeof(MyDictionary), typeof(MySet), typeof(MyCollection), typeof(MyQueue), typeof(Deeper), typeof(MyArrayList), typeof(MyKeyed),
                typeof(Derived),
            ])
        {
            Assert.EndsWith("the state of a base class in another assembly is not accessible. Use a surrogate.", Refusal(type).Message, type.Name);
        }
    }

    [TestMethod]
    public void AddReflected_OfACollectionOfTheFrameworkThatIsNotBuiltIn_IsRefused()
    {
        foreach (Type type in (Type[])[typeof(Queue), typeof(Stack), typeof(SortedList), typeof(ListDictionary), typeof(StringCollection)])
        {
            NotSupportedException refused = Refusal(type, "a.name");
            Assert.Contains(type.ToString(), refused.Message);
        }
    }

    [TestMethod]
    public void AddReflected_WhereAClassDerivedFromACollectionIsAMember_NamesTheMember()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<HasMyList>();
        NotSupportedException refused = Assert.ThrowsExactly<NotSupportedException>(() => BananaSerializer.Serialize(new HasMyList(), options));
        Assert.Contains("HasMyList.Items", refused.Message);
        Assert.Contains("base class in another assembly", refused.Message);
    }

    [TestMethod]
    public void AddReflected_OfAClassWhoseForeignBaseHasNoState_IsTaken()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<StatelessEventArgs>();
        Assert.AreEqual(5, BananaSerializer.Deserialize<StatelessEventArgs>(BananaSerializer.Serialize(new StatelessEventArgs { Value = 5 }, options), options)!.Value);
    }

    [TestMethod]
    public void AddReflected_Repeated_ChangesNothing()
    {
        BananaSerializerOptions options = new();
        options.Types.AddReflected<Plain>().AddReflected<Plain>().AddReflected<byte[]>().AddReflected<byte[]>().AddReflected<Other>("other").AddReflected<Other>("other");
        Assert.AreEqual(5, BananaSerializer.Deserialize<Plain>(BananaSerializer.Serialize(new Plain { Value = 5 }, options), options)!.Value);
    }

    [TestMethod]
    public void AddReflected_UnderTwoNames_IsAnError()
    {
        SliceableTypeRegistry types = new BananaSerializerOptions().Types;
        types.AddReflected<Plain>("one").AddReflected<Other>();
        Assert.Contains("'one'", Assert.ThrowsExactly<ArgumentException>(() => types.AddReflected<Plain>("two")).Message);
        Assert.ThrowsExactly<ArgumentException>(() => types.AddReflected<Plain>());
        Assert.ThrowsExactly<ArgumentException>(() => types.AddReflected<Other>("two"));
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void AddReflected_WhereHalvesAreRegisteredByHand_UsesThose(bool areFirst)
    {
        BananaSerializerOptions options = new();
        if (areFirst)
        {
            options.Types.Add(new MoneySlicer(), new MoneyUnslicer()).AddReflected<Purse>().AddReflected<Money>().AddReflected<List<Money>>();
        }
        else
        {
            options.Types.AddReflected<Purse>().AddReflected<Money>().AddReflected<List<Money>>().Add(new MoneySlicer(), new MoneyUnslicer());
        }

        Purse purse = new() { Cash = new Money(5), More = [new Money(6)], Boxed = new Money(7) };
        byte[] bytes = BananaSerializer.Serialize(purse, options);
        Assert.DoesNotContain("Money", System.Text.Encoding.Latin1.GetString(bytes), "its fields were looked at");
        Purse back = BananaSerializer.Deserialize<Purse>(bytes, options)!;
        Assert.AreEqual((5, 6, 7), (back.Cash!.Cents, back.More[0].Cents, ((Money)back.Boxed!).Cents));
    }

    [TestMethod]
    public void AddReflected_UnderAnotherNameThanHalvesByHand_IsAnError()
    {
        Assert.ThrowsExactly<ArgumentException>(() => new BananaSerializerOptions().Types.Add(new MoneySlicer(), new MoneyUnslicer()).AddReflected<Money>("cash"));
        Assert.ThrowsExactly<ArgumentException>(() => new BananaSerializerOptions().Types.AddReflected<Money>("cash").Add(new MoneySlicer(), new MoneyUnslicer()));
    }

    [TestMethod]
    public void AddReflected_OfWhatCannotBeSentButHasHalvesByHand_IsTaken()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(
            new TextSlicer<MyList>(static list => list.Count.ToString(CultureInfo.InvariantCulture)),
            new TextUnslicer<MyList>(static text => [.. Enumerable.Range(0, int.Parse(text, CultureInfo.InvariantCulture))]));
        options.Types.AddReflected<MyList>().AddReflected<HasMyList>();
        HasMyList back = BananaSerializer.Deserialize<HasMyList>(BananaSerializer.Serialize(new HasMyList { Items = [0, 1] }, options), options)!;
        CollectionAssert.AreEqual(new MyList { 0, 1 }, back.Items);
    }

    private static NotSupportedException Refusal(Type type, string? name = null)
    {
        MethodInfo add = typeof(SliceableTypeRegistry).GetMethod(nameof(SliceableTypeRegistry.AddReflected))!.MakeGenericMethod(type);
        return Assert.ThrowsExactly<NotSupportedException>(
            () => add.Invoke(new BananaSerializerOptions().Types, BindingFlags.DoNotWrapExceptions, null, [name], null));
    }

    private sealed class LeavesAsItIs : ISampleVisitor<bool>
    {
        public bool Visit<T>(Sample<T> sample)
        {
            BananaSerializerOptions options = sample.NewOptions();
            options.Types.AddReflected<T>();
            T value = sample.Make();
            Assert.AreEqual(Hex.Format(sample.ToBytes()), Hex.Format(BananaSerializer.Serialize(value, options)));
            if (sample.IsOpen)
            {
                object? back = BananaSerializer.Deserialize<object>(BananaSerializer.Serialize<object>(value, options), sample.NewOptions());
                Assert.IsNull(ExactComparer.FindDifference(value, back));
            }

            return true;
        }
    }

    public class MyList : List<int>;

    public class MyDictionary : Dictionary<string, int>;

    public class MySet : HashSet<int>;

    public class MyCollection : Collection<int>;

    public class MyQueue : Queue<int>;

    public sealed class Deeper : MyList;

    internal sealed class MyArrayList : ArrayList;

    public class MyKeyed : KeyedCollection<int, int>
    {
        protected override int GetKeyForItem(int item) => item;
    }

    /// <summary>Of an assembly that is not the framework's.</summary>
    public sealed class Derived([CallerFilePath] string path = "", [CallerLineNumber] int line = -1) : TestMethodAttribute(path, line)
    {
        public int Mine { get; set; }
    }

    public sealed class StatelessEventArgs : EventArgs
    {
        public int Value { get; set; }
    }

    public sealed class HasMyList
    {
        public MyList Items { get; set; } = [];
    }

    public sealed class Plain
    {
        public int Value { get; set; }
    }

    public sealed class Other
    {
        public int Value { get; set; }
    }

    public sealed class Money(int amount)
    {
        public int Cents => amount;
    }

    public sealed class Purse
    {
        public Money? Cash { get; set; }

        public List<Money> More { get; set; } = [];

        public object? Boxed { get; set; }
    }

    private sealed class MoneySlicer() : TextSlicer<Money>(static money => money.Cents.ToString(CultureInfo.InvariantCulture));

    private sealed class MoneyUnslicer() : TextUnslicer<Money>(static text => new Money(int.Parse(text, CultureInfo.InvariantCulture)));

    /// <summary>Values as text in a sequence.</summary>
    private class TextSlicer<T>(Func<T, string> format) : Slicer<T>(new VocabularyWord("money"))
    {
        public override OpenType? OpenType => new OpenType("money", null);

        public override SliceStep Slice(ref TokenWriter writer, ref SliceFrame frame, SlicerStack stack) =>
            frame.State++ == 0 ? stack.WriteText(ref writer, format((T)frame.Target)) : SliceStep.Done;
    }

    private class TextUnslicer<T>(Func<string, T> parse) : TokenUnslicer<T>
    {
        public override OpenType? OpenType => new OpenType("money", null);

        public override string Expected => "money";

        public override TokenTypes Tokens => TokenTypes.String;

        public override ReferenceKind References => ReferenceKind.AtClose;

        protected override ReadStatus TryRead(ref TokenReader reader, UnslicerStack stack, out T? value)
        {
            ReadStatus status = stack.TryReadText(ref reader, out string text);
            value = status == ReadStatus.Done ? parse(text) : default;
            return status;
        }
    }
}
