using System.Diagnostics.CodeAnalysis;

namespace Banana.Slicers.Tests.Instances;

/// <summary>A class whose members, like itself, are called as keywords or as what generated code calls its own.</summary>
[Sliceable("test.keywords")]
public sealed class @event
{
    public int @class { get; set; }

    public int @int { get; init; }

    public int @params { get; set; }

    public int reader { get; set; }

    public int writer { get; set; }

    public int stack { get; set; }

    public int frame { get; set; }

    public int value { get; set; }

    public int step { get; set; }

    public int owner { get; set; }

    public dynamic? Anything { get; set; }
}

/// <summary>State of the base that is hidden or overridden, and is there all the same.</summary>
[Sliceable("test.overriding")]
public sealed class Overriding : Overridden
{
    private int _own;

    public override string Text { get; set; } = "of the derived class";

    public override string Trimmed
    {
        get => base.Trimmed.Trim();
        set => base.Trimmed = value;
    }

    public override int Abstract { get; set; }

    public new string? Hidden { get; set; }

    public static Overriding Of(int own)
    {
        Overriding made = new() { _own = own, Trimmed = "  spaces  ", Abstract = 5, Hidden = "h", Text = "t" };
        ((Overridden)made).Hidden = 7;
        made.SetBase("of the base", own + 1);
        return made;
    }

    public int Own() => _own;

    private void SetBase(string text, int own)
    {
        base.Text = text;
        SetOwn(own);
    }
}

/// <summary>The same, made by a constructor that takes a member.</summary>
[Sliceable("test.overriding-built")]
public sealed class OverridingBuilt(int id) : Overridden
{
    public int Id { get; } = id;

    public override string Text { get; set; } = "of the derived class";

    public override int Abstract { get; set; }

    public static OverridingBuilt Of(int id)
    {
        OverridingBuilt made = new(id) { Text = "t", Abstract = 4 };
        made.SetBase("of the base");
        return made;
    }

    private void SetBase(string text) => base.Text = text;
}

public abstract class Overridden
{
    private int _own;

    public virtual string Text { get; set; } = "of the base class";

    public virtual string Trimmed { get; set; } = "";

    public abstract int Abstract { get; set; }

    public int Hidden { get; set; }

    public int OwnOfBase() => _own;

    protected void SetOwn(int own) => _own = own;
}

/// <summary>Type parameters of the type that a type is nested in.</summary>
public static class Outer<TOut>
{
    [Sliceable("test.nested")]
    public sealed class Nested<TIn>
    {
        private TOut? _secret;

        public TIn? Value { get; set; }

        public Nested<TIn>? Next { get; set; }

        public TOut? Secret() => _secret;

        public Nested<TIn> Keep(TOut secret)
        {
            _secret = secret;
            return this;
        }
    }
}

/// <summary>Members that code may not name, and parameters with defaults that are not plain literals.</summary>
[Sliceable("test.forbidden")]
public sealed class Forbidden(double number = double.NaN, float big = float.PositiveInfinity, char quote = '\'', DayOfWeek day = (DayOfWeek)(-1), long? maybe = 5)
{
    public double Number { get; } = number;

    public float Big { get; } = big;

    public char Quote { get; } = quote;

    public DayOfWeek Day { get; } = day;

    public long? Maybe { get; } = maybe;

    [Obsolete("Nobody may.", error: true)]
    public int Gone { get; set; }

    [Obsolete("Better not.")]
    public int Old { get; set; }

    [Experimental("TEST1")]
    public int New { get; set; }

    public static Forbidden Of(int number)
    {
        Forbidden made = new(number);
        foreach (string name in new[] { "Gone", "Old", "New" })
        {
            typeof(Forbidden).GetProperty(name)!.SetValue(made, number++);
        }

        return made;
    }
}
