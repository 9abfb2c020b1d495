using System.Buffers;
using Banana.Benchmarks.Columns;
using Banana.Benchmarks.Models;
using Banana.Wire;
using BenchmarkDotNet.Attributes;

namespace Banana.Benchmarks.Wire;

/// <summary>Text tokens: short (5 to 50 characters, a fifth of them in mixed scripts) and long (10,000 characters).</summary>
[Config(typeof(WireConfig))]
public class TextTokens : IWireSized
{
    private readonly ArrayBufferWriter<byte> _output = new(4 << 20);
    private string[] _values = [];
    private byte[] _tokens = [];

    [Params("short", "long")]
    public string Length { get; set; } = "short";

    [GlobalSetup]
    public void Setup()
    {
        _values = Length == "short" ? Data.Strings : Data.LongStrings;
        Write();
        _tokens = _output.WrittenSpan.ToArray();
        TokenReader reader = new(_tokens);
        foreach (string expected in _values)
        {
            if (reader.TryReadText(out string value) != ReadStatus.Done || value != expected)
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

    [Benchmark]
    public long Write()
    {
        _output.ResetWrittenCount();
        TokenWriter writer = new(_output);
        foreach (string value in _values)
        {
            writer.TryWriteText(value);
        }

        writer.Commit();
        return writer.BytesWritten;
    }

    [Benchmark]
    public int Read()
    {
        TokenReader reader = new(_tokens);
        int length = 0;
        while (reader.TryReadText(out string value) == ReadStatus.Done)
        {
            length += value.Length;
        }

        return length;
    }
}
