using Banana.Slicers.Tests.Instances;
using Banana.Wire;

namespace Banana.Fuzz.Corpus;

/// <summary>All targets, made when they are asked for: a registry and its code cost more than a hundred mutants.</summary>
internal sealed class Catalogue
{
    private readonly Dictionary<(Sample, WireDialect), IReadOnlyList<Target>> _made = [];
    private readonly BananaPolicy _policy;

    /// <param name="dialect">One dialect only; null for both.</param>
    /// <param name="filter">Samples whose name contains it; null for all.</param>
    /// <param name="policy">The policy; null for that of <see cref="Target"/>.</param>
    public Catalogue(WireDialect? dialect = null, string? filter = null, BananaPolicy? policy = null)
    {
        _policy = policy ?? Target.Policy;
        Entries =
        [
            .. from entry in Samples.BuiltIn.Select(sample => (Sample: sample, Misbehaves: false))
                   .Concat(InstanceSamples.All.Select(sample => (Sample: sample, Misbehaves: false))).Concat(UserSamples.All)
               from each in (WireDialect[])[WireDialect.Net, FoolscapDialect.Instance]
               where (dialect ?? each) == each && (filter is null || entry.Sample.ToString().Contains(filter, StringComparison.OrdinalIgnoreCase))
               select (entry.Sample, each, entry.Misbehaves),
        ];
    }

    /// <summary>The samples, each in either dialect.</summary>
    public IReadOnlyList<(Sample Sample, WireDialect Dialect, bool Misbehaves)> Entries { get; }

    /// <summary>The targets of an entry.</summary>
    public IReadOnlyList<Target> TargetsOf(int entry)
    {
        (Sample sample, WireDialect dialect, bool misbehaves) = Entries[entry];
        if (!_made.TryGetValue((sample, dialect), out IReadOnlyList<Target>? targets))
        {
            targets = sample.Accept(new SampleTargets(dialect, misbehaves, _policy));
            _made.Add((sample, dialect), targets);
        }

        return targets;
    }

    /// <summary>The target that a finding names; null if there is none any more.</summary>
    public Target? Find(string name, WireDialect dialect)
    {
        for (int i = 0; i < Entries.Count; i++)
        {
            if (Entries[i].Dialect == dialect && name.StartsWith($"{Entries[i].Sample} / ", StringComparison.Ordinal)
                && TargetsOf(i).FirstOrDefault(target => target.Name == name) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
