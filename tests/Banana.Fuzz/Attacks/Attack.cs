using Banana.Fuzz.Mutating;

namespace Banana.Fuzz.Attacks;

/// <summary>One way to make a large document of a small one.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Put">Puts the unit with this number; false if the unit is not for this attack.</param>
internal sealed record Attack(string Name, Func<AttackState, int, bool> Put)
{
    /// <summary>A document of about <paramref name="size"/> bytes; null if the plan is not for this attack.</summary>
    public byte[]? Build(Plan plan, int size)
    {
        TokenStream stream = new();
        AttackState state = new(stream, plan, size);
        stream.Add(plan.Before);
        for (int i = 0; stream.Length < size; i++)
        {
            if (!Put(state, i))
            {
                return null;
            }
        }

        stream.Add(plan.Behind);
        return stream.ToBytes();
    }
}

/// <summary>What an attack may need to know about the units it has put.</summary>
internal sealed class AttackState(TokenStream stream, Plan plan, int size)
{
    public TokenStream Stream => stream;

    public Plan Plan => plan;

    public int Size => size;

    /// <summary>The number of a sequence that later units refer to.</summary>
    public ulong Shared { get; set; }

    /// <summary>About how many units there will be, if each is as large as the first.</summary>
    public int Count => 1 + (size / Math.Max(4, plan.Unit.Sum(token => token.Length)));

    /// <summary>Puts the unit with another token in the place of one.</summary>
    public bool PutWith(int leaf, Token token)
    {
        for (int i = 0; i < plan.Unit.Count; i++)
        {
            stream.Add(i == leaf ? token : plan.Unit[i]);
        }

        return true;
    }

    /// <summary>Puts something in the place of the first value of the unit, and then the rest.</summary>
    public bool PutBehind(Action first)
    {
        first();
        stream.Add(plan.Unit.Skip(plan.EndOfFirst));
        return true;
    }

    /// <summary>Puts the first value, and something in the place of the second.</summary>
    public bool PutSecond(int leaf, Token key, Action second)
    {
        int end = plan.EndOfFirst;
        if (end == plan.Unit.Count)
        {
            return false;
        }

        for (int i = 0; i < end; i++)
        {
            stream.Add(i == leaf ? key : plan.Unit[i]);
        }

        second();
        return true;
    }
}
