using System.Diagnostics;
using System.IO.Pipelines;
using Banana.Slicing;

namespace Banana.Benchmarks.Streams;

/// <summary>
/// The <c>stream</c> verb: a lazy sequence goes through a pipe, and the live memory of both sides together is looked at on the way.
/// One JSON object; bytes are what a full collection leaves, above what was there before the first element.
/// </summary>
internal static class StreamVerb
{
    private const int DefaultCount = 2_000_000;
    private const int Looks = 20;

    private static int s_made;

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        int count = args is [string text, ..] ? int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) : DefaultCount;
        int every = Math.Max(1, count / Looks);
        SliceableType<KeyValuePair<int, string>> pair = BuiltInTypes.Pair(BuiltInTypes.Int32, BuiltInTypes.String);
        BananaSerializerOptions options = new();
        options.Types.Add(pair).Add(BuiltInTypes.Stream(pair));
        await PassAsync(1000, 1000, options); // everything is compiled and every pool is filled before the first look

        long before = GC.GetTotalMemory(forceFullCollection: true);
        Stopwatch watch = Stopwatch.StartNew();
        (int read, int madeAtFirst, long most) = await PassAsync(count, every, options);
        output.WriteLine(
            $$"""
            {
              "elements": {{read}},
              "made_when_the_first_was_read": {{madeAtFirst}},
              "most_extra_bytes": {{most - before}},
              "elements_per_second": {{(long)(read / watch.Elapsed.TotalSeconds)}}
            }
            """);
        return read == count ? 0 : 1;
    }

    private static async Task<(int Read, int MadeAtFirst, long MostBytes)> PassAsync(
        int count, int every, BananaSerializerOptions options)
    {
        s_made = 0;
        Pipe pipe = new();
        TaskCompletionSource firstRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task writing = Task.Run(async () =>
        {
            await BananaSerializer.SerializeAsync(pipe.Writer, MakeAsync(count, firstRead.Task), options);
            await pipe.Writer.CompleteAsync();
        });
        int read = 0;
        int madeAtFirst = 0;
        long most = 0;
        await foreach (KeyValuePair<int, string> element in
            BananaSerializer.DeserializeAsyncEnumerable<KeyValuePair<int, string>>(pipe.Reader, options))
        {
            if (element.Key != read++)
            {
                throw new InvalidDataException($"Element {read - 1} came back as {element.Key}.");
            }

            if (read == 1)
            {
                madeAtFirst = Volatile.Read(ref s_made);
                firstRead.SetResult();
            }

            if (read % every == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        await writing;
        return (read, madeAtFirst, most);
    }

    /// <summary>Makes the second element when the first has been read.</summary>
    private static async IAsyncEnumerable<KeyValuePair<int, string>> MakeAsync(int count, Task firstRead)
    {
        for (int i = 0; i < count; i++)
        {
            Volatile.Write(ref s_made, i + 1);
            yield return new KeyValuePair<int, string>(i, $"element {i}");
            if (i == 0)
            {
                await firstRead;
            }
        }
    }
}
