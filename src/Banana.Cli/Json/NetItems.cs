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

    /// <summary>The names and values of an instance; null if it is none.</summary>
    public static IReadOnlyList<KeyValuePair<string, object?>>? AttributesOf(GenericSequence sequence)
    {
        if (sequence.OpenType.Name != OpenTypes.Copyable)
        {
            return null;
        }

        bool isBare = sequence.Names is null; // each value has its name before it
        List<KeyValuePair<string, object?>> attributes = [];
        for (int i = 0; i < sequence.Items.Count; i += isBare ? 2 : 1)
        {
            object? name = isBare ? sequence.Items[i] : i < sequence.Names!.Count ? sequence.Names[i] : null;
            string? text = name is byte[] utf8 ? new VocabularyWord(utf8).Text : (name as VocabularyWord)?.Text;
            if (text is null || (isBare && i + 1 == sequence.Items.Count))
            {
                return null;
            }

            attributes.Add(KeyValuePair.Create(text, sequence.Items[isBare ? i + 1 : i]));
        }

        return attributes;
    }
}
