using Banana.Wire;

namespace Banana.Slicing;

// Definitions of words and shapes take effect at their CLOSE, also inside an object that is being discarded (PROTOCOL.md [V-5], [I-2]).
public sealed partial class UnslicerStack
{
    internal IncomingVocabulary Vocabulary => _vocabulary;

    internal void CountDiscardedOpen() => _references.AddDangling();

    internal UnsliceStep StopWhileDiscarding(ref TokenReader reader, ReadStatus status, in TokenHeader header) =>
        Stop(ref reader, status, header);

    /// <summary>CLOSE or ABORT where a value was to be passed over, behind definitions: that is for the sequence around it.</summary>
    internal UnsliceStep StopAwaiting(ref TokenReader reader, in TokenHeader header)
    {
        PopFrame();
        return header.Type == TokenType.Close
            ? FailShort(ref reader, header, "a value")
            : Stop(ref reader, ReadStatus.Done, header);
    }

    /// <summary>Whether the index token that stands next names a definition; consumes it if so.</summary>
    internal ReadStatus TryFindDefinition(ref TokenReader reader, in TokenHeader header, out Unslicer? definition)
    {
        definition = null;
        if (header.Type == TokenType.Vocab && _vocabulary.TryGet(header.Value, out VocabularyWord? word))
        {
            definition = DefinitionFor(word.Text ?? "");
            if (definition is not null)
            {
                reader.Accept(header);
            }
        }
        else if (header.Type == TokenType.String && header.Value is 5 or 9) // the names have five or nine letters
        {
            TokenReader before = reader;
            ReadStatus status = reader.TryReadText(out string name);
            if (status == ReadStatus.NeedMoreData)
            {
                return status;
            }

            definition = DefinitionFor(name);
            if (definition is null)
            {
                reader = before;
            }
        }

        return ReadStatus.Done;
    }

    private static Unslicer? DefinitionFor(string name) =>
        name == OpenTypes.Shape ? ShapeUnslicer.Instance : VocabularyUnslicer.For(new OpenType(name, null));

    /// <summary>Reads a definition inside a discarded object; its CLOSE is only counted.</summary>
    internal void PushDefinition(Unslicer definition)
    {
        ref UnsliceFrame frame = ref _frames.Push();
        frame.SetUnslicer(definition);
        frame.IsDefinition = true;
        frame.Id = UnsliceFrame.NoId;
        frame.Target = definition.Begin(this);
    }
}
