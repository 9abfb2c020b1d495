using System.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

// What stops an unslicer wherever a token may start: the end of the bytes, PING, PONG, ERROR, ABORT.
public sealed partial class UnslicerStack
{
    private ControlReplies? _replies; // null until a PING comes

    /// <summary>
    /// Whether <see cref="TryRead{T}"/> has stopped because as many PONGs wait as <see cref="WireLimits.MaxPendingPongs"/> allows: call
    /// <see cref="TakeReplies"/>, then <see cref="TryRead{T}"/> again before more bytes are awaited.
    /// </summary>
    public bool MustTakeReplies => _replies is { AreDue: true };

    /// <summary>
    /// Moves what is to be sent back to the peer, PONGs, to <paramref name="output"/>. Call it after every
    /// <see cref="TryRead{T}"/>; see <see cref="MustTakeReplies"/>.
    /// </summary>
    /// <returns>Whether there was anything.</returns>
    public bool TakeReplies(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return _replies?.MoveTo(output) ?? false;
    }

    /// <summary>Whether what comes next is nothing an unslicer takes, so that <see cref="Stop"/> must see to it.</summary>
    internal static bool MustStop(ReadStatus status, in TokenHeader header) =>
        status != ReadStatus.Done || (header.Type.Bit() & (TokenTypes.Control | TokenTypes.Abort)) != 0;

    /// <summary>Bytes ran out, the stream is malformed, a control token, or ABORT.</summary>
    private UnsliceStep Stop(ref TokenReader reader, ReadStatus status, in TokenHeader header)
    {
        switch (status)
        {
            case ReadStatus.NeedMoreData:
                return UnsliceStep.NeedMoreData;
            case ReadStatus.Malformed:
                throw _faults.Own(reader.CreateFault(CurrentPath));
            default:
                break;
        }

        if (header.Type != TokenType.Abort)
        {
            return TakeControl(ref reader, header);
        }

        if (_frames.Count == 1)
        {
            Violation aborted = NewViolation(ref reader, 1, ViolationCode.Aborted, header.Describe(), "a value");
            reader.Accept(header);
            EndRefused(aborted);
        }

        UnsliceStep step = FailFrame(ref reader, ViolationCode.Aborted, header.Describe(), "the rest of the object");
        reader.Accept(header);
        return step;
    }

    /// <summary>PING is answered, PONG ignored, ERROR surfaced, anywhere a token may start (PROTOCOL.md [W-14], [W-15]).</summary>
    private UnsliceStep TakeControl(ref TokenReader reader, in TokenHeader header)
    {
        switch (header.Type)
        {
            case TokenType.Error:
                TokenReader before = reader;
                reader.Accept(header);
                if (reader.TryReadBody(out ReadOnlySpan<byte> text) != ReadStatus.Done)
                {
                    reader = before;
                    return UnsliceStep.NeedMoreData;
                }

                string message = System.Text.Encoding.UTF8.GetString(text);
                throw Lost(ref reader, ProtocolErrorCode.PeerError, $"ERROR from the peer: {message}", "no error");

            case TokenType.Ping when _options.AnswersPings:
                _replies ??= new ControlReplies();
                if (_replies.AreDue) // and nobody has taken them
                {
                    throw Lost(ref reader, ProtocolErrorCode.PingFlood, $"{_replies.Count + 1} unanswered PINGs", "fewer");
                }

                Span<byte> digits = stackalloc byte[WireLimits.MaxHeaderBytes];
                if (!_replies.TryAddPong(digits[..reader.CopyDigits(header, digits)], _limits.MaxPendingPongs))
                {
                    return UnsliceStep.NeedMoreData; // see MustTakeReplies
                }

                break;

            default:
                break;
        }

        reader.Accept(header);
        return UnsliceStep.Pushed;
    }
}
