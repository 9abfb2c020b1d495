using System.Buffers;
using System.Collections.ObjectModel;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>A value that cannot be sent aborts its sequences and leaves the stream in step (PROTOCOL.md [S-7]).</summary>
[TestClass]
public sealed class SlicerFailureTests
{
    [TestMethod]
    [Clause("S-7")]
    public void Write_OfAnUnregisteredType_AbortsEveryLevelAndNamesThePath()
    {
        List<object?> graph = [1, new ObjectTuple(2, new Stranger())];
        (string hex, Violation violation) = WriteRefused(graph);
        Assert.AreEqual("8805870181 8806870281 8a89 8a89", Spaced(hex, 10, 20, 24));
        Assert.AreEqual((ViolationCode.UnregisteredType, "$[1][1]"), (violation.Code, violation.Path));
        Assert.Contains(nameof(Stranger), violation.Found);
    }

    [TestMethod]
    [Clause("S-7")]
    public void Write_AfterAnAbort_DoesNotReferToWhatWasAborted()
    {
        List<object?> shared = [5];
        ArrayBufferWriter<byte> output = new();
        SlicerStack stack = new(new BananaSerializerOptions().ToSlicerStackOptions() with { References = ReferenceScope.Connection });
        TokenWriter writer = new(output);
        try
        {
            stack.Write(ref writer, BuiltInTypes.Object.Slicer, new List<object?> { shared, new Stranger() });
            Assert.Fail("A Stranger is not registered.");
        }
        catch (ViolationException)
        {
            stack.Write(ref writer, BuiltInTypes.Object.Slicer, new List<object?> { shared, shared });
        }

        writer.Commit();
        Receiver<object> receiver = new(
            new BananaSerializerOptions().ToUnslicerStackOptions() with { References = ReferenceScope.Connection },
            BuiltInTypes.Object.Unslicer);
        receiver.Feed(output.WrittenSpan.ToArray());
        Assert.AreEqual("violation object", string.Join(' ', receiver.Events.Select(item => item.Kind)));
        List<object?> back = (List<object?>)receiver.Events[1].Value!;
        Assert.AreSame(back[0], back[1]);
    }

    [TestMethod]
    public void Write_OfALoneSurrogate_IsAViolationWithItsPath()
    {
        string broken = $"a{(char)0xD800}";
        Node node = new() { Name = "fine", Next = new Node { Name = broken } };
        ViolationException typed = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(node, Node.NewOptions()));
        Assert.AreEqual((ViolationCode.InvalidText, "$.next.name"), (typed.Code, typed.Path));
        (_, Violation untyped) = WriteRefused(new List<object?> { broken });
        Assert.AreEqual((ViolationCode.InvalidText, "$[0]"), (untyped.Code, untyped.Path));
    }

    [TestMethod]
    public void Write_OfADictionaryWithAnotherComparer_IsRefusedNotChanged()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(BuiltInTypes.Dictionary(BuiltInTypes.String, BuiltInTypes.Int32));
        Dictionary<string, int> insensitive = new(UnnamedComparer.Instance) { ["a"] = 1 };
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize(insensitive, options));
        Assert.AreEqual(ViolationCode.NotRepresentable, refused.Code);
        Dictionary<string, int> back = BananaSerializer.Deserialize<Dictionary<string, int>>(
            BananaSerializer.Serialize(new Dictionary<string, int> { ["a"] = 1 }, options), options)!;
        Assert.AreEqual(1, back["a"]);
    }

    [TestMethod]
    public void Write_OfADerivedClass_IsRefusedNotSliced()
    {
        BananaSerializerOptions options = new();
        options.Types.Add(Animal.Sliceable);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize<Animal>(new Dog(), options));
        Assert.AreEqual(ViolationCode.UnregisteredType, refused.Code);
        Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Serialize<object>(new Dog(), options));
    }

    [TestMethod]
    public void Write_OfADerivedCollection_IsRefusedNotFlattened()
    {
        AssertRefused(BuiltInTypes.List(BuiltInTypes.Int32), new DerivedList());
        AssertRefused(BuiltInTypes.Dictionary(BuiltInTypes.Int32, BuiltInTypes.Int32), new DerivedDictionary());
        AssertRefused(BuiltInTypes.Set(BuiltInTypes.Int32), new DerivedSet());
        AssertRefused(BuiltInTypes.ReadOnlyCollection(BuiltInTypes.Int32), new ReadOnlyObservableCollection<int>([]));
        AssertRefused(BuiltInTypes.Tuple(BuiltInTypes.Int32, BuiltInTypes.Int32), new DerivedTuple());
        AssertRefused(null, (byte[])(object)new sbyte[1]);

        static void AssertRefused<T>(SliceableType<T>? type, T value)
        {
            BananaSerializerOptions options = new();
            if (type is not null)
            {
                options.Types.Add(type);
            }

            ViolationException refused = Assert.ThrowsExactly<ViolationException>(
                () => BananaSerializer.Serialize(value, options), typeof(T).ToString());
            Assert.AreEqual((ViolationCode.UnregisteredType, "$"), (refused.Code, refused.Path));
            Assert.Contains(value!.GetType().ToString(), refused.Found);
        }
    }

    [TestMethod]
    public void Write_OfAListThatNobodyRegistered_IsRefused()
    {
        (_, Violation violation) = WriteRefused(new List<Stranger> { new() }, new BananaSerializerOptions());
        Assert.AreEqual(ViolationCode.UnregisteredType, violation.Code);
    }

    [TestMethod]
    public void Write_OfKeysWithoutACommonOrder_IsRefusedInFoolscap()
    {
        ObjectDictionary dictionary = new();
        dictionary.Add(1, 1);
        dictionary.Add("a", 2);
        (string hex, Violation violation) = WriteRefused(dictionary, new BananaSerializerOptions(FoolscapDialect.Instance));
        Assert.AreEqual((ViolationCode.NotRepresentable, "keys without a common order: Int32 and String"), (violation.Code, violation.Found));
        Assert.AreEqual("0088048264696374008a0089", hex);
    }

    private static (string Hex, Violation Violation) WriteRefused(object graph, BananaSerializerOptions? options = null)
    {
        ArrayBufferWriter<byte> output = new();
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Serialize(output, graph, options ?? new BananaSerializerOptions()));
        return (Hex.Format(output.WrittenSpan), refused.Violation);
    }

    private static string Spaced(string hex, params int[] blanks)
    {
        foreach (int blank in blanks.Reverse())
        {
            hex = hex.Insert(blank, " ");
        }

        return hex;
    }

    private class Animal
    {
        public static readonly SliceableType<Animal> Sliceable = new(Writer.Instance, new Reader());

        private sealed class Writer() : InstanceSlicer<Animal>("test.animal")
        {
            public static readonly Writer Instance = new();

            protected override IEnumerable<Member<Animal>> DescribeMembers() => [];
        }

        private sealed class Reader() : InstanceUnslicer<Animal>(Writer.Instance)
        {
            protected override Animal Create() => new();
        }
    }

    private sealed class Dog : Animal;

    private sealed class DerivedList : List<int>;

    private sealed class DerivedDictionary : Dictionary<int, int>;

    private sealed class DerivedSet : HashSet<int>;

    private sealed class DerivedTuple() : Tuple<int, int>(1, 2);
}
