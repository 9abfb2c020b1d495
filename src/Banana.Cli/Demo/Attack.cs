using System.Buffers;
using Banana.Wire;

namespace Banana.Cli.Demo;

/// <summary>A payload that pretends to be a <see cref="Person"/> and is something else, written token by token.</summary>
/// <param name="Title">What it tries.</param>
/// <param name="Payload">The bytes.</param>
internal sealed record Attack(string Title, byte[] Payload)
{
    private const int BombDepth = 100_000;

    private delegate void Body(ref TokenWriter writer);

    public static IReadOnlyList<Attack> All { get; } =
    [
        new("a friend of an unregistered class", Build(UnregisteredFriend)),
        new("a name that claims 2^40 bytes", Build(EndlessName)),
        new("a badge of lists nested 100,000 deep", Build(NestingBomb)),
        new("a badge that contains only itself", Build(SelfMadeBadge)),
    ];

    private static byte[] Build(Body body)
    {
        ArrayBufferWriter<byte> output = new();
        TokenWriter writer = new(output);
        Open(ref writer, "copyable"u8);
        writer.WriteBytes("demo.person"u8);
        body(ref writer);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    private static void UnregisteredFriend(ref TokenWriter writer)
    {
        writer.WriteBytes("friends"u8);
        Open(ref writer, "list"u8);
        Open(ref writer, "copyable"u8);
        writer.WriteBytes("System.Diagnostics.Process"u8);
        writer.WriteBytes("FileName"u8);
        writer.WriteBytes("/bin/sh"u8);
        Close(ref writer, 3);
    }

    private static void EndlessName(ref TokenWriter writer)
    {
        writer.WriteBytes("name"u8);
        writer.WriteBytesHeader(1L << 40); // and the body never comes
    }

    private static void NestingBomb(ref TokenWriter writer)
    {
        writer.WriteBytes("badge"u8);
        for (int i = 0; i < BombDepth; i++)
        {
            Open(ref writer, "list"u8);
        }

        Close(ref writer, BombDepth + 1);
    }

    private static void SelfMadeBadge(ref TokenWriter writer)
    {
        writer.WriteBytes("badge"u8);
        Open(ref writer, "tuple"u8);
        Open(ref writer, "reference"u8);
        writer.WriteInteger(1); // the tuple is OPEN number 1
        Close(ref writer, 2);
        writer.WriteBytes("name"u8);
        writer.WriteBytes("Mallory"u8);
        writer.WriteBytes("friends"u8);
        Open(ref writer, "list"u8);
        Close(ref writer, 1);
        writer.WriteBytes("house"u8);
        Open(ref writer, "dict"u8);
        Close(ref writer, 2);
    }

    private static void Open(ref TokenWriter writer, ReadOnlySpan<byte> openType)
    {
        writer.WriteOpen();
        writer.WriteBytes(openType);
    }

    private static void Close(ref TokenWriter writer, int count)
    {
        for (int i = 0; i < count; i++)
        {
            writer.WriteClose();
        }
    }
}
