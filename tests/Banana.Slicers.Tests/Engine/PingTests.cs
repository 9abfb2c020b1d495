using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>A stack whose limit of answers is reached stops wherever it stands, and goes on when they have been taken.</summary>
[TestClass]
public sealed class PingTests
{
    private const int Most = 3;

    [TestMethod]
    [Clause("W-15")]
    [DataRow(Most, false)]
    [DataRow(Most + 1, true)]
    public void Read_OfPings_StopsBehindTheLastThatMayBeAnswered(int pings, bool mustTake)
    {
        UnslicerStack stack = NewStack();
        TokenReader reader = new([.. Enumerable.Repeat((byte)0x8E, pings)]);
        Assert.AreEqual(ReadStatus.NeedMoreData, stack.TryRead(ref reader, BuiltInTypes.Object.Unslicer, out _));
        Assert.AreEqual(mustTake, stack.MustTakeReplies);
        Assert.AreEqual(Most, reader.Offset);
    }

    /// <summary>In an index phase, in a list, in what is discarded, in a definition, before a CLOSE and before a value of the next object.</summary>
    [TestMethod]
    [Clause("W-15")]
    [DataRow("88 04826c697374 0781 0881 89", "7,8")]
    [DataRow("88 05826261642e78 88 0781 89 0881 89 0781", "RefusedOpenType $; 7")]
    [DataRow("88 09826164642d766f636162 7f0181 0182 61 89 0781", "7")]
    [DataRow("88 04826c697374 88 057f87 89 0781 89 0781", "UnknownVocabulary $[0]; 7")]
    public void Read_WithManyPingsBeforeEveryToken_ComesToTheSameEnd(string hex, string expected)
    {
        byte[][] tokens = Tokens(Hex.Parse(hex));
        Assert.AreEqual(expected, ReadAll([.. tokens.SelectMany(token => token)]).Outcome);
        (string pinged, int pongs) = ReadAll([.. tokens.SelectMany(token => Enumerable.Repeat((byte)0x8E, 10).Concat(token))]);
        Assert.AreEqual(expected, pinged);
        Assert.AreEqual(10 * tokens.Length, pongs);
    }

    [TestMethod]
    public void Restart_WithAnswersThatNobodyTook_ForgetsThem()
    {
        UnslicerStack stack = NewStack();
        TokenReader reader = new([.. Enumerable.Repeat((byte)0x8E, Most + 1)]);
        stack.TryRead(ref reader, BuiltInTypes.Object.Unslicer, out _);
        stack.Restart();
        Assert.IsFalse(stack.MustTakeReplies);
        Assert.IsFalse(stack.TakeReplies(new ArrayBufferWriter<byte>()));
    }

    private static UnslicerStack NewStack() => new(
        new BananaSerializerOptions { Policy = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxPendingPongs = Most } } }
            .ToUnslicerStackOptions() with
        { AnswersPings = true });

    /// <summary>What comes of all objects, and how many PONGs.</summary>
    private static (string Outcome, int Pongs) ReadAll(byte[] stream)
    {
        UnslicerStack stack = NewStack();
        ArrayBufferWriter<byte> replies = new();
        List<string> outcome = [];
        TokenReader reader = new(stream);
        while (true)
        {
            bool mustTake = false;
            try
            {
                if (stack.TryRead(ref reader, BuiltInTypes.Object.Unslicer, out object? value) == ReadStatus.Done)
                {
                    outcome.Add(value is IEnumerable<object> items ? string.Join(",", items) : $"{value}");
                }
                else
                {
                    mustTake = stack.MustTakeReplies;
                    if (!mustTake)
                    {
                        break;
                    }
                }
            }
            catch (ViolationException refused)
            {
                outcome.Add($"{refused.Code} {refused.Path}");
            }

            Assert.AreEqual(mustTake, stack.MustTakeReplies);
            stack.TakeReplies(replies);
        }

        stack.TakeReplies(replies);
        return (string.Join("; ", outcome), replies.WrittenCount);
    }

    private static byte[][] Tokens(byte[] stream)
    {
        List<byte[]> tokens = [];
        TokenReader reader = new(stream);
        while (reader.TryPeek(out TokenHeader header) == ReadStatus.Done)
        {
            int start = (int)reader.Offset;
            reader.Accept(header);
            if (header.BodyLength > 0)
            {
                Assert.AreEqual(ReadStatus.Done, reader.SkipBody());
            }

            tokens.Add(stream[start..(int)reader.Offset]);
        }

        return [.. tokens];
    }
}
