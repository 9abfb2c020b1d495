using System.Text.Json;
using Banana.Cli.Peer;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>Where the receiver stands after each recorded input: how deep, what it discards, what it keeps, whether it is in the index phase.</summary>
[TestClass]
public sealed class PeerStateTests
{
    public static IEnumerable<object[]> Vectors => new[] { "decode", "pending", "reject" }
        .SelectMany(VectorFile.Section)
        .Where(vector => vector.Entry.TryGetProperty("final", out _) && !Differences.IsMilder(vector))
        .Select(vector => new object[] { vector });

    [TestMethod]
    [Clause("S-2")]
    [DynamicData(nameof(Vectors))]
    public void State_AfterTheBytes_IsFoolscaps(Vector vector)
    {
        PeerConnection peer = new(new PeerOptions(FoolscapDialect.Instance, vector.VocabularyIndex, IsScoped: true, ["bar", "pt", "thirteen-char", "a.b.C"], MaxIndexBytes: 0));
        peer.Feed(vector.Bytes, 0);
        JsonElement theirs = vector.Entry.GetProperty("final");
        JsonElement ours = JsonDocument.Parse(peer.DescribeState().ToJsonString()).RootElement;
        foreach (JsonProperty property in theirs.EnumerateObject().Where(property => !theirs.GetProperty("lost").GetBoolean() || property.Name == "lost"))
        {
            Assert.AreEqual(property.Value.GetRawText(), ours.GetProperty(property.Name).GetRawText(), property.Name);
        }
    }
}
