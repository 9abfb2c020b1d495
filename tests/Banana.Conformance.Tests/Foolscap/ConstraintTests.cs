using System.Buffers;
using Banana.Cli.Json;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>What Foolscap's constraints accept and refuse, tasters accept and refuse; a refused value costs itself only.</summary>
[TestClass]
public sealed class ConstraintTests
{
    public static IEnumerable<object[]> OnWire => Same("constraint_wire");

    public static IEnumerable<object[]> Finished => Same("constraint_check").Concat(Same("constraint_attrdict"));

    [TestMethod]
    [Clause("S-8")]
    [DynamicData(nameof(OnWire))]
    public void Constraint_WhileDecoding_TakesAndRefusesWhatFoolscapsDoes(Vector vector)
    {
        bool isAccepted = vector.Entry.GetProperty("accepted").GetBoolean();
        int objects = vector.Entry.GetProperty("events").EnumerateArray().Count(item => item.GetProperty("ev").GetString() == "object");
        foreach (byte[][] pieces in Cuts.All(vector.Bytes, mostTwoWay: 200))
        {
            Receiver<object> receiver = NewReceiver(vector, isOnWire: true);
            foreach (byte[] piece in pieces)
            {
                receiver.Feed(piece);
            }

            string received = string.Join(' ', receiver.Events.Select(item => $"{item.Kind} {item.Violation}"));
            Assert.AreEqual(objects, receiver.Events.Count(item => item.Kind == "object"), received);
            Assert.AreEqual(isAccepted ? 0 : 1, receiver.Events.Count(item => item.Kind == "violation"), received);
            AssertPaths(vector, receiver.Events);
            Assert.IsFalse(receiver.IsBusy);
            Assert.IsFalse(receiver.IsLost);
        }
    }

    [TestMethod]
    [DynamicData(nameof(Finished))]
    public void Constraint_OnAFinishedValue_SaysWhatFoolscapsDoes(Vector vector)
    {
        object? value = CanonicalReader.Read(vector.Entry.GetProperty("value").GetRawText(), FoolscapDialect.Instance);
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        new SlicerStack(FoolscapStream.Sending(0)).Write(ref writer, BuiltInTypes.Object.Slicer, value);
        writer.Commit();

        Receiver<object> receiver = NewReceiver(vector, isOnWire: false);
        receiver.Feed(output.WrittenSpan.ToArray());

        string expected = vector.Entry.GetProperty("ok").GetBoolean() ? "object" : "violation";
        Assert.AreEqual(expected, receiver.Events.Single().Kind, receiver.Events[0].Violation?.ToString());
    }

    /// <summary>Where the two differ, ours is known as well: the file of differences says why.</summary>
    [TestMethod]
    [DataRow("bytes10_vocab_longer", "violation")]
    [DataRow("tuple_too_few_not_checked_on_the_wire", "violation")]
    [DataRow("set_full_by_distinct_members", "violation")]
    [DataRow("set_immutable", "object")]
    [DataRow("choice_open_crashes", "object")]
    [DataRow("choice_bool_crashes", "object")]
    [DataRow("anystring_unicode_crashes", "object")]
    public void Constraint_WhereFoolscapIsNotFollowed_DoesWhatTheListSays(string name, string here)
    {
        Vector vector = VectorFile.Section("constraint_wire").Single(item => item.Name == name);
        Receiver<object> receiver = NewReceiver(vector, isOnWire: true);
        receiver.Feed(vector.Bytes);
        Assert.AreEqual(here, receiver.Events.Single().Kind);
        Assert.IsTrue(Differences.Contains(vector));
    }

    /// <summary>Dictionaries and tuples are judged as wholes here, because their positions differ: the path ends at them.</summary>
    private static void AssertPaths(Vector vector, List<Received> events)
    {
        bool isJudgedWhole = vector.Entry.GetProperty("constraint").GetRawText() is { } text && (text.Contains("Dict") || text.Contains("Tuple"));
        foreach ((string there, Received here) in vector.ViolationPaths.Zip(events.Where(item => item.Violation is not null)))
        {
            string path = Vector.Comparable(here.Violation!.Path);
            Assert.AreEqual(isJudgedWhole ? there[..Math.Min(there.Length, path.Length)] : there, path);
        }
    }

    private static IEnumerable<object[]> Same(string section) =>
        VectorFile.Section(section).Where(vector => !Differences.Contains(vector)).Select(vector => new object[] { vector });

    private static Receiver<object> NewReceiver(Vector vector, bool isOnWire)
    {
        Taster taster = new Constraint(vector.Entry.GetProperty("constraint"), isOnWire).ToTaster();
        UnslicerStackOptions options = FoolscapStream.Receiving(vector.VocabularyIndex);
        return new Receiver<object>(options with { Policy = options.Policy with { Taster = taster } }, BuiltInTypes.Object.Unslicer);
    }
}
