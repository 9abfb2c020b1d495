using Banana.Fuzz.Corpus;
using Banana.Fuzz.Mutating;
using Banana.Fuzz.Oracles;
using Banana.Wire;

namespace Banana.Fuzz.Attacks;

/// <summary>Runs all attacks over the samples of the types that are built in, each as itself, in a list, as a key and where nothing is declared.</summary>
/// <param name="wraps">How the samples are wrapped.</param>
/// <param name="sizes">The sizes of documents, ascending; a larger one is tried where a smaller one hints at trouble.</param>
/// <param name="slowness">How much slower than the law a document may be: 1, or more where the machine or the build is slow.</param>
internal sealed class Attacker(string[] wraps, int[] sizes, double slowness)
{
    private const string Untyped = "where nothing is declared";
    private const double Suspicious = 0.25; // microseconds per byte
    private const double Harmless = 0.02;
    private const double Growth = 0.7; // what is linear costs less per byte in a larger document
    private const long SmallBudget = 4 << 20;

    /// <summary>All ways to stand somewhere that make a difference.</summary>
    public static IReadOnlyList<string> AllWraps { get; } = ["itself", "list", "set", Untyped];

    private static readonly TimeSpan s_hopeless = TimeSpan.FromSeconds(1);
    private static readonly BananaPolicy s_small = BananaPolicy.Untrusted with { Limits = new WireLimits { MaxManagedBytes = SmallBudget } };

    /// <summary>Attacks every type, or those whose sample's name contains <paramref name="filter"/>.</summary>
    public IEnumerable<Worst> Run(string? filter)
    {
        Catalogue catalogue = new(WireDialect.Net, filter, BananaPolicy.Untrusted);
        Catalogue small = new(WireDialect.Net, filter, s_small);
        HashSet<Sample> largest = [.. Samples.BuiltIn.GroupBy(sample => sample.Type).Select(type => type.MaxBy(sample => sample.ToBytes().Length)!)];
        for (int i = 0; i < catalogue.Entries.Count; i++)
        {
            if (!largest.Contains(catalogue.Entries[i].Sample))
            {
                continue; // one sample of each type will do
            }

            Worst worst = new(TypeNames.Of(catalogue.Entries[i].Sample.Type));
            IReadOnlyList<Target> smallTargets = small.TargetsOf(i);
            foreach (Target target in catalogue.TargetsOf(i).Where(target => wraps.Any(wrap => target.Name.EndsWith($" / {wrap}", StringComparison.Ordinal))))
            {
                Run(target, smallTargets.First(other => other.Name == target.Name), worst);
            }

            yield return worst;
        }
    }

    private void Run(Target target, Target small, Worst worst)
    {
        if (target.Documents.Count == 0)
        {
            return;
        }

        int first = target.Name.EndsWith(Untyped, StringComparison.Ordinal) ? 1 : 0; // the list around the sample is not the sample's
        foreach (Plan plan in Plan.Of(Document.Parse(target.Documents[0]), first))
        {
            foreach (Attack attack in AttackCatalogue.All)
            {
                double before = 0;
                foreach (int size in sizes)
                {
                    double perByte = attack.Build(plan, size) is { } bytes ? Measure(attack, target, small, bytes, worst) : 0;
                    if (perByte < before * Growth || perByte < Harmless)
                    {
                        break;
                    }

                    before = perByte;
                }
            }
        }
    }

    /// <summary>Reads a document.</summary>
    /// <returns>Microseconds per byte.</returns>
    private double Measure(Attack attack, Target target, Target small, byte[] bytes, Worst worst)
    {
        string name = $"{attack.Name}{target.Name[target.Name.LastIndexOf(" / ", StringComparison.Ordinal)..]}";
        Case read = Case.Read(target, bytes);
        TimeSpan most = TimeOracle.MostFor(bytes.Length) * slowness;
        TimeSpan least = read.Elapsed;
        for (int i = 0; i < 2 && least.TotalMicroseconds > Suspicious * bytes.Length && least < s_hopeless; i++)
        {
            TimeSpan again = Case.Read(target, bytes).Elapsed;
            least = again < least ? again : least;
        }

        worst.AddTime(name, least.TotalMicroseconds / bytes.Length);
        if (least > most)
        {
            worst.Broken.Add($"{name}: {least.TotalMilliseconds:0} ms for {bytes.Length:N0} bytes");
        }

        MeasureMemory(name, read, small, worst);
        return least.TotalMicroseconds / bytes.Length;
    }

    /// <summary>What is alive can only be measured by collecting garbage, so what was allocated says whether it is worth it.</summary>
    private static void MeasureMemory(string name, Case read, Target small, Worst worst)
    {
        if ((double)read.Allocated / read.Bytes.Length > Math.Max(worst.Memory, 1))
        {
            worst.AddMemory(name, (double)MemoryOracle.MeasureLive(read) / read.Bytes.Length);
        }

        long most = MemoryOracle.MostFor(SmallBudget);
        if (read.Allocated > most)
        {
            Case again = Case.Read(small, read.Bytes);
            long live = again.Allocated > most ? MemoryOracle.MeasureLive(again) : 0;
            if (live > most)
            {
                worst.Broken.Add($"{name}: {live:N0} bytes alive of {read.Bytes.Length:N0}, with a budget of {SmallBudget:N0}");
            }
        }
    }
}
