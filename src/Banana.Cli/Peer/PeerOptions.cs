using System.Collections.Frozen;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Cli.Peer;

/// <summary>How a peer speaks: the options that all its jobs share.</summary>
/// <param name="Dialect">The dialect.</param>
/// <param name="Vocabulary">The initial vocabulary table of both directions.</param>
/// <param name="IsScoped">Whether references are kept.</param>
/// <param name="Classes">The classes whose instances are taken; null for all.</param>
/// <param name="MaxIndexBytes">The longest STRING index token; 0 for what Foolscap's plain root takes.</param>
internal sealed record PeerOptions(WireDialect Dialect, int Vocabulary, bool IsScoped, IReadOnlyList<string>? Classes, int MaxIndexBytes)
{
    private const int StockIndexBytes = 13;

    /// <summary>What may stand at the top: as Foolscap's root, all but instances of classes.</summary>
    private static readonly Taster s_root = new()
    {
        OpenTypes = FrozenSet.Create("none", "boolean", "unicode", "decimal", "list", "tuple", "dict", "set", "immutable-set"),
        Expected = "a value that Foolscap's root takes",
    };

    /// <summary>Takes all that can be shown as canonical JSON.</summary>
    public BananaSerializerOptions NewSerializer() => CommonOptions.NewOptions(Dialect, Classes, CommonOptions.TableOf(Dialect, Vocabulary), Dialect == WireDialect.Net
        ? BananaPolicy.Untrusted
        : BananaPolicy.Untrusted with
        {
            Limits = new WireLimits { MaxIndexTokenBytes = MaxIndexBytes == 0 ? StockIndexBytes : MaxIndexBytes },
            Taster = s_root,
        });

    /// <summary>How far references reach.</summary>
    public ReferenceScope References => CommonOptions.ScopeOf(Dialect, IsScoped);
}
