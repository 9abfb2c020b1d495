using System.Runtime.CompilerServices;

namespace Banana.Wire;

/// <summary>Properties of token types: the bit in <see cref="TokenTypes"/>, whether a body follows, and the name.</summary>
internal static class TokenTypeInfo
{
    private static readonly string?[] s_names =
    [
        "LIST", "INT", "STRING", "NEG", "FLOAT", "LONGINT", "LONGNEG", "VOCAB",
        "OPEN", "CLOSE", "ABORT", null, null, "ERROR", "PING", "PONG",
    ];

    /// <summary>Returns the bit of the type; <see cref="TokenTypes.None"/> for LIST and for bytes that name no token.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TokenTypes Bit(this TokenType type) =>
        type <= TokenType.Pong ? (TokenTypes)(1 << ((int)type & 0x0F)) & TokenTypes.All : TokenTypes.None;

    /// <summary>Returns whether body bytes follow the type byte.</summary>
    public static bool HasBody(this TokenType type) => (type.Bit() & TokenTypes.WithBody) != 0;

    /// <summary>Returns the name of the token in PROTOCOL.md, or the byte in hex if it names no token.</summary>
    public static string Name(this TokenType type) =>
        type is >= TokenType.List and <= TokenType.Pong && s_names[(int)type & 0x0F] is { } name
            ? name
            : $"type byte 0x{(byte)type:x2}";
}
