namespace Banana.Cli.Bench;

/// <summary>What the benchmark sends, as an event and as a line of JSON.</summary>
[Event("bench.event")]
internal sealed class BenchEvent
{
    /// <summary>The number of an event that ends a round.</summary>
    public const long EndOfRound = -1;

    /// <summary>Its place among all that are sent the same way, from 0.</summary>
    public long Number { get; set; }

    /// <summary>The timestamp before it was sent, of the clock that all processes of a machine share.</summary>
    public long SentAt { get; set; }

    public string Payload { get; set; } = "";
}

/// <summary>What a request is answered with.</summary>
[Event("bench.answer")]
internal sealed class BenchAnswer
{
    public long Number { get; set; }

    public long SentAt { get; set; }

    public string Payload { get; set; } = "";

    public static BenchAnswer To(BenchEvent request) => new() { Number = request.Number, SentAt = request.SentAt, Payload = request.Payload };
}
