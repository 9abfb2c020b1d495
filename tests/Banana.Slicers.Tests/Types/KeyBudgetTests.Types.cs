using Banana;
using Banana.Slicers.Tests.Types;

[assembly: SliceableContainer(typeof(List<KeyBudgetTests.Tree>))]
[assembly: SliceableContainer(typeof(HashSet<KeyBudgetTests.Tree>))]
[assembly: SliceableContainer(typeof(List<KeyBudgetTests.Branch>))]
[assembly: SliceableContainer(typeof(HashSet<KeyBudgetTests.Branch>))]
[assembly: SliceableContainer(typeof(List<KeyBudgetTests.Wide>))]
[assembly: SliceableContainer(typeof(HashSet<KeyBudgetTests.Wide>))]
[assembly: SliceableContainer(typeof(List<KeyBudgetTests.Numbered>))]
[assembly: SliceableContainer(typeof(HashSet<KeyBudgetTests.Numbered>))]
[assembly: SliceableContainer(typeof(List<KeyBudgetTests.Twin>))]
[assembly: SliceableContainer(typeof(HashSet<KeyBudgetTests.Twin>))]

namespace Banana.Slicers.Tests.Types;

public sealed partial class KeyBudgetTests
{
    /// <summary>Its people are hashed with all that they know.</summary>
    [Sliceable("people")]
    internal sealed class People
    {
        [SliceMember("set")]
        public HashSet<Person>? Set { get; set; }
    }

    [Sliceable("person")]
    internal sealed record Person(string? Name)
    {
        public Person? Oss { get; set; }
    }

    /// <summary>Equal if all that is below is.</summary>
    [Sliceable("test.tree")]
    internal sealed record Tree(Tree? Left, Tree? Right);

    /// <summary>Like <see cref="Tree"/>, by a hand that looks into collections.</summary>
    [Sliceable("test.branch")]
    internal sealed class Branch
    {
        [ThreadStatic]
        private static int s_hashed;

        public List<Branch> Twigs { get; set; } = [];

        /// <summary>How often a hash code was asked for on this thread.</summary>
        public static int Hashed
        {
            get => s_hashed;
            set => s_hashed = value;
        }

        public override bool Equals(object? obj) => obj is Branch other && other.Twigs.SequenceEqual(Twigs);

        public override int GetHashCode()
        {
            s_hashed++;
            HashCode hash = default;
            Twigs.ForEach(twig => hash.Add(twig));
            return hash.ToHashCode();
        }
    }

    /// <summary>Compares by identity, and refers to records that refer to it.</summary>
    [Sliceable("test.hub")]
    internal sealed class Hub
    {
        public HashSet<Spoke> Spokes { get; set; } = [];
    }

    [Sliceable("test.spoke")]
    internal sealed record Spoke(Hub Hub, List<Spoke?> Others, int Number);

    /// <summary>Equal if the numbers are, whoever the neighbours are.</summary>
    [Sliceable("test.numbered")]
    internal sealed class Numbered
    {
        [SliceMember(IsKey = true)]
        public int Id { get; set; }

        public Numbered? Next { get; set; }

        public List<Numbered> Neighbours { get; set; } = [];

        public override bool Equals(object? obj) => obj is Numbered other && other.Id == Id;

        public override int GetHashCode() => Id;
    }

    /// <summary>Says that it looks at its twin, which is no end of twins.</summary>
    [Sliceable("test.twin")]
    internal sealed class Twin
    {
        public int Id { get; set; }

        [SliceMember(IsKey = true)]
        public Twin? Other { get; set; }

        public override bool Equals(object? obj) => obj is Twin twin && Equals(twin.Other, Other);

        public override int GetHashCode() => HashCode.Combine(Other);
    }

    /// <summary>As many parts as one likes.</summary>
    [Sliceable("test.wide")]
    internal sealed class Wide(List<object?> parts)
    {
        public List<object?> Parts { get; } = parts;

        public override bool Equals(object? obj) => obj is Wide other && other.Parts.SequenceEqual(Parts);

        public override int GetHashCode() => Parts.Count;
    }
}
