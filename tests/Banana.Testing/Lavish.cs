using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Testing;

/// <summary>A peer that heeds no limits, for tests of who reads: who writes under limits refuses what they forbid.</summary>
public static class Lavish
{
    /// <summary>Writes a graph with the types of these options and the limits of <see cref="BananaPolicy.Trusted"/>.</summary>
    public static byte[] Serialize<T>(T? value, BananaSerializerOptions options)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        SlicerStack stack = new(options.ToSlicerStackOptions() with { Limits = BananaPolicy.Trusted.Limits });
        stack.Write(ref writer, options.Types.Get<T>().Slicer, value);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }
}
