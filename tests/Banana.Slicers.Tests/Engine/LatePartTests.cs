using System.Buffers;
using System.Text;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>What cannot be built of its parts is refused for the same reason, and at the same place, whether its last part comes at once or late.</summary>
[TestClass]
public sealed class LatePartTests
{
    private const string InATuple = "( tuple ( list {0} ) )";
    private const string InAnArray = "( array {0} )";
    private const string Promised = "@0";

    private static readonly SliceableType<object> s_any = BuiltInTypes.Object;

    /// <summary>What cannot be built, with a question mark for the part that may come late; the code, and what it stands in.</summary>
    private static IEnumerable<(string Parts, ViolationCode Code, string Around)> Rows()
    {
        yield return ("( exception 'invalid-operation' 'm' - 0 - - - - - ? )", ViolationCode.InvalidValue, InATuple);
        yield return ("( exception 'argument' 'm' - 0 - - - - 'p' ? )", ViolationCode.InvalidValue, InATuple);
        yield return (Causes(101), ViolationCode.InvalidValue, InATuple);
        yield return ("( typed 'blocking<object>' ( blocking ? 0 0 ) )", ViolationCode.InvalidValue, InAnArray);
        yield return (
            "( typed 'tuple<object,object,object,object,object,object,object,object>' ( tuple 1 2 3 4 5 6 7 ? ) )", ViolationCode.InvalidValue, InATuple);
        yield return ("( typed 'priority-queue<object,object>' ( priority-queue 1 2 3 4 ? 5 ) )", ViolationCode.InvalidKey, InATuple);
        foreach (string set in (string[])["immutable-set", "frozen-set"])
        {
            yield return ($"( typed '{set}<object>' ( {set} 1 1 ? ) )", ViolationCode.DuplicateKey, InATuple);
        }

        foreach (string set in (string[])["sorted-set", "immutable-sorted-set"])
        {
            yield return ($"( typed '{set}<object>' ( {set} 1 2 ? ) )", ViolationCode.InvalidKey, InATuple);
        }

        foreach (string map in (string[])
            ["sorted-dict", "sorted-list", "ordered-dict", "concurrent-dict", "immutable-dict", "immutable-sorted-dict", "frozen-dict"])
        {
            yield return ($"( typed '{map}<object,object>' ( {map} 1 2 1 ? ) )", ViolationCode.DuplicateKey, InATuple);
            yield return ($"( typed '{map}<object,object>' ( {map} - 2 1 ? ) )", ViolationCode.InvalidKey, InATuple);
        }

        yield return ("( typed 'hashtable' ( hashtable 1 2 1 ? ) )", ViolationCode.DuplicateKey, InATuple);
        yield return ("( typed 'hashtable' ( hashtable - 2 1 ? ) )", ViolationCode.InvalidKey, InATuple);
        yield return ("( typed 'expando' ( expando 'a' 2 'a' ? ) )", ViolationCode.DuplicateKey, InATuple);
    }

    [TestMethod]
    [Clause("R-5")]
    public void Read_OfPartsThatMakeNoObject_IsRefusedForTheSameReasonAtOnceAndLate()
    {
        foreach ((string parts, ViolationCode code, string around) in Rows())
        {
            string here = around == InATuple ? "( tuple )" : "( array 1 )";
            Violation atOnce = Refuse(s_any.Unslicer, Fill(around, parts, here), NewOptions());
            Violation late = Refuse(s_any.Unslicer, Fill(around, parts, Promised), NewOptions());
            Assert.AreEqual((code, Describe(atOnce)), (late.Code, Describe(late)), parts);
            Assert.AreEqual(around == InATuple ? "$[0][0]" : "$[0]", late.Path, parts);
        }
    }

    [TestMethod]
    [DataRow("( lookup 1 ( array ) 2 ( array ? ) )", ViolationCode.InvalidValue)]
    [DataRow("( lookup 1 ( array 1 ) 1 ( array 2 ) ? ( array 3 ) )", ViolationCode.DuplicateKey)]
    public void Read_OfGroupsThatMakeNoLookup_IsRefusedForTheSameReasonAtOnceAndLate(string parts, ViolationCode code)
    {
        Unslicer<Tuple<List<ILookup<object, object>>>> root = BuiltInTypes.Tuple(BuiltInTypes.List(BuiltInTypes.Lookup(s_any, s_any))).Unslicer;
        Violation atOnce = Refuse(root, Fill(InATuple, parts, "( tuple )"), NewOptions());
        Violation late = Refuse(root, Fill(InATuple, parts, Promised), NewOptions());
        Assert.AreEqual((code, Describe(atOnce)), (late.Code, Describe(late)));
    }

    [TestMethod]
    public void Read_OfAMemberThatCanChange_IsRefusedForTheSameReasonAtOnceAndLate()
    {
        BananaSerializerOptions options = new(FoolscapDialect.Instance);
        foreach (string set in (string[])["set", "immutable-set"])
        {
            Violation atOnce = Refuse(s_any.Unslicer, Fill(InATuple, $"( {set} 1 ? )", "( tuple ( list ) )"), options);
            Violation late = Refuse(s_any.Unslicer, Fill(InATuple, $"( {set} 1 ? )", Promised), options);
            Assert.AreEqual((ViolationCode.InvalidKey, atOnce.Found, atOnce.Expected), (late.Code, late.Found, late.Expected));
        }
    }

    [TestMethod]
    public void Read_OfPartsThatMakeNoObjectLate_LosesWhatTheyWaitedForAndNoMore()
    {
        BananaSerializerOptions options = NewOptions();
        byte[] bytes = Document(Fill("( list ( tuple ( list {0} ) ) 5 )", "( exception 'invalid-operation' 'm' - 0 - - - - - ? )", "@1"), options);
        foreach (int piece in (int[])[1, bytes.Length])
        {
            Receiver<List<object?>> receiver = new(options.ToUnslicerStackOptions(), new AbsorbTests.AbsorbingUnslicer());
            foreach (byte[] part in Cuts.InPieces(bytes, piece))
            {
                receiver.Feed(part);
            }

            CollectionAssert.AreEqual(new object[] { 5 }, (List<object?>)receiver.Events.Single().Value!);
        }
    }

    private static string Causes(int count) => count == 0
        ? "( exception 'argument-out-of-range' 'm' - 0 - - - - - ? )"
        : $"( exception 'exception' 'm' {Causes(count - 1)} 0 - - - - - - )";

    private static string Describe(Violation violation) => $"{violation.Code} {violation.Path}: found {violation.Found}, expected {violation.Expected}";

    private static string Fill(string around, string parts, string part) =>
        around.Replace("{0}", parts.Replace("?", part, StringComparison.Ordinal), StringComparison.Ordinal);

    /// <summary>Refused, however the bytes arrive, and the stream goes on.</summary>
    private static Violation Refuse<T>(Unslicer<T> root, string document, BananaSerializerOptions options)
    {
        byte[] bytes = Document($"{document} {(options.Dialect == WireDialect.Net ? "-" : "( none )")}", options);
        List<Received> whole = Receiver.ReadAll(options.ToUnslicerStackOptions(), root, bytes);
        List<Received> cut = Receiver.ReadAll(options.ToUnslicerStackOptions(), root, Cuts.InPieces(bytes, 1));
        Assert.AreEqual("violation object", string.Join(' ', whole.Select(item => item.Kind)), document);
        Assert.AreEqual("violation object", string.Join(' ', cut.Select(item => item.Kind)), document);
        Assert.AreEqual(Describe(whole[0].Violation!), Describe(cut[0].Violation!));
        return whole[0].Violation!;
    }

    private static BananaSerializerOptions NewOptions()
    {
        BananaSerializerOptions options = new();
        options.Types
            .Add(BuiltInTypes.BlockingCollection(s_any))
            .Add(BuiltInTypes.Tuple(s_any, s_any, s_any, s_any, s_any, s_any, s_any, s_any))
            .Add(BuiltInTypes.PriorityQueue(s_any, s_any))
            .Add(BuiltInTypes.ImmutableSet(s_any)).Add(BuiltInTypes.FrozenSet(s_any))
            .Add(BuiltInTypes.SortedSet(s_any)).Add(BuiltInTypes.ImmutableSortedSet(s_any))
            .Add(BuiltInTypes.SortedDictionary(s_any, s_any)).Add(BuiltInTypes.SortedList(s_any, s_any))
            .Add(BuiltInTypes.OrderedDictionary(s_any, s_any)).Add(BuiltInTypes.ConcurrentDictionary(s_any, s_any))
            .Add(BuiltInTypes.ImmutableDictionary(s_any, s_any)).Add(BuiltInTypes.ImmutableSortedDictionary(s_any, s_any))
            .Add(BuiltInTypes.FrozenDictionary(s_any, s_any));
        return options;
    }

    /// <summary>Bytes of words: sequences in parentheses, 'text', numbers, - for null, @ for a reference.</summary>
    private static byte[] Document(string text, BananaSerializerOptions options)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < words.Length; i++)
        {
            switch (words[i][0])
            {
                case '(':
                    writer.WriteOpen();
                    WriteIndex(ref writer, words[++i], options);
                    break;
                case ')':
                    writer.WriteClose();
                    break;
                case '\'':
                    writer.WriteBytes(Encoding.UTF8.GetBytes(words[i].Trim('\'')));
                    break;
                case '-':
                    writer.WriteVocab(0);
                    break;
                case '@':
                    writer.WriteOpen();
                    WriteIndex(ref writer, "reference", options);
                    writer.WriteInteger(int.Parse(words[i][1..], null));
                    writer.WriteClose();
                    break;
                default:
                    writer.WriteInteger(int.Parse(words[i], null));
                    break;
            }
        }

        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    private static void WriteIndex(ref TokenWriter writer, string word, BananaSerializerOptions options)
    {
        if (options.Dialect == WireDialect.Net)
        {
            writer.WriteVocab((ulong)WireDialect.Net.Vocabulary.IndexOf(word));
        }
        else
        {
            writer.WriteBytes(Encoding.UTF8.GetBytes(word));
        }
    }
}
