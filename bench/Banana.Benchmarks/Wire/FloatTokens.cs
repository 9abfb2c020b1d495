using System.Buffers;
using Banana.Benchmarks.Columns;
using Banana.Benchmarks.Models;
using Banana.Wire;
using BenchmarkDotNet.Attributes;

namespace Banana.Benchmarks.Wire;

/// <summary>FLOAT tokens one by one.</summary>
[Config(typeof(WireConfig))]
public class FloatTokens : IWireSized
{
    private const int Count = 100_000;

    private readonly ArrayBufferWriter<byte> _output = new(1 << 20);
    private byte[] _tokens = [];

    [GlobalSetup]
    public void Setup()
    {
        Write();
        _tokens = _output.WrittenSpan.ToArray();
        TokenReader reader = new(_tokens);
        foreach (double expected in Data.Doubles)
        {
            if (reader.TryReadDouble(out double value) != ReadStatus.Done || !value.Equals(expected))
            {
                throw new InvalidOperationException("What was written is not what is read.");
            }
        }
    }

    public int MeasureWireBytes()
    {
        Setup();
        return _tokens.Length;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public long Write()
    {
        _output.ResetWrittenCount();
        TokenWriter writer = new(_output);
        foreach (double value in Data.Doubles)
        {
            writer.WriteDouble(value);
        }

        writer.Commit();
        return writer.BytesWritten;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public double Read()
    {
        TokenReader reader = new(_tokens);
        double sum = 0;
        while (reader.TryReadDouble(out double value) == ReadStatus.Done)
        {
            sum += value;
        }

        return sum;
    }
}
