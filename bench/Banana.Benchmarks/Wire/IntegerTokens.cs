using System.Buffers;
using System.Numerics;
using Banana.Benchmarks.Columns;
using Banana.Benchmarks.Models;
using Banana.Wire;
using BenchmarkDotNet.Attributes;

namespace Banana.Benchmarks.Wire;

/// <summary>
/// Integer tokens one by one: small (the header has one or two digits), mixed (full 32-bit range), large (up to 64 bits). The data is long
/// enough, and its sizes random enough, that no branch predictor learns it.
/// </summary>
[Config(typeof(WireConfig))]
public class IntegerTokens : IWireSized
{
    private const int Count = 100_000;

    private readonly ArrayBufferWriter<byte> _output = new(2 << 20);
    private long[] _values = [];
    private byte[] _tokens = [];

    [Params("small", "mixed", "large")]
    public string Distribution { get; set; } = "small";

    [GlobalSetup]
    public void Setup()
    {
        _values = Distribution switch
        {
            "small" => [.. Data.SmallIntegers.Select(value => (long)value)],
            "mixed" => [.. Data.AllIntegers.Select(value => (long)value)],
            _ => Data.LargeIntegers,
        };
        Write();
        _tokens = _output.WrittenSpan.ToArray();
        TokenReader reader = new(_tokens);
        foreach (long expected in _values)
        {
            if (reader.TryReadInteger(out BigInteger value) != ReadStatus.Done || value != expected)
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
        foreach (long value in _values)
        {
            writer.WriteInteger(value);
        }

        writer.Commit();
        return writer.BytesWritten;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public long Read()
    {
        TokenReader reader = new(_tokens);
        long sum = 0;
        while (reader.TryReadInt64(out long value) == ReadStatus.Done)
        {
            sum += value;
        }

        return sum;
    }
}
