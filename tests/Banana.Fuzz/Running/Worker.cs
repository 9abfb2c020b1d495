using System.Diagnostics;
using Banana.Fuzz.Corpus;
using Banana.Fuzz.Mutating;
using Banana.Fuzz.Oracles;

namespace Banana.Fuzz.Running;

/// <summary>Makes and judges documents until its time is over. A process of its own, because a document may end it.</summary>
internal sealed class Worker(FuzzArguments arguments, string folder, int firstRound)
{
    private const int LoadedFirst = 30;
    private const int MutantsPerRound = 400;
    private const long SuspiciousGrowth = 48 << 10;

    private readonly Catalogue _catalogue = new(arguments.Dialect, arguments.Filter);
    private readonly Subtrees _subtrees = new();
    private readonly HashSet<string> _seen = [];
    private readonly HashSet<string> _targets = [];
    private readonly List<byte[]> _batch = [];
    private Slot? _slot;

    public void Run()
    {
        using Slot slot = new(folder);
        _slot = slot;
        long start = Stopwatch.GetTimestamp();
        Random first = new(arguments.Seed);
        for (int i = 0; i < LoadedFirst; i++)
        {
            Pick(first);
        }

        for (int round = firstRound; Stopwatch.GetElapsedTime(start) < arguments.Time; round++)
        {
            slot.Round = round;
            Thread thread = new(() => RunRound(new Random(unchecked((arguments.Seed * 1_000_003) + round))));
            thread.Start();
            thread.Join();
            slot.Targets = _targets.Count;
        }
    }

    /// <summary>Any target; what its documents are made of is used for all others from now on.</summary>
    private Target Pick(Random random)
    {
        IReadOnlyList<Target> targets = _catalogue.TargetsOf(random.Next(_catalogue.Entries.Count));
        Target target = targets[random.Next(targets.Count)];
        foreach (byte[] document in target.Documents)
        {
            _subtrees.Add(document);
        }

        return target;
    }

    private void RunRound(Random random)
    {
        Target target = Pick(random);
        _targets.Add(target.ToString());
        if (_subtrees.IsEmpty)
        {
            return;
        }

        Mutator mutator = new(random, _subtrees);
        _batch.Clear();
        long before = LeakOracle.Measure();
        for (int i = 0; i < MutantsPerRound; i++)
        {
            byte[] honest = target.Documents.Count > 0 ? target.Documents[random.Next(target.Documents.Count)] : [0x88, 0x05, 0x87, 0x89];
            byte[] mutant = mutator.Mutate(honest);
            _batch.Add(mutant);
            if (!IsHarmless(target, mutant))
            {
                return; // the thread may be spoilt
            }
        }

        if (LeakOracle.Measure() - before > SuspiciousGrowth && LeakOracle.Find(target, _batch) is { } leak)
        {
            Report(target, new LeakOracle(), leak.Fault, leak.Bytes);
        }
    }

    private bool IsHarmless(Target target, byte[] mutant)
    {
        _slot!.Put(target.Name, target.Dialect, mutant);
        if (Oracle.Judge(Case.Read(target, mutant)) is not { } found)
        {
            return true;
        }

        Report(target, found.Oracle, found.Fault, mutant);
        return found.Oracle is not NextDocumentOracle;
    }

    private void Report(Target target, Oracle oracle, Fault fault, byte[] bytes)
    {
        if (!_seen.Add($"{oracle.Name} {fault.Signature}"))
        {
            return;
        }

        byte[] smallest = new Minimizer(target, oracle, fault.Signature).Minimize(bytes);
        Finding finding = new(oracle.Name, fault.Signature, target.Name, target.Dialect, smallest, fault.What);
        File.WriteAllText(Path.Combine(folder, $"{Guid.NewGuid():n}.hex"), $"{finding.ToText()}signature {fault.Signature}\n");
    }
}
