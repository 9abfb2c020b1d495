using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Banana.Benchmarks.HandWritten;
using Banana.Benchmarks.Models;
using Banana.Wire;

namespace Banana.Benchmarks.Ratios;

/// <summary>
/// W2 with references, by slicers written by hand, against System.Text.Json with ReferenceHandler.Preserve. All contestants are called
/// with the type known, as programs do: for an order that takes half a microsecond a generic detour would count.
/// </summary>
internal static class OrderWorkload
{
    public static Workload Create()
    {
        Order order = Order.Create();
        return new Workload("W2", Json(order), Banana(order), Hand(order), order.Clone);
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

    private static Contestant Banana(Order order)
    {
        BananaSerializerOptions options = new() { Vocabulary = OrderSlicers.Vocabulary };
        options.Types.Add(OrderSlicers.Orders);
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
