using System.Buffers;
using System.IO.Pipelines;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Engine;

/// <summary>Whatever code that is not ours throws while it is asked for what to send, its object is refused by a violation and the stream is in step.</summary>
[TestClass]
public sealed partial class SlicerUserCodeTests
{
    private static readonly Dictionary<string, Func<Exception>> s_thrown = new()
    {
        ["an exception"] = static () => new InvalidDataException("no data"),
        ["a violation of another object"] = static () => Catch<ViolationException>(() => BananaSerializer.Serialize<object>(new Stranger())),
        ["another stream lost"] = static () => Catch<BananaProtocolException>(() => BananaSerializer.Deserialize<object>(Hex.Parse("89"))),
        ["a cancellation"] = static () => new OperationCanceledException(),
        ["an exception without a message"] = static () => new Speechless(),
    };

    private static readonly Dictionary<string, string> s_paths = new()
    {
        ["Getter"] = "$[1].value",
        ["BeforeSlicing"] = "$[1]",
        ["AfterSlicing"] = "$[1].value",
        ["Lazy"] = "$[1].Value",
        ["Write"] = "$[1]",
        ["Slice"] = "$[1]",
        ["Forbids"] = "$[1][0]",
        ["Enumerator"] = "$[1][1][0]",
    };

    public static IEnumerable<object[]> All => s_paths.Keys.SelectMany(place => s_thrown.Keys.Select(thrown => new object[] { place, thrown }));

    /// <summary>Without those that nobody waits for, so that they are refused before they run.</summary>
    public static IEnumerable<object[]> AllSynchronous => All.Where(row => row[0] is not "Enumerator");

    public static IEnumerable<object[]> Thrown => s_thrown.Keys.Select(thrown => new object[] { thrown });

    [TestMethod]
    [Clause("S-7")]
    [DynamicData(nameof(AllSynchronous))]
    public void Write_WhenUserCodeThrows_IsAViolationWithItsPathAndTheStreamGoesOn(string place, string thrown)
    {
        Exception? made = null;
        object bad = NewTrap(place, () => made ??= s_thrown[thrown]());
        ViolationException refused = WriteBetween(bad);
        Assert.AreEqual((ViolationCode.UserCode, s_paths[place]), (refused.Code, refused.Path));
        Assert.AreSame(made, refused.InnerException);
    }

    [TestMethod]
    [Clause("S-7")]
    [DynamicData(nameof(All))]
    public async Task SerializeAsync_WhenUserCodeThrows_IsAViolationAndThePipeGoesOn(string place, string thrown)
    {
        Pipe pipe = new();
        object bad = NewTrap(place, s_thrown[thrown]);
        ViolationException refused = await Assert.ThrowsExactlyAsync<ViolationException>(
            async () => await BananaSerializer.SerializeAsync<object>(pipe.Writer, new List<object?> { 1, bad }, NewOptions()));
        Assert.AreEqual((ViolationCode.UserCode, s_paths[place]), (refused.Code, refused.Path));
        await BananaSerializer.SerializeAsync<object>(pipe.Writer, 7, NewOptions());
        await pipe.Writer.CompleteAsync();
        ReadResult read = await pipe.Reader.ReadAsync();
        AssertOneAborted(read.Buffer.ToArray(), ReferenceScope.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Thrown))]
    public void Write_WhenWhatAbortsThrows_GoesOnAborting(string thrown)
    {
        foreach (string place in (string[])["TryAbsorb", "AbandonAsync", "DescribePosition"])
        {
            ViolationException refused = WriteBetween(NewTrap(place, s_thrown[thrown]));
            Assert.AreEqual(ViolationCode.UnregisteredType, refused.Code, place);
            Assert.AreEqual(place == "DescribePosition" ? "$[1].?" : "$[1][1]", refused.Path, place);
        }
    }

    /// <summary>Writes an object, one that fails, and another, to one stream; all that is read of it is the first and the last.</summary>
    private static ViolationException WriteBetween(object bad)
    {
        ArrayBufferWriter<byte> output = new();
        SlicerStack stack = new(NewOptions().ToSlicerStackOptions() with { References = ReferenceScope.Connection });
        ViolationException? refused = null;
        foreach (object? graph in (object?[])[new List<object?> { 1, bad }, 7])
        {
            TokenWriter writer = new(output);
            try
            {
                stack.Write(ref writer, BuiltInTypes.Object.Slicer, graph);
            }
            catch (ViolationException thrown) when (refused is null)
            {
                refused = thrown;
            }

            writer.Commit();
            Assert.IsFalse(stack.IsBusy);
        }

        AssertOneAborted(output.WrittenSpan.ToArray(), ReferenceScope.Connection);
        return refused!;
    }

    private static void AssertOneAborted(byte[] bytes, ReferenceScope scope)
    {
        List<Received> events = Receiver.ReadAll(
            new BananaSerializerOptions().ToUnslicerStackOptions() with { References = scope }, BuiltInTypes.Object.Unslicer, bytes);
        Assert.AreEqual("violation, object", string.Join(", ", events.Select(item => item.Kind)), Hex.Format(bytes));
        Assert.AreEqual(7, events[1].Value);
    }

    private static object NewTrap(string place, Func<Exception> make) => place switch
    {
        "Getter" or "BeforeSlicing" or "AfterSlicing" => new Told(place, make),
        "Lazy" => new Lazy<int>(() => throw make()),
        _ => new Trap(place, make),
    };

    private static TException Catch<TException>(Action action)
        where TException : Exception => Assert.ThrowsExactly<TException>(action);
}
