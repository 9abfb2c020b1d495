using System.Buffers;
using System.Numerics;
using Banana.Diagnostics;
using Banana.Wire;
using FsCheck;
using FsCheck.Fluent;

namespace Banana.Core.Tests.Wire;

/// <summary>Properties of whole token streams: what is written is read, and how the bytes are cut never matters.</summary>
[TestClass]
public sealed class TokenStreamProperties
{
    private static readonly Config s_config = Config.QuickThrowOnFailure
        .WithMaxTest(500)
        .WithReplay(Seeds.Fixed, 1);

    [TestMethod]
    public void Integers_WrittenAndRead_AreTheSameByEveryReaderThatHoldsThem() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => new BigInteger(bytes)).ToArbitrary(),
        expected =>
        {
            byte[] bytes = Written((ref TokenWriter writer) => writer.WriteInteger(expected));
            TokenReader reader = new(bytes);
            bool isSame = reader.TryReadInteger(out BigInteger big) == ReadStatus.Done && big == expected;
            reader = new TokenReader(bytes);
            ReadStatus status = reader.TryReadInt64(out long number);
            bool fits = expected >= long.MinValue && expected <= long.MaxValue;
            return isSame && status == (fits ? ReadStatus.Done : ReadStatus.Mismatch) && (!fits || number == expected);
        }).Check(s_config);

    [TestMethod]
    public void Text_WrittenAndRead_IsTheSameOrRefused() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<char[]>().Select(chars => new string(chars)).ToArbitrary(),
        expected =>
        {
            bool isWritten = false;
            byte[] bytes = Written((ref TokenWriter writer) => isWritten = writer.TryWriteText(expected));
            TokenReader reader = new(bytes);
            return isWritten
                ? reader.TryReadText(out string text) == ReadStatus.Done && text == expected
                : bytes.Length == 0 && expected.Any(char.IsSurrogate);
        }).Check(s_config);

    [TestMethod]
    public void RandomBytes_WholeInSegmentsAndByteByByte_GiveTheSameListing()
    {
        Random random = new(Seeds.Fixed);
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = RandomTokens(random);
            string whole = Listing([bytes], segmented: false);
            Assert.AreEqual(whole, Listing(Cuts.InPieces(bytes, 1), segmented: false), $"seed {Seeds.Fixed}, round {round}: {Hex.Format(bytes)}");
            Assert.AreEqual(whole, Listing(Cuts.InPieces(bytes, random.Next(1, 20)), segmented: true), $"seed {Seeds.Fixed}, round {round}: {Hex.Format(bytes)}");
        }
    }

    private delegate void Write(ref TokenWriter writer);

    /// <summary>Mostly well-formed tokens with padded headers, sometimes damaged at one byte.</summary>
    private static byte[] RandomTokens(Random random)
    {
        List<byte> bytes = [];
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            byte type = (byte)random.Next(0x81, 0x90);
            bool hasLength = type is 0x82 or 0x85 or 0x86 or 0x8D;
            int length = type == 0x84 ? 8 : hasLength ? random.Next(0, 40) : 0;
            bytes.AddRange(hasLength ? [(byte)length] : RandomBytes(random, random.Next(0, 3), most: 0x7F));
            bytes.AddRange(new byte[random.Next(4) == 0 ? random.Next(0, 12) : 0]); // redundant zeros
            bytes.Add(type);
            bytes.AddRange(RandomBytes(random, length, most: 0xFF));
        }

        if (random.Next(4) == 0)
        {
            bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
        }

        return [.. bytes];
    }

    private static byte[] RandomBytes(Random random, int count, int most) =>
        [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(0, most + 1))];

    private static string Listing(byte[][] pieces, bool segmented)
    {
        ArrayBufferWriter<byte> output = new();
        TokenText text = new(WireDialect.Net.Vocabulary);
        TokenReaderState state = default;
        byte[] kept = [];
        foreach (byte[] piece in segmented ? [[.. pieces.SelectMany(part => part)]] : pieces)
        {
            byte[] bytes = [.. kept, .. piece];
            ReadOnlySequence<byte> sequence = segmented ? Cuts.ToSequence(pieces) : new ReadOnlySequence<byte>(bytes);
            TokenReader reader = new(sequence, state);
            try
            {
                text.Write(ref reader, output);
            }
            catch (BananaProtocolException fault)
            {
                return System.Text.Encoding.UTF8.GetString(output.WrittenSpan) + $"{fault.Code} at {fault.Offset}";
            }

            kept = bytes[(int)(reader.Offset - state.Offset)..];
            state = reader.State;
        }

        return System.Text.Encoding.UTF8.GetString(output.WrittenSpan) + $"{state.Offset} {state.Tokens} {state.BodyRemaining} {kept.Length}";
    }

    private static byte[] Written(Write write)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        write(ref writer);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }
}
