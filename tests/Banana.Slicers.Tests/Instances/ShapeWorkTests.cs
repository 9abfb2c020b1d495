using System.Buffers;
using System.Text;
using Banana.Wire;

namespace Banana.Slicers.Tests.Instances;

/// <summary>Shapes that a peer defines again and again.</summary>
[TestClass]
public sealed class ShapeWorkTests
{
    [TestMethod]
    [Clause("I-2")]
    public void Read_OfAShapeDefinedInAnotherWayForEachInstance_TakesTheValuesInItsOrder()
    {
        const int instances = 10_000;
        byte[] bytes = Write(instances, static i => i % 2 == 0 ? ["X", "Y"] : ["Y", "X"]);
        List<object?> read = (List<object?>)BananaSerializer.Deserialize<object>(bytes, NewOptions(new WireLimits()))!;
        Assert.HasCount(instances, read);
        Assert.AreEqual((new Point(1, 2), new Point(2, 1)), ((Point)read[^2]!, (Point)read[^1]!));
    }

    [TestMethod]
    [Clause("S-3")]
    public void Read_OfAShapeDefinedInAnotherWayForEachInstance_IsPaidForByItsBytes()
    {
        byte[] bytes = Write(1000, static i => i % 2 == 0 ? ["X", "Y"] : ["Y", "X"]);
        ViolationException refused = Assert.ThrowsExactly<ViolationException>(
            () => BananaSerializer.Deserialize<object>(bytes, NewOptions(new WireLimits { MaxWorkPerByte = 1, MaxWorkAhead = 10_000 })));
        Assert.AreEqual(ViolationCode.TooMuchWork, refused.Code);
    }

    [TestMethod]
    [Clause("I-2")]
    public void Read_OfAShapeDefinedAgainJustAsItWas_IsKnownAlready()
    {
        byte[] bytes = Write(1000, static _ => ["Y", "X"]);
        List<object?> read = (List<object?>)BananaSerializer.Deserialize<object>(
            bytes, NewOptions(new WireLimits { MaxWorkPerByte = 20, MaxWorkAhead = 10_000 }))!; // for what is found out once
        Assert.AreEqual(new Point(2, 1), read[^1]);
    }

    [TestMethod]
    [Clause("I-2")]
    public void Read_OfAnotherShapeUnderTheSameNumber_TakesTheValuesInItsOrder()
    {
        byte[] bytes = Write(4, static i => i is 0 or 1 ? ["X", "Y"] : i == 2 ? ["Y"] : ["X", "Y"]);
        List<object?> read = (List<object?>)BananaSerializer.Deserialize<object>(bytes, NewOptions(new WireLimits()))!;
        CollectionAssert.AreEqual(new object?[] { new Point(1, 2), new Point(1, 2), new Point(0, 1), new Point(1, 2) }, read);
    }

    private static BananaSerializerOptions NewOptions(WireLimits limits)
    {
        BananaSerializerOptions options = new() { Policy = BananaPolicy.Untrusted with { Limits = limits } };
        options.Types.Add<Point>();
        return options;
    }

    /// <summary>Points with the values 1, 2 and so on, each behind a definition of its own, all of the same number.</summary>
    private static byte[] Write(int instances, Func<int, string[]> namesOf)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        Open(ref writer, "list");
        for (int i = 0; i < instances; i++)
        {
            string[] names = namesOf(i);
            Open(ref writer, "shape");
            writer.WriteInteger(0);
            writer.WriteBytes("test.point"u8);
            foreach (string name in names)
            {
                writer.WriteBytes(Encoding.UTF8.GetBytes(name));
                writer.WriteBytes("int32"u8);
            }

            writer.WriteClose();
            Open(ref writer, "shaped");
            writer.WriteInteger(0);
            for (int value = 1; value <= names.Length; value++)
            {
                writer.WriteInteger(value);
            }

            writer.WriteClose();
        }

        writer.WriteClose();
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    private static void Open(ref TokenWriter writer, string openType)
    {
        writer.WriteOpen();
        writer.WriteBytes(Encoding.UTF8.GetBytes(openType));
    }
}
