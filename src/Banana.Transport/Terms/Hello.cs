using System.Buffers;
using Banana.Wire;

namespace Banana.Transport;

/// <summary>The first envelope of either side: who it is, and what it takes (PROTOCOL.md [E-6]).</summary>
internal sealed record Hello
{
    /// <summary>The protocol version of this library.</summary>
    public const int Version = 1;

    /// <summary>The largest hello, with its envelope, in bytes.</summary>
    public const int MaxBytes = 4096;

    private const int MaxTextBytes = 255;
    private const int MaxFeatures = 64;

    /// <summary>The oldest version that it speaks.</summary>
    public int MinVersion { get; init; } = Version;

    /// <summary>The newest version that it speaks.</summary>
    public int MaxVersion { get; init; } = Version;

    /// <summary>The dialect of its payloads.</summary>
    public required string Dialect { get; init; }

    /// <summary>The hash of its initial vocabulary.</summary>
    public required string Vocabulary { get; init; }

    /// <summary>The name of the endpoint; may be empty.</summary>
    public required string Name { get; init; }

    /// <summary>The largest envelope that it takes.</summary>
    public required int MaxEnvelopeBytes { get; init; }

    /// <summary>The bytes that it takes of each event type and live stream before it gives more credit.</summary>
    public required long StreamWindow { get; init; }

    /// <summary>The bytes that it takes of all of them together.</summary>
    public required long ConnectionWindow { get; init; }

    /// <summary>The number of event types that it takes.</summary>
    public required int MaxEventTypes { get; init; }

    /// <summary>The number of large events that it takes at the same time.</summary>
    public required int MaxLargeEvents { get; init; }

    /// <summary>The number of live streams that it takes at the same time.</summary>
    public required int MaxStreams { get; init; }

    /// <summary>The memory that it has for shapes.</summary>
    public required long MaxShapeBytes { get; init; }

    /// <summary>What it can do besides.</summary>
    public IReadOnlyList<string> Features { get; init; } = [];

    /// <summary>Writes the fields.</summary>
    public void Write(ref TokenWriter writer)
    {
        writer.WriteReferenceId((ulong)MinVersion);
        writer.WriteReferenceId((ulong)MaxVersion);
        writer.TryWriteText(Dialect);
        writer.TryWriteText(Vocabulary);
        writer.TryWriteText(Name);
        writer.WriteReferenceId((ulong)MaxEnvelopeBytes);
        writer.WriteReferenceId((ulong)StreamWindow);
        writer.WriteReferenceId((ulong)ConnectionWindow);
        writer.WriteReferenceId((ulong)MaxEventTypes);
        writer.WriteReferenceId((ulong)MaxLargeEvents);
        writer.WriteReferenceId((ulong)MaxStreams);
        writer.WriteReferenceId((ulong)MaxShapeBytes);
        writer.WriteReferenceId((ulong)Features.Count);
        foreach (string feature in Features)
        {
            writer.TryWriteText(feature);
        }
    }

    /// <summary>Reads the fields. What follows them belongs to later versions, and is ignored.</summary>
    /// <exception cref="BananaProtocolException">It is malformed, or its numbers make no sense.</exception>
    public static Hello Read(in ReadOnlySequence<byte> payload, long offset)
    {
        EnvelopeFields fields = new(payload, offset);
        Hello hello = new()
        {
            MinVersion = (int)ReadNumber(ref fields, 0, int.MaxValue),
            MaxVersion = (int)ReadNumber(ref fields, 0, int.MaxValue),
            Dialect = fields.ReadText(MaxTextBytes),
            Vocabulary = fields.ReadText(MaxTextBytes),
            Name = fields.ReadText(MaxTextBytes),
            MaxEnvelopeBytes = (int)ReadNumber(ref fields, EventConnectionOptions.LeastEnvelopeBytes, int.MaxValue),
            StreamWindow = ReadNumber(ref fields, 2 * EventConnectionOptions.LeastEnvelopeBytes, long.MaxValue / 4),
            ConnectionWindow = ReadNumber(ref fields, 2 * EventConnectionOptions.LeastEnvelopeBytes, long.MaxValue / 4),
            MaxEventTypes = (int)ReadNumber(ref fields, 0, EventConnectionOptions.MostEventTypes),
            MaxLargeEvents = (int)ReadNumber(ref fields, 1, int.MaxValue),
            MaxStreams = (int)ReadNumber(ref fields, 0, int.MaxValue),
            MaxShapeBytes = ReadNumber(ref fields, 0, int.MaxValue),
        };
        string[] features = new string[ReadNumber(ref fields, 0, MaxFeatures)];
        for (int i = 0; i < features.Length; i++)
        {
            features[i] = fields.ReadText(MaxTextBytes);
        }

        return hello with { Features = features };
    }

    /// <summary>Returns what does not fit together, with the values of both sides; null if everything does.</summary>
    public string? FindConflict(Hello peer)
    {
        if (MaxVersion < peer.MinVersion || peer.MaxVersion < MinVersion)
        {
            return $"protocol versions {MinVersion} to {MaxVersion} here, {peer.MinVersion} to {peer.MaxVersion} at the peer";
        }

        if (Dialect != peer.Dialect)
        {
            return $"dialect '{Dialect}' here, '{peer.Dialect}' at the peer";
        }

        return Vocabulary == peer.Vocabulary ? null : $"vocabulary {Vocabulary} here, {peer.Vocabulary} at the peer";
    }

    private static long ReadNumber(ref EnvelopeFields fields, long least, long most)
    {
        ulong number = fields.ReadNumber();
        return number >= (ulong)least && number <= (ulong)most ? (long)number : throw fields.Refuse($"the number {number}", $"{least} to {most}");
    }
}
