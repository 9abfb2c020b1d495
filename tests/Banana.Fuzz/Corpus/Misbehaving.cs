namespace Banana.Fuzz.Corpus;

/// <summary>What the classes of the corpus throw: everything else that comes out of user code is somebody else's.</summary>
public sealed class MisbehavedException() : Exception("a class of the corpus threw, as it should");

/// <summary>Calls of the serializer from inside of user code.</summary>
internal static class Nested
{
    /// <summary>What the refusals of nested calls say: a refusal of the outer call that says it is a mistaken one.</summary>
    public const string Marker = "nested-marker";

    private static readonly byte[] s_refused = [0x88, 0x0D, 0x82, .. "nested-marker"u8, 0x89];
    private static readonly byte[] s_lost = [0x0D, 0x8D, .. "nested-marker"u8];
    private static readonly byte[] s_honest = BananaSerializer.Serialize(new List<string> { "inner" });

    /// <summary>Throws, calls and fails, calls and succeeds, or does nothing: as <paramref name="number"/> says.</summary>
    public static void Do(int number)
    {
        switch (number & 7)
        {
            case 1:
                throw new MisbehavedException();
            case 2:
                BananaSerializer.Deserialize<object>(s_refused);
                break;
            case 3:
                BananaSerializer.Deserialize<object>(s_lost);
                break;
            case 4:
                List<string>? list = BananaSerializer.Deserialize<List<string>>(s_honest);
                if (list is not ["inner"])
                {
                    throw new InvalidOperationException("A nested call read something else.");
                }

                break;
            case 5:
                try
                {
                    BananaSerializer.Deserialize<object>(s_refused);
                }
                catch (ViolationException)
                {
                    // as a program would that tries several forms
                }

                break;
            default:
                break;
        }
    }
}

/// <summary>Misbehaves in every place where it is called.</summary>
[Sliceable("fuzz.rude")]
public sealed class Rude : IEquatable<Rude>, ISliceCallbacks
{
    private int _set;

    public int InSetter
    {
        get => _set;
        set
        {
            Nested.Do(value);
            _set = value;
        }
    }

    public int AtStart { get; set; }

    public int AtEnd { get; set; }

    public int InHash { get; set; }

    public int InEquals { get; set; }

    public object? Any
    {
        get;
        set
        {
            Nested.Do(value is int number ? number : 0);
            field = value;
        }
    }

    public void AfterUnslicing() => Nested.Do(AtEnd);

    public bool Equals(Rude? other)
    {
        Nested.Do(InEquals);
        return other is not null && other.InHash == InHash;
    }

    public override bool Equals(object? obj) => Equals(obj as Rude);

    public override int GetHashCode()
    {
        Nested.Do(InHash);
        return InHash >> 3;
    }
}

/// <summary>Misbehaves in its constructor.</summary>
[Sliceable("fuzz.rude-built")]
public sealed class RudeBuilt
{
    public RudeBuilt(int number, object? any)
    {
        Nested.Do(number);
        Number = number;
        Any = any;
    }

    public int Number { get; }

    public object? Any { get; }
}

/// <summary>Where those that misbehave are keys.</summary>
[Sliceable("fuzz.rude-shelf")]
public sealed class RudeShelf
{
    public HashSet<Rude>? Set { get; set; }

    public Dictionary<Rude, RudeBuilt?>? Map { get; set; }

    public List<Rude?>? List { get; set; }

    public RudeBuilt? Built { get; set; }

    public object? Any { get; set; }
}
