using System.Collections.Frozen;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>Tasters restrict what may stand at a position, exactly as long as the frame that brought them lasts.</summary>
[TestClass]
public sealed partial class TasterTests
{
    private static readonly Taster s_short = new() { MaxStringBytes = 3, IsDeep = true };

    private static readonly Taster s_noNodes = new() { OpenTypes = Names("list", "array", "unicode", "dict"), IsDeep = true };

    private static readonly Taster s_digits = new() { Accepts = value => value is int and < 10, Expected = "a digit" };

    [TestMethod]
    [Clause("S-8")]
    [DataRow("880587 0181 0281 89", "fine")]
    [DataRow("880587 0181 0a81 89", "RefusedValue $[1]")] // a token, seen whole
    [DataRow("880587 0181 820261 89", "RefusedValue $[1]")]
    public void Read_InsideWithAValueCheck_ShowsEveryValue(string hex, string expected) =>
        Expect(hex, new() { Children = s_digits }, expected);

    [TestMethod]
    [DataRow("0181", "fine")]
    [DataRow("0183", "UnexpectedToken $")]
    [DataRow("843ff8000000000000", "UnexpectedToken $")]
    [DataRow("0087", "UnexpectedToken $")]
    [DataRow("0587", "UnexpectedToken $")]
    [DataRow("88058789", "UnexpectedToken $")]
    [DataRow("88018789", "UnexpectedToken $")]
    [DataRow("880987 7f81 02826869 89 0181", "fine")] // a definition is no value
    [DataRow("880987 7f81 02826869 89 0183", "UnexpectedToken $")]
    public void Read_WithATokenMask_TakesNothingElse(string hex, string expected) => Expect(hex, new() { Tokens = TokenTypes.Int }, expected);

    [TestMethod]
    [DataRow("0087", "fine")]
    [DataRow("88018789", "fine")] // null in its other form is VOCAB, too
    [DataRow("0587", "UnexpectedToken $")] // a word is STRING
    [DataRow("88058789", "fine")] // sequences are OPEN
    public void Read_WithAMaskOfNullAndSequences_TellsWordsFromNull(string hex, string expected) =>
        Expect(hex, new() { Tokens = TokenTypes.Vocab | TokenTypes.Open }, expected);

    [TestMethod]
    [DataRow("880587 03 82616263 89", "fine")]
    [DataRow("880587 04 8261626364 89", "StringTooLong $[0]")]
    [DataRow("880587 000082 89", "fine")]
    [DataRow("880587 0587 89", "StringTooLong $[0]")] // what a word stands for counts
    [DataRow("880587 8807870382616263 89 89", "fine")]
    [DataRow("880587 880787048261626364 89 89", "StringTooLong $[0]")] // the wrapping of a token is transparent
    [DataRow("880587 880587 048261626364 89 89", "StringTooLong $[0][0]")] // deep
    [DataRow("048261626364", "StringTooLong $")]
    public void Read_WithADeepLimit_HoldsAtAnyDepth(string hex, string expected) => Expect(hex, s_short, expected);

    [TestMethod]
    [DataRow("028501 02", "fine")]
    [DataRow("03850102 03", "IntegerTooLong $")]
    [DataRow("03860102 03", "IntegerTooLong $")]
    public void Read_WithAnIntegerLimit_LooksAtTheBody(string hex, string expected) => Expect(hex, new() { MaxIntegerBytes = 2 }, expected);

    [TestMethod]
    [DataRow("880587 0181 0281 89", "fine")]
    [DataRow("880587 0181 0281 0381 89", "CollectionTooLarge $[2]")]
    [DataRow("881587 0181 0281 0381 89", "CollectionTooLarge $[2]")] // an array
    [DataRow("880587 880587 0181 0281 0381 89 89", "fine")] // the limit is this list's, not of lists in it
    public void Read_WithACount_RefusesOneMore(string hex, string expected) => Expect(hex, new() { MaxItems = 2 }, expected);

    [TestMethod]
    [DataRow("880587 880487 8909 83 8801 8789 89", "fine", DisplayName = "null is judged by the mask")]
    [DataRow("880587 880687 89 89", "RefusedOpenType $[0]")]
    [DataRow("880587 880587 880687 89 89 89", "RefusedOpenType $[0][0]")]
    [DataRow("880687 89", "RefusedOpenType $")]
    public void Read_WithOpenTypes_RefusesOthersAtAnyDepth(string hex, string expected) => Expect(hex, s_noNodes, expected);

    [TestMethod]
    public void Read_OfARefusedOpenType_DoesNotMakeTheObject()
    {
        int made = Badge.Made;
        Expect("880587 880a87" + "0a82746573742e6261646765" + "89 89", s_noNodes, "RefusedOpenType $[0]");
        Assert.AreEqual(made, Badge.Made);
    }

    [TestMethod]
    public void Read_AfterTheLayer_IsFreeAgain()
    {
        // A badge forbids text above three bytes inside; beside it and behind it text may be as long as it likes.
        List<object?> graph = ["long text", new Badge { Inside = new List<object?> { "abc" } }, "long text"];
        object?[] back = [.. (List<object?>)RoundTrip(graph)!];
        Assert.AreEqual("long text", back[2]);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => RoundTrip(new List<object?> { new Badge { Inside = new List<object?> { "abcd" } } }));
        Assert.AreEqual((ViolationCode.StringTooLong, "$[0].inside[0]"), (refused.Code, refused.Path));
    }

    [TestMethod]
    public void Read_AfterALayerThatFailed_IsFreeAgain()
    {
        // The layer is aborted, refused half-way, closed too early: a parent that absorbs goes on, free.
        string badge = "880a87" + "0a82746573742e6261646765" + "0682696e73696465";
        foreach (string rest in (string[])["8a 89", "880587 8a 89 89", "880587 048261626364 89 89", "89", "8888 8a"])
        {
            BananaSerializerOptions options = NewOptions(null);
            foreach (byte[][] pieces in Cuts.All(Hex.Parse("880587" + badge + rest + "0a82" + new string('6', 20) + "89")))
            {
                Receiver<List<object?>> receiver = new(options.ToUnslicerStackOptions(), new AbsorbTests.AbsorbingUnslicer());
                foreach (byte[] piece in pieces)
                {
                    receiver.Feed(piece);
                }

                Received only = receiver.Events.Single();
                Assert.IsTrue(
                    only.Fatal is not null || ((List<object?>)only.Value!).Single() is byte[] { Length: 10 }, $"{rest}: {only.Violation}");
            }
        }
    }

    [TestMethod]
    public void Read_WithAMembersTaster_HoldsForThatMemberOnly()
    {
        Assert.AreEqual("abcd", ((Badge)RoundTrip(new Badge { Name = "abcd", Grade = 9 })!).Name);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => RoundTrip(new Badge { Name = "abcd", Grade = 10 }));
        Assert.AreEqual((ViolationCode.RefusedValue, "$.grade", "a digit"), (refused.Code, refused.Path, refused.Violation.Expected));
        Assert.AreEqual("a value of type Int32", refused.Violation.Found);
    }

    [TestMethod]
    [DataRow(false, "StringTooLong $[0]")]
    [DataRow(true, "fine")]
    public void Read_WithTwoTasters_CombinesThemAsTheInnerSays(bool overrides, string expected)
    {
        Taster outer = new() { MaxStringBytes = 3, Tokens = TokenTypes.Strings | TokenTypes.Open, IsDeep = true };
        Taster inner = new() { OverridesOuter = overrides, MaxStringBytes = 5 };
        Taster both = new() { IsDeep = true, Tokens = outer.Tokens, MaxStringBytes = 3, Children = inner };
        Expect("880587 048261626364 89", both, expected);
        Expect("880587 0181 89", both, "UnexpectedToken $[0]"); // what the inner leaves null is the outer's to decide
        Expect("880587 06826162636465 66 89", both, "StringTooLong $[0]");
    }

    [TestMethod]
    [DataRow("MaxStringBytes", "StringTooLong $.text")]
    [DataRow("Tokens", "UnexpectedToken $.text")]
    [DataRow("Accepts", "RefusedValue $.text")]
    [DataRow("Children", "StringTooLong $.text")]
    public void Read_WithATypeWhoseTasterDecides_IsNoLooserThanThePolicy(string rule, string expected)
    {
        Taster policy = rule switch
        {
            "MaxStringBytes" => new() { MaxStringBytes = 10, IsDeep = true },
            "Tokens" => new() { Tokens = TokenTypes.Open | TokenTypes.Int, IsDeep = true },
            "Accepts" => new() { Accepts = value => value is not string, IsDeep = true },
            _ => new() { Children = new() { MaxStringBytes = 10, OverridesOuter = true } },
        };
        Loose loose = new() { Text = new string('x', 1000) };
        Assert.AreEqual(1000, ((Loose)RoundTrip(loose)!).Text!.Length, "without a policy the type decides");
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => RoundTrip(loose, policy));
        Assert.AreEqual(expected, $"{refused.Code} {refused.Path}");
    }

    [TestMethod]
    public void Read_WithOnlyAMembersTaster_IsFreeBehindIt()
    {
        // Nothing else brings a taster here: what a member brings must go with its object.
        Tag tag = new() { Words = ["abc"] };
        List<object?> back = (List<object?>)RoundTrip(new List<object?> { tag, "long text", tag, new Tag { Words = ["xyz"] } })!;
        Assert.AreEqual("long text", back[1]);
        Assert.AreSame(back[0], back[2]);
        Assert.AreEqual("long text", ((List<object?>)RoundTrip(new List<object?> { new Tag { Mark = "abc" }, "long text" })!)[1]);
        Assert.AreEqual("longer", ((Tag)RoundTrip(new Tag { Words = ["abc"], Free = ["longer"] })!).Free!.Single());
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => RoundTrip(new Tag { Words = ["abc", "long"] }));
        Assert.AreEqual((ViolationCode.StringTooLong, "$.words[1]"), (refused.Code, refused.Path));
    }

    [TestMethod]
    public void Read_OfARefusedObject_LeavesNothingToReferTo()
    {
        // 1 is a list of three, refused by its value; 2 is a list with a reference to it, which must not smuggle it in; 4 is fine.
        BananaSerializerOptions options = NewOptions(new() { Children = new() { Accepts = value => value is not List<object?> { Count: 3 } } });
        Receiver<List<object?>> receiver = new(options.ToUnslicerStackOptions(), new AbsorbTests.AbsorbingUnslicer());
        receiver.Feed(Hex.Parse("880587 880587 0181 0281 0381 89 880587 880387 0181 89 89 88058789 89"));
        Received only = receiver.Events.Single();
        Assert.IsNull(only.Violation, $"{only.Violation}");
        Assert.IsEmpty((List<object?>)((List<object?>)only.Value!).Single()!);
    }

    [TestMethod]
    [DataRow("8a", "fine")]
    [DataRow("", "CollectionTooLarge $[0]")]
    public void Read_OfAnAbsorbedObject_LeavesNothingToTaste(string abort, string expected)
    {
        // 1 refers to 0, which is unfinished and will be too long for that place; unless 1 is aborted, so that nobody refers to it.
        BananaSerializerOptions options = NewOptions(new() { Children = new() { Children = new() { MaxItems = 2 } } });
        Receiver<List<object?>> receiver = new(options.ToUnslicerStackOptions(), new AbsorbTests.AbsorbingUnslicer());
        receiver.Feed(Hex.Parse($"880587 880587 880387 0081 89 {abort} 89 0181 0281 0381 89"));
        Assert.AreEqual(expected, receiver.Events.Single().Violation is { } refused ? $"{refused.Code} {refused.Path}" : "fine");
    }

    [TestMethod]
    public void Read_WhenACheckThrows_IsAViolationThere()
    {
        Taster taster = new() { Children = new() { Accepts = _ => throw new NotSupportedException("no") } };
        Expect("880587 0181 89", taster, "UserCode $[0]");
        Expect("880587 88058789 89", taster, "UserCode $[0]");
    }

    private static FrozenSet<string> Names(params string[] names) => names.ToFrozenSet();

    private static object? RoundTrip(object? graph, Taster? taster = null)
    {
        BananaSerializerOptions options = NewOptions(taster);
        return BananaSerializer.Deserialize<object>(BananaSerializer.Serialize(graph, options), options);
    }

    private static BananaSerializerOptions NewOptions(Taster? taster)
    {
        BananaSerializerOptions options = Node.NewOptions(BananaPolicy.Untrusted with { Taster = taster });
        options.Types.Add(Badge.Sliceable);
        options.Types.Add(Tag.Sliceable);
        options.Types.Add(Loose.Sliceable);
        return options;
    }

    private static void Expect(string hex, Taster taster, string expected)
    {
        BananaSerializerOptions options = NewOptions(taster);
        foreach (byte[][] pieces in Cuts.All(Hex.Parse(hex)))
        {
            Receiver<object> receiver = new(options.ToUnslicerStackOptions(), BuiltInTypes.Object.Unslicer);
            foreach (byte[] piece in pieces)
            {
                receiver.Feed(piece);
            }

            Received first = receiver.Events[0];
            Assert.IsNull(first.Fatal);
            Assert.AreEqual(expected, first.Violation is { } refused ? $"{refused.Code} {refused.Path}" : "fine", first.Violation?.ToString());
            Assert.IsFalse(receiver.IsBusy, "the stream is in step");
        }
    }
}
