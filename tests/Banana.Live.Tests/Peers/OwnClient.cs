using System.Globalization;
using Banana.Cli.Peer;

namespace Banana.Live.Tests.Peers;

/// <summary><c>banana peer client</c> in this process.</summary>
internal static class OwnClient
{
    /// <summary>How <c>banana peer</c> speaks if nothing is said.</summary>
    public static PeerOptions Speaking(int vocabulary = 0, bool isScoped = true) =>
        new(FoolscapDialect.Instance, vocabulary, isScoped, Classes: null, MaxIndexBytes: 200);

    /// <summary>Sends random graphs, and gives back what it prints.</summary>
    public static async Task<string> RunAsync(int port, PeerOptions options, int count, int seed = 1, int step = 0)
    {
        RandomValues values = new(seed, hasInstances: true, isTree: !options.IsScoped);
        IEnumerable<object?> graphs = Enumerable.Range(0, count).Select(_ => new List<object?> { values.Next() });
        using StringWriter output = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        await new PeerClient(options, step, TimeSpan.FromSeconds(10)).RunAsync(port, graphs, output, PythonPeer.Patience);
        return output.ToString();
    }
}
