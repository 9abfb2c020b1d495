using Banana.Wire;

namespace Banana.Cli.Peer;

/// <summary>How a fresh peer connection is set up.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Vocabulary">The initial vocabulary table of both directions.</param>
/// <param name="IsScoped">Whether references are kept.</param>
internal sealed record PeerOptions(WireDialect Dialect, int Vocabulary, bool IsScoped);
