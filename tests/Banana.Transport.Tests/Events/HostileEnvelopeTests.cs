using static Banana.Transport.Tests.Events.RawEvents;

namespace Banana.Transport.Tests.Events;

/// <summary>Whatever a peer writes: events, violations, or a protocol error, and no other exception.</summary>
[TestClass]
public sealed class HostileEnvelopeTests
{
    private static readonly string[] s_values =
    [
        "0087", "0187", "0082", "0182 61", "0182 ff", "0982 746573742e74657874", "0982 746573742e6e6f6465", "1081", "1181", "7f7f7f7f0781", "1083", "0f81", "0081",
        "0885 ffffffffffffffff", "0186 01", "84 000000000000f87f", "88 89", "88 04826e6f6e65 89", "88 0587 89", "88 0587 0181 89", "88 0382626164 89",
        "88 0682636f7079 8a 89", "8a", "8e", "058e", "038f", "018d78", "89", "0088", "88 0987 0181 89", "88 1182 62616e616e612e6576656e742d74797065 89", "ff", "",
    ];

    [TestMethod]
    public async Task Receive_OfEnvelopesOfAnyTokens_GivesEventsOrAProtocolError()
    {
        int whole = 0;
        for (int i = 0; i < 2000; i++)
        {
            whole += await ReceiveOrLoseAsync(Seeds.Fixed + i, isMutated: false) ? 1 : 0;
        }

        Assert.IsTrue(whole is > 20 and < 1980, $"{whole} whole");
    }

    [TestMethod]
    public async Task Receive_OfMutatedEnvelopes_GivesEventsOrAProtocolError()
    {
        int whole = 0;
        for (int i = 0; i < 2000; i++)
        {
            whole += await ReceiveOrLoseAsync(Seeds.Fixed + i, isMutated: true) ? 1 : 0;
        }

        Assert.IsTrue(whole is > 20 and < 1980, $"{whole} whole");
    }

    /// <summary>Whether the stream was received to its end.</summary>
    private static async Task<bool> ReceiveOrLoseAsync(int seed, bool isMutated)
    {
        Random random = new(seed);
        byte[] stream = NewStream(random, isMutated);
        if (isMutated)
        {
            Mutate(stream, random);
        }

        try
        {
            await ReceiveRaw(NewOptions(maxEventTypes: 4), Cuts.InPieces(stream, random.Next(1, stream.Length + 1)));
            return true;
        }
        catch (BananaProtocolException)
        {
            return false;
        }
        catch (Exception other)
        {
            throw new AssertFailedException($"seed {seed}: {Hex.Format(stream)}", other);
        }
    }

    private static byte[] NewStream(Random random, bool isValid)
    {
        List<byte> stream = [.. Envelope(1, Announce(16, "test.text")), .. Envelope(1, Announce(17, "test.node"))];
        int count = random.Next(1, 6);
        for (int i = 0; i < count; i++)
        {
            stream.AddRange(random.Next(isValid ? 2 : 6) switch
            {
                0 => Envelope(16, "018261"),
                1 => Envelope(17, BananaSerializer.Serialize(new Node { Name = "n" }, Node.NewOptions())),
                2 => Envelope(1, Announce(Value(random), Value(random))),
                3 => Envelope(1, Announce(random.Next(14, 22), Value(random) is { Length: < 100 } name ? Hex.Format(name) : "a")),
                4 => Envelope((ushort)random.Next(20), Value(random)),
                _ => Envelope((ushort)random.Next(20), [.. Value(random), .. Value(random)]),
            });
        }

        return [.. stream];
    }

    private static byte[] Value(Random random) => Hex.Parse(s_values[random.Next(s_values.Length)]);

    private static void Mutate(byte[] stream, Random random)
    {
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            byte[] value = Value(random);
            int at = random.Next(stream.Length);
            if (random.Next(2) == 0)
            {
                value.AsSpan(0, Math.Min(value.Length, stream.Length - at)).CopyTo(stream.AsSpan(at));
            }
            else
            {
                stream[at] = (byte)random.Next(256);
            }
        }
    }
}
