using System.Runtime.CompilerServices;
using Banana.Benchmarks.Models;
using Banana.Wire;

namespace Banana.Benchmarks.HandWritten;

/// <summary>What the wire can do: the object of W1 as a row of tokens for this class only, without frames, policy, budgets, or resumption.</summary>
internal static class PocoTokens
{
    public static void Write(ref TokenWriter writer, SmallPoco poco)
    {
        writer.WriteOpen();
        writer.WriteVocab(1);
        writer.WriteInteger(poco.I);
        writer.WriteInteger(poco.L);
        writer.WriteDouble(poco.D);
        writer.WriteInteger(poco.B ? 1 : 0);
        writer.TryWriteText(poco.S);
        writer.WriteInteger(Unsafe.BitCast<DateTime, long>(poco.T));
        poco.G.TryWriteBytes(writer.WriteBytesInPlace(16));
        writer.WriteInteger((int)poco.K);
        writer.WriteClose();
    }

    public static SmallPoco Read(ref TokenReader reader)
    {
        SmallPoco poco = new();
        Skip(ref reader);
        Skip(ref reader);
        reader.TryReadInt32(out int i);
        poco.I = i;
        reader.TryReadInt64(out long l);
        poco.L = l;
        reader.TryReadDouble(out double d);
        poco.D = d;
        reader.TryReadInt32(out int b);
        poco.B = b != 0;
        reader.TryReadText(out string s);
        poco.S = s;
        reader.TryReadInt64(out long t);
        poco.T = Unsafe.BitCast<long, DateTime>(t);
        Span<byte> guid = stackalloc byte[16];
        reader.TryReadBytes(guid);
        poco.G = new Guid(guid);
        reader.TryReadInt32(out int k);
        poco.K = (Kind)k;
        Skip(ref reader);
        return poco;
    }

    private static void Skip(ref TokenReader reader)
    {
        reader.TryPeek(out TokenHeader header);
        reader.Accept(header);
    }
}
