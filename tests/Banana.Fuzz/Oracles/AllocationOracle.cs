using Banana.Fuzz.Corpus;

namespace Banana.Fuzz.Oracles;

/// <summary>What is allocated, garbage included, stays in proportion to the bytes and to the budget.</summary>
internal sealed class AllocationOracle : Oracle
{
    private const long Fixed = 4 << 20;
    private const int PerByte = 1000;

    public override Fault? Check(Case read)
    {
        long most = Fixed + (4 * Target.Budget) + (PerByte * (long)read.Bytes.Length);
        return read.Allocated > most && Case.Read(read.Target, read.Bytes).Allocated > most
            ? new Fault(read.Target.Name, $"{read.Allocated:N0} bytes allocated for {read.Bytes.Length}, where {most:N0} are the most")
            : null;
    }
}
