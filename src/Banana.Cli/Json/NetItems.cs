using System.Collections.Frozen;
using Banana.Wire;

namespace Banana.Cli.Json;

/// <summary>How the parts of a sequence of the net dialect belong together.</summary>
internal static class NetItems
{
    private static readonly FrozenSet<string> s_entries = FrozenSet.Create(
        "dict", "immutable-dict", "frozen-dict", "sorted-dict", "sorted-list", "ordered-dict", "concurrent-dict", "immutable-sorted-dict", "hashtable",
        "expando", "lookup", "name-values", "priority-queue");

    /// <summary>Whether they are keys and values in turn.</summary>
    public static bool HasEntries(GenericSequence sequence) => s_entries.Contains(sequence.OpenType.Name) && sequence.Items.Count % 2 == 0;

    /// <summary>The attributes of an instance; null if it is none.</summary>
    public static IReadOnlyList<NetAttribute>? AttributesOf(GenericSequence sequence)
    {
        if (sequence.OpenType.Name != OpenTypes.Copyable)
        {
            return null;
        }

        return sequence.Shape is { } shape ? ByShape(sequence, shape) : ByName(sequence);
    }

    private static List<NetAttribute>? ByShape(GenericSequence sequence, Shape shape)
    {
        List<NetAttribute> attributes = [];
        for (int i = 0; i < sequence.Items.Count; i++)
        {
            if (i >= shape.Attributes.Count || shape.Attributes[i].Text is not { } name || shape.Types[i].Text is not { } type)
            {
                return null;
            }

            attributes.Add(new NetAttribute(name, type, sequence.Items[i]));
        }

        return attributes;
    }

    /// <summary>Each value has its name before it.</summary>
    private static List<NetAttribute>? ByName(GenericSequence sequence)
    {
        List<NetAttribute> attributes = [];
        for (int i = 0; i < sequence.Items.Count; i += 2)
        {
            object? name = sequence.Items[i];
            string? text = name is byte[] utf8 ? new VocabularyWord(utf8).Text : (name as VocabularyWord)?.Text;
            if (text is null || i + 1 == sequence.Items.Count)
            {
                return null;
            }

            attributes.Add(new NetAttribute(text, null, sequence.Items[i + 1]));
        }

        return attributes;
    }
}

/// <summary>An attribute of an instance.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">The name of its type; null if the instance was not sent by shape.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct NetAttribute(string Name, string? Type, object? Value);
