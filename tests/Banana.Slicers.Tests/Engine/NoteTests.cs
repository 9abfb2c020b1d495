using System.Buffers;
using System.Numerics;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>What is kept about objects that must wait: where they stand is found out for each.</summary>
[TestClass]
public sealed class NoteTests
{
    private const int Promises = 2000;
    private const ulong Reference = 3;
    private const ulong Dict = 4;
    private const ulong List = 5;
    private const ulong Tuple = 6;

    [TestMethod]
    [Clause("S-3")]
    public void Read_OfManyPromisesUnderLongNumbers_DoesNotPrintThem()
    {
        byte[] bytes = Promised(BigInteger.One << (8 * 4095));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.IsInstanceOfType<Dictionary<object, object>>(BananaSerializer.Deserialize<object>(bytes));
        Assert.IsLessThan(30_000_000, GC.GetAllocatedBytesForCurrentThread() - before); // ten times as much, if each is printed for each promise
    }

    [TestMethod]
    [Clause("S-3")]
    public void Read_OfManyPromises_IsPaidForByTheirBytes()
    {
        BananaSerializerOptions poor = new() { Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxWorkPerByte = 10, MaxWorkAhead = 1000 } } };
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<object>(Promised(1), poor));
        Assert.AreEqual(ViolationCode.TooMuchWork, refused.Code);
    }

    [TestMethod]
    public void TryWork_WhileSomethingIsOwed_AllowsNothingButNothing()
    {
        UnslicerStack stack = new(new BananaSerializerOptions().ToUnslicerStackOptions());
        stack.Owe(100_000_000);
        Assert.IsTrue(stack.TryWork(0)); // what is asked so only has the bytes counted, and must not be skipped
        Assert.IsFalse(stack.TryWork(1));
    }

    /// <summary>Tuples that hold a list that holds the tuple, eight dictionaries deep.</summary>
    private static byte[] Promised(BigInteger key)
    {
        const int depth = 8;
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        for (int i = 0; i < depth; i++)
        {
            Open(ref writer, Dict);
            writer.WriteInteger(key + i);
        }

        Open(ref writer, List);
        for (int i = 0; i < Promises; i++)
        {
            Open(ref writer, Tuple);
            Open(ref writer, List);
            Open(ref writer, Reference);
            writer.WriteInteger(depth + 1 + (3 * i));
            Close(ref writer, 3);
        }

        Close(ref writer, depth + 1);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    private static void Open(ref TokenWriter writer, ulong word)
    {
        writer.WriteOpen();
        writer.WriteVocab(word);
    }

    private static void Close(ref TokenWriter writer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            writer.WriteClose();
        }
    }
}
