using Banana.Cli.Json;
using Banana.Slicing;

namespace Banana.Conformance.Tests.Foolscap;

/// <summary>Recorded bytes with a few of them changed, doubled or left out: whatever comes of them is the same whole and byte by byte, and is no crash.</summary>
[TestClass]
public sealed class VectorMutationTests
{
    private const int PerVector = 60; // 5,000 were tried when the dialect was written

    public static IEnumerable<object[]> Sections => [["encode"], ["decode"], ["reject"], ["constraint_wire"], ["damaged"]];

    [TestMethod]
    [DynamicData(nameof(Sections))]
    public void Bytes_ThatAreDamaged_GiveTheSameWholeAndByteByByte(string section)
    {
        int seen = 0;
        foreach (Vector vector in VectorFile.Section(section).Where(vector => vector.Bytes.Length is > 0 and < 500))
        {
            Random random = new(Seeds.Fixed + seen);
            for (int i = 0; i < PerVector; i++)
            {
                byte[] bytes = [.. Damage(random, vector.Bytes), .. VectorFile.Probe];
                string whole = Outcome(vector, [bytes]);
                string dribbled = Outcome(vector, Cuts.InPieces(bytes, 1));
                Assert.AreEqual(whole, dribbled, $"{vector} {Hex.Format(bytes)}");
                seen++;
            }
        }

        Assert.IsGreaterThan(100, seen);
    }

    private static byte[] Damage(Random random, byte[] original)
    {
        List<byte> bytes = [.. original];
        for (int i = random.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes.RemoveAt(at);
                    break;
                case 1:
                    bytes.InsertRange(at, bytes[at..Math.Min(bytes.Count, at + random.Next(1, 12))].ToArray());
                    break;
                case 2:
                    bytes[at] = (byte)random.Next(0x80, 0x90);
                    break;
                default:
                    bytes[at] = (byte)random.Next(256);
                    break;
            }
        }

        return [.. bytes];
    }

    private static string Outcome(Vector vector, IEnumerable<byte[]> pieces)
    {
        Receiver<object> receiver = new(FoolscapStream.Receiving(vector.VocabularyIndex), BuiltInTypes.Object.Unslicer);
        foreach (byte[] piece in pieces)
        {
            receiver.Feed(piece);
        }

        return string.Join(" ; ", receiver.Events.Select(item =>
            item.Fatal?.Message ?? item.Violation?.ToString() ?? CanonicalWriter.Write(item.Value, FoolscapDialect.Instance, sorts: true)));
    }
}
