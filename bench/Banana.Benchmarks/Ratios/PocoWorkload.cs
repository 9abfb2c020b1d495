using System.Buffers;
using System.Text.Json;
using Banana.Benchmarks.HandWritten;
using Banana.Benchmarks.Models;
using Banana.Wire;

namespace Banana.Benchmarks.Ratios;

/// <summary>
/// W1 and W8: small objects by generated slicers, references on, against System.Text.Json. All contestants are called with the type known, as
/// programs do.
/// </summary>
internal static class PocoWorkload
{
    private const int Seed = 8;

    /// <param name="name">What the workload is called.</param>
    /// <param name="agreesOnShapes">Whether both sides know the class, or the names are sent with the object.</param>
    public static Workload One(string name, bool agreesOnShapes)
    {
        SmallPoco poco = SmallPoco.Create(new Random(Seed));
        return new Workload(name, JsonOne(poco), BananaOne(poco, agreesOnShapes), HandOne(poco), poco.Clone);
    }

    /// <summary>A list of a thousand, whose shape is sent once with it.</summary>
    public static Workload Many()
    {
        Random random = new(Seed);
        List<SmallPoco> pocos = [.. Enumerable.Range(0, 1000).Select(_ => SmallPoco.Create(random))];
        return new Workload("W8", JsonMany(pocos), BananaMany(pocos), HandMany(pocos), () => pocos.ConvertAll(poco => poco.Clone()));
    }

    private static Contestant JsonOne(SmallPoco poco)
    {
        ArrayBufferWriter<byte> output = new(4096);
        Utf8JsonWriter writer = new(output, new JsonWriterOptions { SkipValidation = true }); // as JsonSerializer's own writer does
        SmallPoco? back = null;
        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                writer.Reset(output);
                JsonSerializer.Serialize(writer, poco);
            },
            () => back = JsonSerializer.Deserialize<SmallPoco>(output.WrittenSpan),
            () => Workloads.Require(SmallPoco.AreSame(poco, JsonSerializer.Deserialize<SmallPoco>(output.WrittenSpan)!)),
            () => output.WrittenCount);
    }

    private static Contestant BananaOne(SmallPoco poco, bool agreesOnShapes)
    {
        BananaSerializerOptions options = new() { AgreesOnShapes = agreesOnShapes };
        ArrayBufferWriter<byte> output = new(4096);
        SmallPoco? back = null;
        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                BananaSerializer.Serialize(output, poco, options);
            },
            () => back = BananaSerializer.Deserialize<SmallPoco>(output.WrittenSpan, options),
            () => Workloads.Require(SmallPoco.AreSame(poco, BananaSerializer.Deserialize<SmallPoco>(output.WrittenSpan, options)!)),
            () => output.WrittenCount);
    }

    private static Contestant HandOne(SmallPoco poco)
    {
        ArrayBufferWriter<byte> output = new(4096);
        SmallPoco? back = null;
        SmallPoco Read()
        {
            TokenReader reader = new(output.WrittenSpan);
            return PocoTokens.Read(ref reader);
        }

        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                TokenWriter writer = new(output);
                PocoTokens.Write(ref writer, poco);
                writer.Commit();
            },
            () => back = Read(),
            () => Workloads.Require(SmallPoco.AreSame(poco, Read())),
            () => output.WrittenCount);
    }

    private static Contestant JsonMany(List<SmallPoco> pocos)
    {
        ArrayBufferWriter<byte> output = new(1 << 20);
        Utf8JsonWriter writer = new(output, new JsonWriterOptions { SkipValidation = true });
        List<SmallPoco>? back = null;
        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                writer.Reset(output);
                JsonSerializer.Serialize(writer, pocos);
            },
            () => back = JsonSerializer.Deserialize<List<SmallPoco>>(output.WrittenSpan),
            () => Workloads.Require(AreSame(pocos, JsonSerializer.Deserialize<List<SmallPoco>>(output.WrittenSpan)!)),
            () => output.WrittenCount);
    }

    private static Contestant BananaMany(List<SmallPoco> pocos)
    {
        BananaSerializerOptions options = new();
        ArrayBufferWriter<byte> output = new(1 << 20);
        List<SmallPoco>? back = null;
        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                BananaSerializer.Serialize(output, pocos, options);
            },
            () => back = BananaSerializer.Deserialize<List<SmallPoco>>(output.WrittenSpan, options),
            () => Workloads.Require(AreSame(pocos, BananaSerializer.Deserialize<List<SmallPoco>>(output.WrittenSpan, options)!)),
            () => output.WrittenCount);
    }

    private static Contestant HandMany(List<SmallPoco> pocos)
    {
        ArrayBufferWriter<byte> output = new(1 << 20);
        List<SmallPoco>? back = null;
        List<SmallPoco> Read()
        {
            TokenReader reader = new(output.WrittenSpan);
            List<SmallPoco> read = [];
            for (int i = 0; i < pocos.Count; i++)
            {
                read.Add(PocoTokens.Read(ref reader));
            }

            return read;
        }

        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                TokenWriter writer = new(output);
                foreach (SmallPoco poco in pocos)
                {
                    PocoTokens.Write(ref writer, poco);
                }

                writer.Commit();
            },
            () => back = Read(),
            () => Workloads.Require(AreSame(pocos, Read())),
            () => output.WrittenCount);
    }

    private static bool AreSame(List<SmallPoco> left, List<SmallPoco> right) =>
        left.Count == right.Count && left.Zip(right).All(pair => SmallPoco.AreSame(pair.First, pair.Second));
}
