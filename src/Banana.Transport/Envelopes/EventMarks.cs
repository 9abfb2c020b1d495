using System.Diagnostics;

namespace Banana.Transport;

/// <summary>What an event carries besides its value (PROTOCOL.md [E-8]).</summary>
/// <param name="Request">The number of the request that the event is, from 1; 0 if it is none.</param>
/// <param name="Answers">The number of the request that the event answers; 0 if it answers none.</param>
/// <param name="Trace">The trace to which the event belongs; the default value if there is none.</param>
internal readonly record struct EventMarks(ulong Request, ulong Answers, ActivityContext Trace)
{
    private const ulong HasRequest = 1;
    private const ulong HasAnswers = 2;
    private const ulong HasTrace = 4;
    private const int TraceBytes = 16 + 8 + 1;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Request == 0 && Answers == 0 && Trace == default;

    /// <summary>Writes the marks.</summary>
    public void Write(ref FieldWriter writer)
    {
        bool isTraced = Trace != default;
        writer.WriteNumber((Request != 0 ? HasRequest : 0) | (Answers != 0 ? HasAnswers : 0) | (isTraced ? HasTrace : 0));
        if (Request != 0)
        {
            writer.WriteNumber(Request);
        }

        if (Answers != 0)
        {
            writer.WriteNumber(Answers);
        }

        if (isTraced)
        {
            Span<byte> trace = stackalloc byte[TraceBytes];
            Trace.TraceId.CopyTo(trace[..16]); // exactly as long
            Trace.SpanId.CopyTo(trace[16..24]);
            trace[^1] = (byte)Trace.TraceFlags;
            writer.WriteBytes(trace);
        }
    }

    /// <summary>Reads marks.</summary>
    /// <exception cref="BananaProtocolException">They are malformed.</exception>
    public static EventMarks Read(ref EnvelopeFields fields)
    {
        ulong flags = fields.ReadNumber();
        if (flags > (HasRequest | HasAnswers | HasTrace))
        {
            throw fields.Refuse($"marks {flags}", "known marks");
        }

        ulong request = (flags & HasRequest) != 0 ? fields.ReadNumber() : 0;
        ulong answers = (flags & HasAnswers) != 0 ? fields.ReadNumber() : 0;
        return new EventMarks(request, answers, (flags & HasTrace) != 0 ? ReadTrace(ref fields) : default);
    }

    private static ActivityContext ReadTrace(ref EnvelopeFields fields)
    {
        Span<byte> trace = stackalloc byte[TraceBytes];
        fields.ReadBytes(trace);
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(trace[..16]), ActivitySpanId.CreateFromBytes(trace[16..24]), (ActivityTraceFlags)(trace[^1] & 1), isRemote: true);
    }
}
