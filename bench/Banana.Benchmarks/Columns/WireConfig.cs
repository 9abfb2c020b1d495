using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;

namespace Banana.Benchmarks.Columns;

/// <summary>The default job, with allocations and sizes on the wire.</summary>
internal sealed class WireConfig : ManualConfig
{
    public WireConfig()
    {
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumn(new WireBytesColumn());
    }
}
