using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Banana.Cli.Json;
using Banana.Diagnostics;
using Banana.Wire;

namespace Banana.Cli.Peer;

/// <summary>Answers the requests of <c>banana peer stdio</c>: the jobs and JSON lines of the Python peer.</summary>
internal sealed class PeerDispatcher
{
    private static readonly JsonDocumentOptions s_reading = new() { MaxDepth = int.MaxValue };

    private static readonly JsonWriterOptions s_writing = new()
    {
        MaxDepth = int.MaxValue,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Dictionary<string, PeerConnection> _sessions = [];
    private readonly PeerOptions _options;

    public PeerDispatcher(PeerOptions options)
    {
        _options = options;
    }

    /// <summary>The answer to one request; a bad request is answered with "ok": false.</summary>
    public string Answer(string line)
    {
        JsonObject answer;
        JsonNode? id = null;
        try
        {
            using JsonDocument request = JsonDocument.Parse(line, s_reading);
            id = request.RootElement.TryGetProperty("id", out JsonElement given) ? JsonNode.Parse(given.GetRawText()) : null;
            answer = Handle(request.RootElement);
            answer.Insert(0, "ok", true);
        }
        catch (Exception fault) when (fault is JsonException or FormatException or KeyNotFoundException
            or InvalidOperationException or UsageException or BananaException)
        {
            answer = new JsonObject { ["ok"] = false, ["error"] = fault.Message };
        }

        if (id is not null)
        {
            answer["id"] = id;
        }

        ArrayBufferWriter<byte> output = new();
        using (Utf8JsonWriter writer = new(output, s_writing))
        {
            answer.WriteTo(writer);
        }

        return ForeignText.Escape(System.Text.Encoding.UTF8.GetString(output.WrittenSpan)); // these are escapes in JSON, too
    }

    private JsonObject Handle(JsonElement request)
    {
        string op = request.GetProperty("op").GetString() ?? "";
        switch (op)
        {
            case "decode":
            case "echo":
                return Decode(request, isEcho: op == "echo");
            case "encode":
                object? graph = CanonicalReader.Read(request.GetProperty("value").GetRawText(), _options.Dialect);
                (string outcome, byte[] bytes, JsonArray events) = Connection(request).Encode(graph);
                return new JsonObject { ["outcome"] = outcome, ["hex"] = Convert.ToHexStringLower(bytes), ["events"] = events };
            case "set-vocab":
                string[] words = [.. request.GetProperty("strings").EnumerateArray().Select(word => word.GetString()!)];
                return new JsonObject { ["hex"] = Convert.ToHexStringLower(Connection(request).SetVocabulary(words)) };
            case "ping":
                return new JsonObject { ["hex"] = Convert.ToHexStringLower(Ping(request)) };
            case "dump":
                Vocabulary table = CommonOptions.TableOf(_options.Dialect, VocabularyOf(request));
                return new JsonObject { ["text"] = TokenText.ToText(BytesOf(request), table) };
            case "reset":
                _sessions.Remove(SessionOf(request) ?? "");
                return [];
            default:
                throw new FormatException($"unknown op '{op}'");
        }
    }

    private JsonObject Decode(JsonElement request, bool isEcho)
    {
        PeerConnection connection = Connection(request);
        int step = request.TryGetProperty("step", out JsonElement given) && given.ValueKind == JsonValueKind.Number
            ? given.GetInt32()
            : 0;
        JsonArray events = connection.Feed(BytesOf(request), step);
        JsonObject answer = new()
        {
            ["events"] = events,
            ["reply_hex"] = Convert.ToHexStringLower(connection.TakeReplies()),
            ["state"] = connection.DescribeState(),
        };
        if (isEcho)
        {
            PeerConnection fresh = new(_options with { Vocabulary = VocabularyOf(request) });
            answer["echo"] = new JsonArray([.. connection.Objects.Select(graph =>
            {
                (string outcome, byte[] bytes, _) = fresh.Encode(graph);
                return new JsonObject { ["outcome"] = outcome, ["hex"] = Convert.ToHexStringLower(bytes) };
            })]);
        }

        return answer;
    }

    private PeerConnection Connection(JsonElement request)
    {
        PeerOptions options = _options with { Vocabulary = VocabularyOf(request) };
        PeerConnection? connection = null;
        if (SessionOf(request) is not { } session)
        {
            connection = new PeerConnection(options);
        }
        else if (!_sessions.TryGetValue(session, out connection))
        {
            connection = new PeerConnection(options);
            _sessions.Add(session, connection);
        }

        connection.Sorts = request.TryGetProperty("sort", out JsonElement sorts) && sorts.ValueKind == JsonValueKind.True;
        return connection;
    }

    private int VocabularyOf(JsonElement request) =>
        request.TryGetProperty("vocab", out JsonElement index) && index.ValueKind == JsonValueKind.Number
            ? index.GetInt32()
            : _options.Vocabulary;

    private static string? SessionOf(JsonElement request) =>
        request.TryGetProperty("session", out JsonElement session) ? session.GetString() : null;

    private static byte[] BytesOf(JsonElement request) => Convert.FromHexString(request.GetProperty("hex").GetString() ?? "");

    private static byte[] Ping(JsonElement request)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        writer.WritePing(request.TryGetProperty("number", out JsonElement number) ? number.GetUInt64() : 0);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }
}
