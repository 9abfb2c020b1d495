using Banana.Slicing;
using Banana.Wire;

namespace Banana.Slicers.Tests.Types
{
    /// <summary>Anybody can name a namespace: a class in one of the framework's is by hand, and looked into before it is hashed.</summary>
    [TestClass]
    public sealed class ImpostorTests
    {
        [TestMethod]
        [Clause("R-9")]
        public void Read_OfAMemberOfAClassInANamespaceOfTheFramework_IsRefusedUnhashed()
        {
            BananaSerializerOptions options = new();
            SliceableType<System.Impostors.Ring> ring = options.Types.AddReflected<System.Impostors.Ring>("test.ring").Get<System.Impostors.Ring>();
            options.Types.Add(BuiltInTypes.Set(ring));
            System.Impostors.Ring own = new();
            own.Rings.Add(own);
            byte[] bytes = BananaSerializer.Serialize(new List<System.Impostors.Ring> { own }, options);
            byte[] set = [bytes[0], (byte)WireDialect.Net.Vocabulary.IndexOf("set"), .. bytes.Skip(2)];
            ViolationException refused = Assert.ThrowsExactly<ViolationException>(() => BananaSerializer.Deserialize<HashSet<System.Impostors.Ring>>(set, options));
            Assert.AreEqual((ViolationCode.InvalidKey, 0), (refused.Code, System.Impostors.Ring.Hashed));
        }

        [TestMethod]
        public void FrameworkTypes_OfEveryBuiltInType_AreKnown()
        {
            Func<Type, bool> contains = typeof(BananaSerializer).Assembly.GetType("Banana.Slicing.FrameworkTypes", throwOnError: true)!
                .GetMethod("Contains")!.CreateDelegate<Func<Type, bool>>();
            string[] strangers =
                [.. Samples.BuiltIn.Select(sample => sample.Type).Where(type => type.Namespace!.StartsWith("System", StringComparison.Ordinal) && !contains(type)).Select(type => type.ToString())];
            Assert.IsEmpty(strangers, string.Join(' ', strangers));
            Assert.IsFalse(contains(typeof(System.Impostors.Ring)));
        }
    }
}

namespace System.Impostors
{
    /// <summary>Equal if what is in it is.</summary>
    internal sealed class Ring
    {
        [ThreadStatic]
        private static int s_hashed;

        public List<Ring> Rings { get; set; } = [];

        /// <summary>How often a hash code was asked for on this thread.</summary>
        public static int Hashed => s_hashed;

        public override bool Equals(object? obj) => obj is Ring other && other.Rings.SequenceEqual(Rings);

        // As deep as it goes, if nobody looked before.
        public override int GetHashCode() => ++s_hashed > 1000 ? throw new InvalidOperationException("It leads to itself.") : Rings.Sum(ring => ring.GetHashCode());
    }
}
