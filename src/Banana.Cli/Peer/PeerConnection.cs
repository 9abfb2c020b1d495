using System.Buffers;
using System.Text.Json.Nodes;
using Banana.Cli.Json;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Cli.Peer;

/// <summary>Both halves of one stream, kept alive across requests: counters, references, vocabularies.</summary>
internal sealed class PeerConnection
{
    private readonly PeerOptions _options;
    private readonly SlicerStack _sending;
    private readonly UnslicerStack _receiving;
    private readonly ArrayBufferWriter<byte> _replies = new();
    private TokenReaderState _state;
    private byte[] _kept = [];

    public PeerConnection(PeerOptions options)
    {
        _options = options;
        BananaSerializerOptions serializer = options.NewSerializer();
        _sending = new SlicerStack(serializer.ToSlicerStackOptions() with { References = options.References });
        _receiving = new UnslicerStack(serializer.ToUnslicerStackOptions() with { References = options.References, AnswersPings = true });
    }

    public List<object?> Objects { get; } = [];

    public bool IsLost { get; private set; }

    /// <summary>Whether dictionaries are shown in order.</summary>
    public bool Sorts { get; set; }

    /// <summary>What the receiving half stands at: for the answer's "state".</summary>
    public JsonObject DescribeState() => new()
    {
        ["buffered"] = _kept.Length,
        ["stack"] = _receiving.Depth,
        ["discard"] = _receiving.DiscardedDepth,
        ["skip"] = (long)_state.BodyRemaining,
        ["inOpen"] = _receiving.IsInIndexPhase,
        ["lost"] = IsLost,
        ["abandoned"] = IsLost,
    };

    public byte[] TakeReplies()
    {
        byte[] replies = _replies.WrittenSpan.ToArray();
        _replies.ResetWrittenCount();
        return replies;
    }

    /// <summary>Feeds bytes, <paramref name="step"/> at a time, and returns what became of them.</summary>
    public JsonArray Feed(byte[] bytes, int step)
    {
        JsonArray events = [];
        Objects.Clear();
        foreach (byte[] piece in step > 0 ? bytes.Chunk(step) : [bytes])
        {
            if (!IsLost)
            {
                Feed(piece, events);
            }
        }

        return events;
    }

    /// <summary>Encodes one object; the outcome is "sent" or "violation".</summary>
    public (string Outcome, byte[] Bytes, JsonArray Events) Encode(object? graph)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        JsonArray events = [];
        string outcome = "sent";
        try
        {
            _sending.Write(ref writer, BuiltInTypes.Object.Slicer, graph);
        }
        catch (ViolationException refused)
        {
            outcome = "violation";
            events.Add(NewEvent("send-violation", refused.Violation));
        }

        writer.Commit();
        return (outcome, output.WrittenSpan.ToArray(), events);
    }

    public byte[] SetVocabulary(IReadOnlyList<string> words)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        _sending.WriteSetVocabulary(ref writer, words);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    private void Feed(byte[] piece, JsonArray events)
    {
        byte[] bytes = [.. _kept, .. piece];
        TokenReader reader = new(bytes, _state);
        bool goesOn = true;
        while (goesOn)
        {
            goesOn = TryReceive(ref reader, events) || _receiving.MustTakeReplies;
            _receiving.TakeReplies(_replies);
        }

        _kept = bytes[(int)(reader.Offset - _state.Offset)..];
        _state = reader.State;
    }

    private bool TryReceive(ref TokenReader reader, JsonArray events)
    {
        try
        {
            if (_receiving.TryRead(ref reader, BuiltInTypes.Object.Unslicer, out object? value) != ReadStatus.Done)
            {
                return false;
            }

            Objects.Add(value);
            events.Add(new JsonObject
            {
                ["ev"] = "object",
                ["value"] = JsonNode.Parse(CanonicalWriter.Write(value, _options.Dialect, Sorts), documentOptions: new() { MaxDepth = int.MaxValue }),
            });
            return true;
        }
        catch (ViolationException refused)
        {
            events.Add(NewEvent("violation", refused.Violation));
            return true;
        }
        catch (BananaProtocolException lost) when (lost.Code == ProtocolErrorCode.PeerError)
        {
            IsLost = true;
            events.Add(new JsonObject { ["ev"] = "peer-error", ["msg"] = lost.Found });
            return false;
        }
        catch (BananaProtocolException lost)
        {
            IsLost = true;
            events.Add(new JsonObject
            {
                ["ev"] = "fatal",
                ["kind"] = "BananaError",
                ["msg"] = lost.Message,
                ["where"] = lost.Path,
            });
            TokenWriter writer = new(_replies);
            writer.WriteError(lost.Message);
            writer.Commit();
            return false;
        }
    }

    private static JsonObject NewEvent(string name, Violation violation) => new()
    {
        ["ev"] = name,
        ["where"] = violation.Path,
        ["msg"] = $"found {violation.Found}, expected {violation.Expected}",
        ["code"] = violation.Code.ToString(),
    };
}
