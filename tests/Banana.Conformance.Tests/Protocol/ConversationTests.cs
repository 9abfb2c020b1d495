using System.Buffers;
using System.IO.Pipelines;
using Banana.Transport;

namespace Banana.Conformance.Tests.Protocol;

/// <summary>
/// The conversation at the end of PROTOCOL.md's chapter on events, byte by byte: <c>&gt;</c> is what the peer sends, <c>&lt;</c> what this
/// library sends, <c>!</c> what the program receives, <c>+</c> what it sends.
/// </summary>
[TestClass]
public sealed class ConversationTests
{
    private static CancellationToken Patience => new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token;

    [TestMethod]
    [Clause("E-1")]
    [Clause("E-2")]
    [Clause("E-3")]
    [Clause("E-4")]
    [Clause("E-5")]
    [Clause("E-6")]
    [Clause("E-7")]
    [Clause("E-8")]
    [Clause("E-9")]
    [Clause("E-11")]
    [Clause("E-12")]
    [Clause("E-13")]
    [Clause("E-14")]
    [Clause("E-15")]
    public async Task Conversation_OfTheProtocol_IsHeldToTheByte()
    {
        string[] lines = [.. Repository.Read("PROTOCOL.md").Split('\n').SkipWhile(line => line != "```conversation").Skip(1).TakeWhile(line => line != "```")];
        Assert.IsGreaterThan(20, lines.Length);
        (IDuplexPipe here, IDuplexPipe there) = DuplexPair.Create();
        Task<EventConnection> opening = EventConnection.OpenAsync(here, NewOptions(), Patience).AsTask();
        IAsyncEnumerator<ReceivedEvent>? events = null;
        List<Task> sending = [];
        foreach (string line in lines)
        {
            string said = line[2..].Split(';')[0].Trim();
            switch (line[0])
            {
                case '>':
                    await there.Output.WriteAsync(Hex.Parse(said), Patience);
                    break;
                case '<':
                    string sent = Hex.Format(await ReadAsync(there.Input, Hex.Parse(said).Length));
                    Assert.AreEqual(Hex.Format(Hex.Parse(said)), sent, $"{line}, but it sent {sent}");
                    break;
                case '!':
                    events ??= (await opening).ReceiveAllAsync(Patience).GetAsyncEnumerator();
                    Assert.AreEqual(said, await events.MoveNextAsync() ? Describe(events.Current) : "end", line);
                    break;
                default:
                    sending.Add(SendAsync(await opening, said));
                    break;
            }
        }

        await Task.WhenAll(sending);
        await (await opening).Closed.WaitAsync(Patience);
        Assert.AreEqual(ConnectionCloseReason.Goodbye, (await opening).CloseReason);
        await (await opening).DisposeAsync();
    }

    private static async Task SendAsync(EventConnection connection, string said)
    {
        string[] words = said.Split(' ');
        await connection.SendAsync(new Pair { X = int.Parse(words[0], System.Globalization.CultureInfo.InvariantCulture), Y = words[1] }, cancellationToken: Patience);
    }

    private static string Describe(ReceivedEvent received) => received.Value is Pair pair
        ? $"{received.Name} {pair.X} {pair.Y}"
        : $"{received.Name} violation {received.Violation!.Code} {received.Violation.Path}";

    private static async Task<byte[]> ReadAsync(PipeReader reader, int length)
    {
        ReadResult result = await reader.ReadAtLeastAsync(length, Patience);
        ReadOnlySequence<byte> read = result.Buffer.Slice(0, Math.Min(length, result.Buffer.Length));
        byte[] bytes = read.ToArray();
        reader.AdvanceTo(read.End);
        return bytes;
    }

    private static EventConnectionOptions NewOptions()
    {
        EventConnectionOptions options = new() { Name = "b" };
        options.Serializer.Types.AddReflected<Pair>("ab");
        options.Events.Add<Pair>("shop.pair");
        return options;
    }

    private sealed class Pair
    {
        [SliceMember("x")]
        public int X { get; set; }

        [SliceMember("y")]
        public string Y { get; set; } = "";
    }
}
