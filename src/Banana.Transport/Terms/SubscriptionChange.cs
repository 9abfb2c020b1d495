using Banana.Wire;

namespace Banana.Transport;

/// <summary>A change of the events that one side of a connection wants (PROTOCOL.md [E-12]).</summary>
/// <param name="Number">The number of the change, counted from 1 in each direction, by which it is acknowledged.</param>
/// <param name="Added">The wire names of the events that it wants from now on.</param>
/// <param name="Removed">The wire names of the events that it no longer wants.</param>
internal sealed record SubscriptionChange(ulong Number, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    /// <summary>Writes the fields.</summary>
    public void Write(ref TokenWriter writer)
    {
        writer.WriteReferenceId(Number);
        writer.WriteReferenceId((ulong)Added.Count);
        foreach (string name in Added.Concat(Removed))
        {
            writer.TryWriteText(name);
        }
    }

    /// <summary>Reads the fields.</summary>
    /// <exception cref="BananaProtocolException">They are malformed.</exception>
    public static SubscriptionChange Read(ref EnvelopeFields fields)
    {
        ulong number = fields.ReadNumber();
        ulong added = fields.ReadNumber();
        List<string> names = [];
        while (!fields.IsEnd)
        {
            names.Add(fields.ReadText(EventType.MaxNameBytes));
        }

        return added <= (ulong)names.Count
            ? new SubscriptionChange(number, names[..(int)added], names[(int)added..])
            : throw fields.Refuse($"{names.Count} names", $"at least {added}");
    }
}
