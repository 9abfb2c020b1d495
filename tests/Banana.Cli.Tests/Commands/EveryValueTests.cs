using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Cli.Tests.Commands;

/// <summary>Every value of the net dialect has a form in canonical JSON, whatever this program knows of its type, and comes back from it.</summary>
[TestClass]
public sealed class EveryValueTests
{
    public static IEnumerable<object[]> All => Samples.BuiltIn.Select(sample => new object[] { sample });

    [TestMethod]
    [DynamicData(nameof(All))]
    public void DecodeThenEncode_OfAnySample_GivesTheSameBytes(Sample sample)
    {
        byte[][] documents = [.. DocumentsOf(sample)];
        Assert.IsNotEmpty(documents);
        foreach (byte[] document in documents)
        {
            InProcess decoded = InProcess.Decode(document);
            Assert.AreEqual(0, decoded.ExitCode, $"{Hex.Format(document)}: {decoded.Errors}");
            InProcess encoded = InProcess.Encode(decoded.Output);
            Assert.AreEqual(0, encoded.ExitCode, decoded.Text + encoded.Errors);
            Assert.AreEqual(Hex.Format(document), Hex.Format(encoded.Output), decoded.Text);
        }
    }

    [TestMethod]
    [DataRow("8815870181028189", """{"t":"array","items":[{"t":"int","v":"1"},{"t":"int","v":"2"}]}""")]
    [DataRow("882087 0b82 6c6973743c696e7433323e 880587 0181 89 89", """{"t":"typed","type":"list<int32>","items":[{"t":"list","items":[{"t":"int","v":"1"}]}]}""")]
    [DataRow("882087 4e87 1082 00112233445566778899aabbccddeeff 89", """{"t":"typed","type":"guid","items":[{"t":"string","hex":"00112233445566778899aabbccddeeff"}]}""")]
    [DataRow("882087 0f82 6c6973743c73686f702e6974656d3e 880587 89 89", """{"t":"typed","type":"list<shop.item>","items":[{"t":"list","items":[]}]}""")]
    [DataRow("882087 0682 783c696e743e 88 0482 6465636c 0181 89 89", """{"t":"typed","type":"x<int>","items":[{"t":"decl","items":[{"t":"int","v":"1"}]}]}""")]
    [DataRow("882087 0182 78 88 0382 726566 89 89", """{"t":"typed","type":"x","items":[{"t":"ref","items":[]}]}""")]
    [DataRow("882087 0182 78 88 4a87 0181 89 89", """{"t":"typed","type":"x","items":[{"t":"decimal","items":[{"t":"int","v":"1"}]}]}""")]
    [DataRow("880587 884387 018261 89 880387 0181 89 89", """{"t":"list","items":[{"id":"n0","t":"bytes","hex":"61"},{"t":"ref","id":"n0"}]}""")]
    [DataRow(
        "882287 0081 0282 6162 0182 78 4487 89 882387 0081 0581 89", """{"t":"copyable","type":"ab","attrs":[["x","int32",{"t":"int","v":"5"}]]}""")]
    [DataRow(
        "880587 882287 0081 0282 6162 0182 78 4787 0182 79 0282 6162 89 882387 0081 843ff8000000000000 0087 89 882387 0081 840000000000000000 880387 0281 89 89 89",
        """{"t":"list","items":[{"id":"n0","t":"copyable","type":"ab","attrs":[["x","float64",{"t":"float","bits":"3ff8000000000000","v":"1.5"}],["y","ab",{"t":"none"}]]},{"t":"copyable","type":"ab","attrs":[["x","float64",{"t":"float","bits":"0000000000000000","v":"0"}],["y","ab",{"t":"ref","id":"n0"}]]}]}""")]
    public void Decode_OfOneValue_ShowsItAndEncodeTakesItBack(string hex, string json)
    {
        Assert.AreEqual(json, InProcess.Decode(Hex.Parse(hex)).Text.TrimEnd());
        Assert.AreEqual(Hex.Format(Hex.Parse(hex)), Hex.Format(InProcess.Encode(System.Text.Encoding.UTF8.GetBytes(json)).Output));
    }

    [TestMethod]
    [DataRow("880287028189", "NumberOutOfRange")]
    [DataRow("880b87000181 89", "NumberOutOfRange")]
    [DataRow("8803826261640189", "RefusedOpenType")]
    public void Decode_OfWhatIsNoValue_StillRefusesIt(string hex, string code)
    {
        InProcess decoded = InProcess.Decode(Hex.Parse(hex));
        Assert.AreEqual(2, decoded.ExitCode);
        Assert.Contains(code, decoded.Errors);
    }

    [TestMethod]
    [DataRow("""{"t":"int8","v":"1000"}""")]
    [DataRow("""{"t":"shape","items":[]}""")]
    [DataRow("""{"t":"reference","items":[{"t":"int","v":"0"}]}""")]
    [DataRow("""{"t":"typed","items":[{"t":"int","v":"0"}]}""")]
    [DataRow("""{"t":"list","type":"x","items":[]}""")]
    [DataRow("""{"t":"list","attrs":[]}""")]
    [DataRow("""{"t":"uri","items":[{"t":"int","v":"0"}]}""")]
    [DataRow("""{"t":"str","v":"\ud800"}""")]
    [DataRow("""{"t":"bytes","repeat":{"hex":"00","count":2147483647}}""")]
    [DataRow("""{"t":"bytes","repeat":{"repeat":{"hex":"00","count":1}}}""")]
    [DataRow("""{"t":"bool"}""")]
    public void Encode_OfWhatIsNoValue_NamesTheLineAndExits64(string json)
    {
        foreach (WireDialect dialect in (WireDialect[])[WireDialect.Net, FoolscapDialect.Instance])
        {
            InProcess encoded = InProcess.Encode(System.Text.Encoding.UTF8.GetBytes(json), dialect);
            Assert.AreEqual(64, encoded.ExitCode, encoded.Errors);
            Assert.StartsWith("banana: line 1: ", encoded.Errors);
        }
    }

    /// <summary>The sample where nothing is declared: as its own type says it, and behind the name of its type.</summary>
    internal static IEnumerable<byte[]> DocumentsOf(Sample sample) => sample.Accept(new Documents());

    private sealed class Documents : ISampleVisitor<IEnumerable<byte[]>>
    {
        public IEnumerable<byte[]> Visit<T>(Sample<T> sample)
        {
            BananaSerializerOptions options = sample.NewOptions();
            byte[] bytes = sample.ToBytes();
            bool hasReference = Hex.Format(bytes).Contains("880387", StringComparison.Ordinal); // it counts from the start of the document
            bool isNull = bytes is [0, 0x87]; // says no type
            if (!hasReference && !isNull && typeof(T) != typeof(object) && options.Types.TryGet(out SliceableType<T>? type) && type.Name is { } name)
            {
                yield return [0x88, 0x20, 0x87, .. TokenOf(name), .. bytes, 0x89];
            }

            else if (!sample.IsOpen)
            {
                yield return bytes; // of a type without a name: its token
            }

            if (sample.IsOpen)
            {
                yield return BananaSerializer.Serialize<object?>(sample.Make(), options);
            }
        }

        private static byte[] TokenOf(string name)
        {
            ArrayBufferWriter<byte> output = new();
            TokenWriter writer = new(output);
            int index = WireDialect.Net.Vocabulary.IndexOf(name);
            if (index < 0)
            {
                writer.WriteBytes(System.Text.Encoding.UTF8.GetBytes(name));
            }
            else
            {
                writer.WriteVocab((ulong)index);
            }

            writer.Commit();
            return output.WrittenSpan.ToArray();
        }
    }
}
