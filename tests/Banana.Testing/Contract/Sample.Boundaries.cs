using System.Buffers;
using System.Numerics;
using Banana.Wire;

namespace Banana.Testing;

// What a peer may put in the place of any token: the ends of all ranges, nothing at all, and what is of another kind.
public abstract partial class Sample
{
    private static readonly BigInteger[] s_numbers =
    [
        0, 1, -1, 2, 33, byte.MaxValue, 257, short.MinValue, 0xD800, ushort.MaxValue, 0x11_0000, int.MaxValue, int.MinValue, (long)int.MaxValue + 1, (long)int.MinValue - 1,
        1L << 32, 3_155_378_975_999_999_999, 3_155_378_976_000_000_000, long.MaxValue, long.MinValue, ulong.MaxValue, BigInteger.One << 128, -(BigInteger.One << 127),
    ];

    private static readonly double[] s_doubles = [0, -1, 0.5, 1e300, double.NaN, double.PositiveInfinity];

    private static readonly string[] s_texts = ["", "\0", "x", "-1", "1.2.3.4.5", "[", "{}", "http://[", "*", new('9', 40)];

    /// <summary>
    /// Reads the value with each of its tokens and sequences replaced, left out and doubled, or by another of them: what is refused is the peer's fault, and said so.
    /// </summary>
    public abstract void BoundariesAnywhere(WireDialect dialect);

    private protected static IEnumerable<byte[]> ReplaceParts(byte[] bytes, WireDialect dialect)
    {
        const int mostParts = 12;
        List<Range> parts = FindParts(bytes);
        byte[][] others = [.. Boundaries(dialect), .. parts.Take(mostParts).Select(part => bytes[part]).DistinctBy(part => Hex.Format(part))];
        foreach (Range part in parts)
        {
            byte[] own = bytes[part];
            foreach (byte[] other in (byte[][])[.. others, [], [.. own, .. own]])
            {
                yield return [.. bytes[..part.Start], .. other, .. bytes[part.End..]];
            }
        }
    }

    /// <summary>Where the tokens are, and the sequences that are made of them.</summary>
    private static List<Range> FindParts(byte[] bytes)
    {
        List<Range> parts = [];
        Stack<int> open = [];
        TokenReader reader = new(bytes);
        while (reader.TryPeek(out TokenHeader header) == ReadStatus.Done)
        {
            int start = (int)reader.Offset;
            reader.Accept(header);
            Assert.AreEqual(ReadStatus.Done, reader.SkipBody());
            parts.Add(start..(int)reader.Offset);
            if (header.Type == TokenType.Open)
            {
                open.Push(start);
            }
            else if (header.Type == TokenType.Close)
            {
                parts.Add(open.Pop()..(int)reader.Offset);
            }
        }

        return parts;
    }

    private static IEnumerable<byte[]> Boundaries(WireDialect dialect)
    {
        BananaSerializerOptions options = new(dialect);
        foreach (object? value in (object?[])[null, true, new List<object?>(), ObjectTuple.Empty, new List<object?> { null }, Array.Empty<byte>(), new byte[] { 255 }])
        {
            yield return BananaSerializer.Serialize(value, options);
        }

        foreach (BigInteger number in s_numbers)
        {
            yield return Write((ref TokenWriter writer) => writer.WriteInteger(number));
        }

        foreach (double number in s_doubles)
        {
            yield return Write((ref TokenWriter writer) => writer.WriteDouble(number));
        }

        foreach (string text in s_texts)
        {
            yield return Write((ref TokenWriter writer) => writer.TryWriteText(text));
        }
    }

    private static byte[] Write(Writing write)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        write(ref writer);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    private delegate void Writing(ref TokenWriter writer);
}

public sealed partial class Sample<T>
{
    public override void BoundariesAnywhere(WireDialect dialect)
    {
        byte[] bytes = BananaSerializer.Serialize(Make(), OptionsOf(Side.Writing, dialect));
        BananaSerializerOptions options = OptionsOf(Side.Reading, dialect);
        HashSet<string> faults = [];
        foreach (byte[] changed in ReplaceParts(bytes, dialect))
        {
            try
            {
                BananaSerializer.Deserialize<T>(changed, options);
            }
            catch (Exception refused) when (refused is BananaProtocolException || (refused is ViolationException { Code: not ViolationCode.UserCode }))
            {
                // as it should be
            }
            catch (Exception fault) when (faults.Count < 20)
            {
                faults.Add($"{fault.GetType().Name} {fault.Message.Split('\n')[0]} {(fault.InnerException ?? fault).StackTrace?.Split('\n')[0]}: {Hex.Format(changed)}");
            }
        }

        Assert.IsEmpty(faults, string.Join('\n', faults));
    }
}
