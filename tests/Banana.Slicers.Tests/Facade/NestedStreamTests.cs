using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Banana.Slicing;

namespace Banana.Slicers.Tests.Facade;

/// <summary>Streams inside streams are read as they arrive, too.</summary>
[TestClass]
public sealed class NestedStreamTests
{
    [TestMethod]
    [Clause("T-16")]
    public async Task Read_OfAnInnerStream_GivesItsFirstElementBeforeTheSecondIsMade()
    {
        TaskCompletionSource seen = new();
        Pipe pipe = new();
        Task writing = WriteAsync(pipe.Writer, Outer(seen.Task));
        List<string> got = [];
        await foreach (IAsyncEnumerable<int>? inner in ReadAsync(pipe.Reader))
        {
            await foreach (int element in inner!)
            {
                got.Add($"{got.Count}:{element}");
                seen.TrySetResult(); // without this the producer would never make another
            }
        }

        await writing;
        CollectionAssert.AreEqual(new[] { "0:1", "1:2", "2:3" }, got);

        static async IAsyncEnumerable<IAsyncEnumerable<int>> Outer(Task seen)
        {
            yield return Inner(seen);
            await Task.Yield();
            yield return new[] { 3 }.ToAsyncEnumerable();
        }

        static async IAsyncEnumerable<int> Inner(Task seen, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return 1;
            await seen.WaitAsync(cancellationToken);
            yield return 2;
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(4096)]
    public async Task Read_OfInnerStreamsThatAreLeftEarly_GoesOnWithTheNext(int piece)
    {
        Pipe pipe = new();
        await WriteAsync(pipe.Writer, Enumerable.Range(1, 50).Select(i => Enumerable.Range(0, i).ToAsyncEnumerable()).ToAsyncEnumerable());
        using MemoryStream bytes = new();
        await pipe.Reader.CopyToAsync(bytes);
        bytes.Position = 0;
        List<int> firsts = [];
        await foreach (IAsyncEnumerable<int>? inner in
            BananaSerializer.DeserializeAsyncEnumerable<IAsyncEnumerable<int>>(new DripStream(bytes.ToArray(), piece), NewOptions()))
        {
            if (firsts.Count % 3 == 2)
            {
                firsts.Add(-1); // not even looked at
                continue;
            }

            firsts.Add(await inner!.Take(firsts.Count % 3 == 0 ? 1 : 100).CountAsync());
        }

        CollectionAssert.AreEqual(
            Enumerable.Range(0, 50).Select(i => (i % 3) switch { 0 => 1, 1 => i + 1, _ => -1 }).ToList(), firsts);
    }

    [TestMethod]
    public async Task Read_OfAnInnerStreamTwiceOrTooLate_SaysWhatIsWrong()
    {
        Pipe pipe = new();
        await WriteAsync(pipe.Writer, new[] { Numbers(1, 2), Numbers(3), Numbers(4) }.ToAsyncEnumerable());
        List<IAsyncEnumerable<int>> all = [];
        IAsyncEnumerator<int>? early = null;
        await foreach (IAsyncEnumerable<int>? inner in ReadAsync(pipe.Reader))
        {
            all.Add(inner!);
            if (all.Count == 1)
            {
                early = inner!.GetAsyncEnumerator();
                Assert.IsTrue(await early.MoveNextAsync());
            }
        }

        Assert.HasCount(3, all);
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<InvalidOperationException>(async () => await early!.MoveNextAsync())).Message, "Enumerate it once");
        foreach (IAsyncEnumerable<int> inner in all)
        {
            await Assert.ThrowsExactlyAsync<InvalidOperationException>(async () => await inner.CountAsync());
        }
    }

    [TestMethod]
    [DataRow("881987 881987 0181 8a89 881987 0281 89 89", "1 Aborted $[0][1]; 2")] // an inner stream aborted
    [DataRow("881987 881987 0181 880787018261 89 0381 89 881987 0281 89 89", "1 3 RefusedOpenType $[0][1]; 2")] // an inner element refused
    [DataRow("881987 0087 881987 0281 89 89", "null; 2")]
    [DataRow("881987 880787 018261 89 881987 0281 89 89", "RefusedOpenType $[0]; 2")] // an element that is no stream: reported at the end of all
    [DataRow("881987 881987 89 880587 0281 0381 89 89", "; 2 3")] // a list will do
    public async Task Read_OfBadInnerStreams_CostsNoMoreThanItMust(string hex, string expected)
    {
        foreach (int piece in (int[])[1, 2, 4096])
        {
            List<string> got = [];
            string last = "";
            try
            {
                await foreach (IAsyncEnumerable<int>? inner in BananaSerializer.DeserializeAsyncEnumerable<IAsyncEnumerable<int>>(
                    new DripStream(Hex.Parse(hex), piece), NewOptions()))
                {
                    got.Add(inner is null ? "null" : await DescribeAsync(inner));
                }
            }
            catch (ViolationException refused)
            {
                last = $"{refused.Code} {refused.Path}; ";
            }

            Assert.AreEqual(expected, last + string.Join("; ", got), $"in pieces of {piece}");
        }
    }

    [TestMethod]
    public async Task RoundTrip_OfStreamsOfStreamsOfStreams_KeepsTheirShape()
    {
        BananaSerializerOptions options = NewOptions();
        Pipe pipe = new();
        Task writing = WriteAsync(
            pipe.Writer, Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, i).Select(j => Numbers([.. Enumerable.Range(0, j)])).ToAsyncEnumerable()).ToAsyncEnumerable());
        List<string> got = [];
        await foreach (IAsyncEnumerable<IAsyncEnumerable<int>>? middle in
            BananaSerializer.DeserializeAsyncEnumerable<IAsyncEnumerable<IAsyncEnumerable<int>>>(pipe.Reader, options))
        {
            List<string> inside = [];
            await foreach (IAsyncEnumerable<int>? inner in middle!)
            {
                inside.Add(string.Join(',', await inner!.ToArrayAsync()));
            }

            got.Add($"({string.Join('|', inside)})");
        }

        await writing;
        Assert.AreEqual("()()(|0)(|0|0,1)", string.Concat(got));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4096)]
    public async Task Read_OfStreamsUnderATaster_TastesTheirElementsAndTheirNumber(int piece)
    {
        // At most three streams of at most two digits each; what is beyond is refused one by one.
        Taster digit = new() { Accepts = value => value is int and < 10, Expected = "a digit" };
        BananaSerializerOptions options = NewOptions(
            BananaPolicy.Untrusted with { Taster = new() { MaxItems = 3, Children = new() { MaxItems = 2, Children = digit } } }, out List<Violation> refused);
        string hex = "881987 881987 0181 0281 0381 89 881987 0a81 0481 89 881987 89 881987 0581 89 89";
        List<string> got = [];
        await foreach (IAsyncEnumerable<int>? inner in BananaSerializer.DeserializeAsyncEnumerable<IAsyncEnumerable<int>>(
            new DripStream(Hex.Parse(hex), piece), options))
        {
            got.Add(await DescribeAsync(inner!));
        }

        Assert.AreEqual("1 2; 4; ", string.Join("; ", got));
        Assert.AreEqual(
            "CollectionTooLarge $[0][2], RefusedValue $[1][0], CollectionTooLarge $[3]",
            string.Join(", ", refused.Select(violation => $"{violation.Code} {violation.Path}")));
    }

    private static async Task<string> DescribeAsync(IAsyncEnumerable<int> stream)
    {
        List<string> got = [];
        try
        {
            await foreach (int element in stream)
            {
                got.Add($"{element}");
            }
        }
        catch (ViolationException refused)
        {
            got.Add($"{refused.Code} {refused.Path}");
        }

        return string.Join(' ', got);
    }

    private static IAsyncEnumerable<int> Numbers(params int[] numbers) => numbers.ToAsyncEnumerable();

    private static IAsyncEnumerable<IAsyncEnumerable<int>?> ReadAsync(PipeReader reader) =>
        BananaSerializer.DeserializeAsyncEnumerable<IAsyncEnumerable<int>>(reader, NewOptions());

    private static async Task WriteAsync<T>(PipeWriter writer, IAsyncEnumerable<T> elements)
    {
        await BananaSerializer.SerializeAsync(writer, elements, NewOptions());
        await writer.CompleteAsync();
    }

    private static BananaSerializerOptions NewOptions() => NewOptions(BananaPolicy.Untrusted, onRefused: null);

    private static BananaSerializerOptions NewOptions(BananaPolicy policy, out List<Violation> refused)
    {
        List<Violation> seen = refused = [];
        return NewOptions(policy, seen.Add);
    }

    private static BananaSerializerOptions NewOptions(BananaPolicy policy, Action<Violation>? onRefused)
    {
        BananaSerializerOptions options = new() { Policy = policy, OnRefusedElement = onRefused };
        SliceableType<IAsyncEnumerable<int>> inner = BuiltInTypes.Stream(BuiltInTypes.Int32);
        SliceableType<IAsyncEnumerable<IAsyncEnumerable<int>>> middle = BuiltInTypes.Stream(inner);
        options.Types.Add(inner).Add(middle).Add(BuiltInTypes.Stream(middle));
        return options;
    }
}
