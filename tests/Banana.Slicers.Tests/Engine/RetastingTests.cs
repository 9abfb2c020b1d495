using System.Collections.Frozen;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>A reference is tasted again where it is used.</summary>
[TestClass]
public sealed class RetastingTests
{
    [TestMethod]
    [Clause("R-8")]
    public void Read_OfAReferenceAtAStricterPosition_IsRefusedThere()
    {
        // The same node is fine under "extra" and refused under "next".
        Node shared = new() { Name = "shared" };
        Node graph = new() { Next = null, Extra = new List<object?> { shared, new Node { Next = null, Extra = shared } } };
        Expect(graph, null, "fine");
        Taster noNodes = new() { OpenTypes = FrozenSet.Create("list", "unicode") };
        Taster taster = new()
        {
            // Whatever is in a node that is in a node may not be a node.
            Children = new() { Children = new() { Children = noNodes } },
        };
        Expect(graph, taster, "RefusedOpenType $.extra[1].extra");
    }

    [TestMethod]
    public void Read_OfAReferenceToTooLargeACollection_IsRefused()
    {
        List<object?> three = [1, 2, 3];
        Expect(new List<object?> { three, new List<object?> { three } }, InListsInLists(new() { MaxItems = 3 }), "fine");
        Expect(new List<object?> { three, new List<object?> { three } }, InListsInLists(new() { MaxItems = 2 }), "CollectionTooLarge $[1][0]");
    }

    [TestMethod]
    public void Read_OfAReferenceToAnUnfinishedCollection_IsTastedAtTheEnd()
    {
        List<object?> itself = [1];
        itself.Add(new List<object?> { itself });
        itself.Add(3);
        Expect(itself, InListsInLists(new() { MaxItems = 3 }), "fine");
        Expect(itself, InListsInLists(new() { MaxItems = 2 }), "CollectionTooLarge $[1][0]");
    }

    [TestMethod]
    public void Read_OfAReferenceToAPendingTuple_IsShownToTheTastersWhenBuilt()
    {
        List<object?> list = [];
        ObjectTuple tuple = new([list, 7]);
        list.Add(tuple);
        List<object?> seen = [];
        Expect(tuple, new() { Children = new() { Children = new() { Accepts = value => Saw(seen, value) } } }, "fine");
        Assert.IsNotEmpty(seen);
        CollectionAssert.AllItemsAreInstancesOfType(seen, typeof(ObjectTuple));
        Expect(tuple, new() { Children = new() { Children = new() { Accepts = value => value is not ObjectTuple } } }, "RefusedValue $[0][0]");
    }

    [TestMethod]
    public void Read_OfAReferenceToWhatWasReadUnderLooserRules_IsRefusedUnlessAsMuchWasAsked()
    {
        // The list is first seen where its texts may be long, then where they may not.
        List<object?> texts = ["long text"];
        List<object?> graph = [texts, new List<object?> { texts }];
        Taster shortInside = new() { Children = new() { MaxStringBytes = 4 } };
        Expect(graph, InListsInLists(shortInside), "RefusedReference $[1][0]");
        Expect(new List<object?> { new List<object?> { texts }, texts }, InListsInLists(shortInside), "StringTooLong $[0][0][0]");
        Expect(graph, new() { MaxStringBytes = 100, IsDeep = true }, "fine"); // the same everywhere: nothing new is asked
    }

    [TestMethod]
    public void Read_OfRandomGraphsUnderRandomTasters_DecidesTheSameWholeAndByteByByte()
    {
        BananaSerializerOptions writing = Node.NewOptions();
        int refused = 0;
        for (int seed = 0; seed < 3000; seed++)
        {
            Random random = new(Seeds.Fixed + seed);
            byte[] bytes = BananaSerializer.Serialize(GraphGenerator.Generate(Seeds.Fixed + seed, mostNodes: 20), writing);
            UnslicerStackOptions reading = Node.NewOptions(BananaPolicy.Untrusted with { Taster = RandomTaster(random, 3) }).ToUnslicerStackOptions();
            Received expected = Receiver.ReadAll(reading, BuiltInTypes.Object.Unslicer, bytes).Single();
            Received actual = Receiver.ReadAll(reading, BuiltInTypes.Object.Unslicer, Cuts.InPieces(bytes, 1)).Single();
            Assert.AreEqual(
                (expected.Violation?.Code, expected.Violation?.Path), (actual.Violation?.Code, actual.Violation?.Path), $"seed {Seeds.Fixed + seed}");
            Assert.IsTrue(expected.Violation is not null || GraphComparer.AreIsomorphic(expected.Value, actual.Value), $"seed {Seeds.Fixed + seed}");
            refused += expected.Violation is null ? 0 : 1;
        }

        Assert.IsTrue(refused is > 300 and < 2700, $"{refused} of 3000 were refused; both must be seen often");
    }

    private static Taster RandomTaster(Random random, int depth) => new()
    {
        OverridesOuter = random.Next(2) == 1,
        Tokens = random.Next(4) == 0 ? TokenTypes.All & ~(TokenTypes)(1 << random.Next(1, 8)) : null,
        MaxStringBytes = random.Next(4) == 0 ? random.Next(4, 12) : null,
        MaxItems = random.Next(3) == 0 ? random.Next(2, 6) : null,
        OpenTypes = random.Next(6) == 0 ? FrozenSet.Create("list", "dict", "tuple", "unicode", "int64", "boolean", "test.node") : null,
        Accepts = random.Next(4) == 0 ? value => value is not (true or > 2_000_000_000) : null,
        IsDeep = random.Next(3) == 0,
        Children = depth > 0 && random.Next(2) == 0 ? RandomTaster(random, depth - 1) : null,
    };

    private static bool Saw(List<object?> seen, object? value)
    {
        seen.Add(value);
        return true;
    }

    /// <summary>For what is in a list that is in a list.</summary>
    private static Taster InListsInLists(Taster taster) => new() { Children = new() { Children = taster } };

    private static void Expect(object graph, Taster? taster, string expected)
    {
        BananaSerializerOptions options = Node.NewOptions(BananaPolicy.Untrusted with { Taster = taster });
        foreach (byte[][] pieces in Cuts.All(BananaSerializer.Serialize(graph, options)))
        {
            Received only = Receiver.ReadAll(options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer, pieces).Single();
            Assert.IsNull(only.Fatal);
            Assert.AreEqual(expected, only.Violation is { } refused ? $"{refused.Code} {refused.Path}" : "fine", only.Violation?.ToString());
        }
    }
}
