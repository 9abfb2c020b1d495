namespace Banana.Live.Tests.Peers;

/// <summary>A class with a member of every kind that Python has something for.</summary>
[Sliceable("test.order")]
public sealed class Order
{
    public long Id { get; set; }

    public decimal Total { get; set; }

    public DateTime When { get; set; }

    public string? Note { get; set; }

    public bool IsPaid { get; set; }

    public DayOfWeek Day { get; set; }

    public Guid Key { get; set; }

    public double Rate { get; set; }

    public int? Count { get; set; }

    public List<Line> Lines { get; } = [];

    public Dictionary<string, int> Stock { get; set; } = [];

    public HashSet<string> Tags { get; set; } = [];

    public object? Anything { get; set; }

    public Delay? Wait { get; set; }
}

[Sliceable("test.line")]
public sealed class Line
{
    public string? Product { get; set; }

    public int[] Amounts { get; set; } = [];
}

/// <summary>Sent as another type.</summary>
[SliceSurrogate(typeof(DelaySurrogate))]
[Sliceable("test.delay")]
public sealed class Delay(int seconds)
{
    public int Seconds => seconds;
}

[Sliceable("test.delay-surrogate")]
public sealed class DelaySurrogate : ISliceSurrogate<Delay, DelaySurrogate>
{
    public int Seconds { get; set; }

    public static DelaySurrogate FromValue(Delay value) => new() { Seconds = value.Seconds };

    public Delay ToValue() => new(Seconds);
}
