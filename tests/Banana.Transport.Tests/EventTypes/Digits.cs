using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace Banana.Transport.Tests.EventTypes;

/// <summary>Numbers as decimal digits, without tokens.</summary>
internal sealed class Digits : RawEventForm<int>
{
    public override void Write(IBufferWriter<byte> output, int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        output.Write(System.Text.Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
    }

    public override int Read(in ReadOnlySequence<byte> payload) =>
        Utf8Parser.TryParse(payload.ToArray(), out int value, out int used) && used == payload.Length ? value : throw new FormatException("These are no digits.");
}
