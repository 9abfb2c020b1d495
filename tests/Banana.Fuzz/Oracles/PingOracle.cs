using Banana.Fuzz.Corpus;
using Banana.Fuzz.Mutating;
using Banana.Wire;

namespace Banana.Fuzz.Oracles;

/// <summary>A PING may stand wherever a token may start, and changes nothing: here one stands before each.</summary>
internal sealed class PingOracle : Oracle
{
    private static readonly Token s_ping = Token.Of(TokenType.Ping, 5);

    public override Fault? Check(Case read)
    {
        if (read.Document.Tail.Length > 0)
        {
            return null;
        }

        StreamResult without = read.Target.ReadStream([read.Bytes]);
        StreamResult with = read.Target.ReadStream([new Document(read.Document.Tokens.SelectMany(token => new[] { s_ping, token })).ToBytes()]);
        return Results.IsAboutBytes(without) || Results.IsAboutBytes(with) ? null
            : Results.FindDifference(read.Target, without, with, hasOffsets: false) is { } difference
            ? new Fault(difference.Signature, $"without and with PINGs: {difference.What}")
            : null;
    }
}
