using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Memory.Tests;

/// <summary>What was refused, or handed on and given up, does not stay.</summary>
[TestClass]
public sealed class MemoryRetentionTests
{
    private const int Texts = 12;
    private const int TextBytes = 2_000_000;
    private const long Most = 12_000_000; // one of them on its way, in its buffer and as text, not all of them

    [TestMethod]
    [DataRow(ReferenceScope.Message)]
    [DataRow(ReferenceScope.Connection)]
    public async Task ReadAsync_OfRefusedObjectsWithLargeTexts_KeepsNone(ReferenceScope scope)
    {
        byte[] refused = [.. Hex.Parse("880587 880787"), .. Text(), .. Hex.Parse("89 88"), 3, 0x82, .. "zzz"u8, .. Hex.Parse("89 89")];
        Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 1 << 20));
        BananaSerializerOptions options = new();
        ObjectReader<object> objects = new(pipe.Reader, options.Types.Get<object>().Unslicer, options.ToUnslicerStackOptions() with { References = scope });
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; i < Texts; i++)
            {
                await pipe.Writer.WriteAsync(refused);
            }

            await pipe.Writer.WriteAsync(Hex.Parse("0181"));
            await pipe.Writer.CompleteAsync();
        });
        long before = MemoryCost.LiveBytes();
        for (int i = 0; i < Texts; i++)
        {
            await Assert.ThrowsExactlyAsync<ViolationException>(async () => await objects.ReadAsync());
        }

        Assert.IsTrue(await objects.ReadAsync());
        Assert.AreEqual(1, objects.Current);
        await writing;
        Assert.IsLessThan(1_000_000, MemoryCost.LiveBytes() - before);
        GC.KeepAlive(objects);
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("880787")]
    public async Task Stream_OfLargeTextsThatAreGivenUp_HoldsOneAtATime(string open)
    {
        byte[] element = [.. Hex.Parse(open), .. Text(), .. open.Length > 0 ? Hex.Parse("89") : []];
        byte[] document = [.. Hex.Parse("881987"), .. Enumerable.Repeat(element, Texts).SelectMany(bytes => bytes), 0x89];
        long before = MemoryCost.LiveBytes();
        long most = 0;
        int count = 0;
        await foreach (string? text in BananaSerializer.DeserializeAsyncEnumerable<string>(new MemoryStream(document)))
        {
            Assert.AreEqual(TextBytes, text!.Length);
            count++;
            most = Math.Max(most, MemoryCost.LiveBytes() - before);
        }

        Assert.AreEqual(Texts, count);
        Assert.IsLessThan(Most, most);
        GC.KeepAlive(document);
    }

    [TestMethod]
    public void Deserialize_OfARefusedStreamOfLargeTexts_KeepsNoBuffer()
    {
        byte[] refused = [.. Hex.Parse("880587"), .. Enumerable.Repeat((byte[])[.. Hex.Parse("880787"), .. Text(), 0x89], Texts).SelectMany(bytes => bytes), 0x88, 3, 0x82, .. "zzz"u8, 0x89, 0x89];
        long before = MemoryCost.LiveBytes();
        Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(new MemoryStream(refused)));
        Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(refused));
        Assert.IsLessThan(1_500_000, MemoryCost.LiveBytes() - before);
        GC.KeepAlive(refused);
    }

    [TestMethod]
    public void Restart_AfterShapesAndWordsOfALargeDocument_KeepsFew()
    {
        byte[] names = [.. Enumerable.Range(0, 3000).SelectMany(number => (byte[])[0x04, 0x82, (byte)'a', (byte)('a' + (number % 26)), (byte)('a' + (number / 26 % 26)), (byte)('a' + (number / 676)), 0x07, 0x87])];
        byte[] document = [.. Hex.Parse("882287 0081 018263"), .. names, .. Hex.Parse("89 0181")];
        long before = MemoryCost.LiveBytes();
        Assert.AreEqual(1, BananaSerializer.Deserialize<object>(document));
        Assert.IsLessThan(200_000, MemoryCost.LiveBytes() - before);
        GC.KeepAlive(document);
    }

    private static byte[] Text()
    {
        List<byte> header = [];
        for (int left = TextBytes; left > 0; left >>= 7)
        {
            header.Add((byte)(left & 0x7F));
        }

        return [.. header, 0x82, .. Enumerable.Repeat((byte)'t', TextBytes)];
    }
}
