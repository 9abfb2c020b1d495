using Banana.Fuzz.Corpus;
using Banana.Fuzz.Mutating;

namespace Banana.Fuzz.Oracles;

/// <summary>A document that was read as a program would read it, and what came of that.</summary>
internal sealed class Case
{
    private Document? _document;

    private Case(Target target, byte[] bytes)
    {
        Target = target;
        Bytes = bytes;
    }

    public Target Target { get; }

    public byte[] Bytes { get; }

    public Document Document => _document ??= Document.Parse(Bytes);

    /// <summary>What was thrown; null if nothing was.</summary>
    public Exception? Thrown { get; private set; }

    /// <summary>What was read, if nothing was thrown.</summary>
    public object? Value { get; private set; }

    /// <summary>How long the thread has worked for it.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Bytes that were allocated while it was read.</summary>
    public long Allocated { get; private set; }

    public static Case Read(Target target, byte[] bytes)
    {
        Case read = new(target, bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan start = ThreadClock.Now;
        try
        {
            read.Value = target.Read(bytes);
        }
        catch (Exception thrown)
        {
            read.Thrown = thrown;
        }

        read.Elapsed = ThreadClock.Now - start;
        read.Allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return read;
    }
}
