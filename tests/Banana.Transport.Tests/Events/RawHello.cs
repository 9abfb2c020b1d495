using static Banana.Transport.Tests.Events.RawEnvelopes;

namespace Banana.Transport.Tests.Events;

/// <summary>A hello, field by field.</summary>
internal sealed record RawHello
{
    public ulong MinVersion { get; init; } = 1;

    public ulong MaxVersion { get; init; } = 1;

    public string Dialect { get; init; } = WireDialectName;

    public string Vocabulary { get; init; } = Wire.WireDialect.Net.Vocabulary.Hash;

    public string Name { get; init; } = "raw";

    public ulong MaxEnvelopeBytes { get; init; } = 65_536;

    public ulong StreamWindow { get; init; } = 262_144;

    public ulong ConnectionWindow { get; init; } = 16_777_216;

    public ulong MaxEventTypes { get; init; } = 1024;

    public ulong MaxLargeEvents { get; init; } = 4;

    public ulong MaxStreams { get; init; } = 256;

    public ulong MaxShapeBytes { get; init; } = 65_536;

    public ulong Features { get; init; }

    /// <summary>What follows the fields.</summary>
    public byte[] Rest { get; init; } = [];

    private static string WireDialectName => Wire.WireDialect.Net.Name;

    public byte[] ToEnvelope() => Envelope(
        0,
        Number(MinVersion), Number(MaxVersion), Text(Dialect), Text(Vocabulary), Text(Name), Number(MaxEnvelopeBytes), Number(StreamWindow),
        Number(ConnectionWindow), Number(MaxEventTypes), Number(MaxLargeEvents), Number(MaxStreams), Number(MaxShapeBytes), Number(Features), Rest);
}
