using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Testing;

// Whatever stands in the place of a value, what is made of it does not depend on how the bytes arrive.
public abstract partial class Sample
{
    /// <summary>What may come where something else is expected: null in its forms, references, control tokens, values of other types.</summary>
    private protected static readonly string[] Substitutes =
    [
        "88 04826e6f6e65 89", "0087", "88 09827265666572656e6365 0081 89", "88 09827265666572656e6365 0181 89", "88 09827265666572656e6365 0281 89", "8a",
        "0581", "0382616263", "8804826c697374 89", "880382626164 89",
    ];

    private const string Ping = "078e";
    private const int MostPlaces = 10;

    public abstract void SubstitutedAnywhere(WireDialect dialect);

    /// <summary>The same where nothing is declared.</summary>
    public abstract void SubstitutedAnywhereAsObject(WireDialect dialect);

    /// <summary>The document with other values in the place of its own, and with a PING before each.</summary>
    private protected static IEnumerable<byte[]> Substituted(byte[] document)
    {
        List<Range> values = [.. Values(document)];
        int step = Math.Max(1, values.Count / MostPlaces);
        for (int i = 0; i < values.Count; i += step)
        {
            (int start, int length) = values[i].GetOffsetAndLength(document.Length);
            byte[] before = document[..start];
            byte[] after = document[(start + length)..];
            yield return [.. before, .. Hex.Parse(Ping), .. document[start..(start + length)], .. after];
            foreach (string substitute in Substitutes)
            {
                yield return [.. before, .. Hex.Parse(substitute), .. after];
                yield return [.. before, .. Hex.Parse(Ping), .. Hex.Parse(substitute), .. after];
            }
        }
    }

    /// <summary>Where the tokens and sequences of a document stand, open types and all.</summary>
    private static List<Range> Values(byte[] document)
    {
        List<Range> values = [];
        Stack<int> open = [];
        TokenReader reader = new(document);
        while (reader.TryPeek(out TokenHeader header) == ReadStatus.Done)
        {
            int start = (int)reader.Offset;
            reader.Accept(header);
            Assert.AreEqual(ReadStatus.Done, reader.SkipBody());
            if (header.Type == TokenType.Open)
            {
                open.Push(start);
            }
            else
            {
                values.Add((header.Type == TokenType.Close ? open.Pop() : start)..(int)reader.Offset);
            }
        }

        return values;
    }
}

public sealed partial class Sample<T>
{
    public override void SubstitutedAnywhere(WireDialect dialect)
    {
        BananaSerializerOptions options = OptionsWithCollections(Side.Reading, dialect);
        AssertSameAtEveryCut(options, options.Types.Get<List<T>>(), [Make(), Make()]);
    }

    public override void SubstitutedAnywhereAsObject(WireDialect dialect) =>
        AssertSameAtEveryCut(OptionsOf(Side.Reading, dialect), BuiltInTypes.Object, new List<object?> { Make(), Make() });

    private void AssertSameAtEveryCut<TRoot>(BananaSerializerOptions options, SliceableType<TRoot> root, TRoot value)
    {
        byte[] document = BananaSerializer.Serialize(value, options);
        foreach (byte[] bytes in Substituted(document))
        {
            string whole = Made(options, root, [bytes]);
            Assert.AreEqual(whole, Made(options, root, Cuts.InPieces(bytes, 1)), $"{this}: {Hex.Format(bytes)}");
        }
    }

    /// <summary>What came of the pieces: violations by code and path, objects by the bytes they are sent as.</summary>
    private static string Made<TRoot>(BananaSerializerOptions options, SliceableType<TRoot> root, byte[][] pieces)
    {
        List<Received> events = Receiver.ReadAll(options.ToUnslicerStackOptions(), root.Unslicer, pieces);
        return string.Join(", ", events.Select(item => item.Violation is { } refused ? DescribeRefused(refused)
            : item.Fatal is { } lost ? $"lost {lost.Code}" : $"object {DescribeValue(options, root, (TRoot?)item.Value)}"));
    }

    private static string DescribeRefused(Violation refused)
    {
        Assert.IsNotInstanceOfType<NullReferenceException>(refused.InnerException, refused.ToString());
        Assert.IsNotInstanceOfType<InvalidCastException>(refused.InnerException, refused.ToString());
        Assert.IsNotInstanceOfType<NotImplementedException>(refused.InnerException, refused.ToString());
        return $"violation {refused.Code} {refused.Path} {refused.InnerException?.GetType().Name}";
    }

    private static string DescribeValue<TRoot>(BananaSerializerOptions options, SliceableType<TRoot> root, TRoot? value)
    {
        if (typeof(T) == typeof(System.Collections.Hashtable))
        {
            return ""; // it has no order
        }

        ArrayBufferWriter<byte> output = new();
        SlicerStack stack = new(options.ToSlicerStackOptions());
        TokenWriter writer = new(output);
        try
        {
            stack.Write(ref writer, root.Slicer, value);
        }
        catch (ViolationException refused)
        {
            return $"that cannot be sent: {refused.Code} {refused.Path}";
        }

        writer.Commit();
        return Hex.Format(output.WrittenSpan);
    }
}
