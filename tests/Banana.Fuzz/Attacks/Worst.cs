namespace Banana.Fuzz.Attacks;

/// <summary>The worst that documents of a type were seen to cost.</summary>
internal sealed class Worst(string type)
{
    public string Type => type;

    /// <summary>Microseconds for each byte, beyond what every document may take.</summary>
    public double Time { get; private set; }

    public string TimeAttack { get; private set; } = "";

    /// <summary>Bytes alive for each byte on the wire.</summary>
    public double Memory { get; private set; }

    public string MemoryAttack { get; private set; } = "";

    /// <summary>What passes the law of time or memory: the attack, the size and the figure.</summary>
    public List<string> Broken { get; } = [];

    public void AddTime(string attack, double microseconds)
    {
        if (microseconds > Time)
        {
            (Time, TimeAttack) = (microseconds, attack);
        }
    }

    public void AddMemory(string attack, double bytes)
    {
        if (bytes > Memory)
        {
            (Memory, MemoryAttack) = (bytes, attack);
        }
    }
}
