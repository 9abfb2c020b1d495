namespace Banana.Benchmarks.Columns;

/// <summary>A benchmark that knows how many bytes it writes or reads.</summary>
internal interface IWireSized
{
    /// <summary>Bytes on the wire for the parameters that are set.</summary>
    int MeasureWireBytes();
}
