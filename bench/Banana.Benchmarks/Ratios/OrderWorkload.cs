using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Banana.Benchmarks.HandWritten;
using Banana.Benchmarks.Models;
using Banana.Wire;

namespace Banana.Benchmarks.Ratios;

/// <summary>
/// W2 with references, by generated slicers, against System.Text.Json with ReferenceHandler.Preserve. All contestants are called
/// with the type known, as programs do: for an order that takes half a microsecond a generic detour would count.
/// </summary>
internal static class OrderWorkload
{
    /// <param name="name">What the workload is called.</param>
    /// <param name="agreesOnShapes">Whether both sides know the classes, or the names are sent with the order.</param>
    public static Workload Create(string name, bool agreesOnShapes)
    {
        Order order = Order.Create();
        return new Workload(name, Json(order), Banana(order, agreesOnShapes), Hand(order), order.Clone);
    }

    private static Contestant Json(Order order)
    {
        JsonSerializerOptions options = new() { ReferenceHandler = ReferenceHandler.Preserve };
        ArrayBufferWriter<byte> output = new(4 << 20);
        Utf8JsonWriter writer = new(output, new JsonWriterOptions { SkipValidation = true }); // as JsonSerializer's own writer does
        Order? back = null;
        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                writer.Reset(output);
                JsonSerializer.Serialize(writer, order, options);
            },
            () => back = JsonSerializer.Deserialize<Order>(output.WrittenSpan, options),
            () => Workloads.Require(Order.AreSame(order, JsonSerializer.Deserialize<Order>(output.WrittenSpan, options)!)),
            () => output.WrittenCount);
    }

    private static Contestant Banana(Order order, bool agreesOnShapes)
    {
        BananaSerializerOptions options = new() { AgreesOnShapes = agreesOnShapes };
        ArrayBufferWriter<byte> output = new(4 << 20);
        Order? back = null;
        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                BananaSerializer.Serialize(output, order, options);
            },
            () => back = BananaSerializer.Deserialize<Order>(output.WrittenSpan, options),
            () => Workloads.Require(Order.AreSame(order, BananaSerializer.Deserialize<Order>(output.WrittenSpan, options)!)),
            () => output.WrittenCount);
    }

    private static Contestant Hand(Order order)
    {
        ArrayBufferWriter<byte> output = new(4 << 20);
        OrderTokens tokens = new();
        Order? back = null;
        Order Read()
        {
            TokenReader reader = new(output.WrittenSpan);
            return tokens.Read(ref reader);
        }

        return new Contestant(
            () =>
            {
                output.ResetWrittenCount();
                TokenWriter writer = new(output);
                tokens.Write(ref writer, order);
                writer.Commit();
            },
            () => back = Read(),
            () => Workloads.Require(Order.AreSame(order, Read())),
            () => output.WrittenCount);
    }
}
