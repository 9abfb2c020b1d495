using System.Buffers;
using Banana.Wire;

namespace Banana.Slicing;

// What can interrupt an unslicer wherever a token may start: the end of the buffer, PING, PONG, ERROR, ABORT.
public sealed partial class UnslicerStack
{
    private ControlReplies? _replies; // null until a PING is read

    /// <summary>
    /// Whether <see cref="TryRead{T}"/> has stopped because <see cref="WireLimits.MaxPendingPongs"/> answers are waiting. Call
    /// <see cref="TakeReplies"/>, then <see cref="TryRead{T}"/> again before waiting for more bytes.
    /// </summary>
    public bool MustTakeReplies => _replies is { AreDue: true };

    /// <summary>Whether there are replies to take, due or not. A payload that ends takes its own with it.</summary>
    internal bool HasReplies => _replies is { Count: > 0 };

    /// <summary>
    /// Moves the answers for the peer, PONGs, to <paramref name="output"/>. Call it after every <see cref="TryRead{T}"/>; see
    /// <see cref="MustTakeReplies"/>.
    /// </summary>
    /// <returns>True if there were any.</returns>
    public bool TakeReplies(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return _replies?.MoveTo(output) ?? false;
    }

    /// <summary>Whether the next token, if there is one, is not for an unslicer, so that <see cref="Stop"/> must handle it.</summary>
    internal static bool MustStop(ReadStatus status, in TokenHeader header) =>
        status != ReadStatus.Done || (header.Type.Bit() & (TokenTypes.Control | TokenTypes.Abort)) != 0;

    /// <summary>Handles the end of the buffer, a malformed stream, a control token, or ABORT.</summary>
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

    /// <summary>Answers PING, ignores PONG, and throws for ERROR, wherever a token may start (PROTOCOL.md [W-14], [W-15]).</summary>
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
                if (_replies.AreDue) // the caller has not taken them
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
