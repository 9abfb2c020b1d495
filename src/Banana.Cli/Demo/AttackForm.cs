using System.Buffers;
using Banana.Transport;

namespace Banana.Cli.Demo;

/// <summary>Sends the bytes of an attack where the receiver expects the tokens of a person.</summary>
internal sealed class AttackForm : RawEventForm<Attack>
{
    public override void Write(IBufferWriter<byte> output, Attack value) => output.Write(value.Payload);

    public override Attack Read(in ReadOnlySequence<byte> payload) => throw new NotSupportedException("Nobody attacks the attacker.");
}
