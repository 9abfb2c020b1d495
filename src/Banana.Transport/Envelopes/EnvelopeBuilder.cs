using Banana.Wire;

namespace Banana.Transport;

/// <summary>Writes the connection's own envelopes, whose payloads are short.</summary>
internal static class EnvelopeBuilder
{
    /// <summary>Writes the payload of an envelope.</summary>
    /// <typeparam name="TState">The type of <paramref name="state"/>.</typeparam>
    public delegate void Fill<in TState>(ref TokenWriter writer, TState state)
        where TState : allows ref struct;

    /// <summary>Writes an envelope whose payload is tokens.</summary>
    /// <param name="output">The output, to which the envelope is appended.</param>
    /// <param name="id">The id.</param>
    /// <param name="state">What is passed to <paramref name="fill"/>.</param>
    /// <param name="fill">Writes the payload.</param>
    public static void Write<TState>(ByteStage output, ushort id, TState state, Fill<TState> fill)
        where TState : allows ref struct
    {
        int start = output.Count;
        output.Append(stackalloc byte[Envelope.HeaderBytes]);
        TokenWriter writer = new(output);
        fill(ref writer, state);
        writer.Commit();
        Envelope.WriteHeader(output.Written[start..], id, output.Count - start - Envelope.HeaderBytes);
    }

    /// <summary>Writes an envelope of a few numbers.</summary>
    public static void WriteNumbers(ByteStage output, ushort id, params scoped ReadOnlySpan<ulong> numbers) =>
        Write(output, id, numbers, static (ref writer, numbers) =>
        {
            foreach (ulong number in numbers)
            {
                writer.WriteReferenceId(number);
            }
        });

    /// <summary>Writes an envelope whose payload is given.</summary>
    public static void WritePayload(ByteStage output, ushort id, scoped ReadOnlySpan<byte> payload)
    {
        Span<byte> header = stackalloc byte[Envelope.HeaderBytes];
        Envelope.WriteHeader(header, id, payload.Length);
        output.Append(header);
        output.Append(payload);
    }
}
