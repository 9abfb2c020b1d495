using System.Buffers;
using Banana.Slicing;
using Banana.Wire;

namespace Banana.Cli.Json;

/// <summary>
/// Graphs of the net dialect as they are on the wire, and back: one form for values of all types, unknown ones included.
/// </summary>
internal static class NetForm
{
    private static readonly BananaSerializerOptions s_options = NewOptions();

    /// <summary>What a writer sends for a graph.</summary>
    /// <exception cref="ViolationException">It cannot be sent.</exception>
    public static object? Of(object? graph) => graph is null or int or double
        ? graph
        : Read(Write(graph, BuiltInTypes.Object.Slicer), BuiltInTypes.GenericValue.Unslicer);

    /// <summary>What a reader makes of a form.</summary>
    /// <exception cref="BananaException">It is not that of any value.</exception>
    public static object? ToGraph(object? form) => Read(Write(form, BuiltInTypes.GenericValue.Slicer), BuiltInTypes.Object.Unslicer);

    private static byte[] Write(object? value, Slicer<object> slicer)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        SlicerStack stack = new(s_options.ToSlicerStackOptions());
        SliceStep step = stack.Write(ref writer, slicer, value);
        while (step != SliceStep.Done)
        {
            step = stack.Continue(ref writer);
        }

        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    private static object? Read(byte[] bytes, Unslicer<object> unslicer)
    {
        UnslicerStackOptions options = s_options.ToUnslicerStackOptions();
        TokenReader reader = new(bytes, default, options.Policy.Limits);
        return new UnslicerStack(options).TryRead(ref reader, unslicer, out object? value) == ReadStatus.Done ? value : throw reader.CreateUnexpectedEnd();
    }

    private static BananaSerializerOptions NewOptions()
    {
        BananaSerializerOptions options = new() { Policy = BananaPolicy.Trusted };
        CommonOptions.AddGeneric(options.Types);
        return options;
    }
}
