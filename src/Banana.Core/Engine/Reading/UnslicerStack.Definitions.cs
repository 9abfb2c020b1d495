using Banana.Wire;

namespace Banana.Slicing;

// Definitions of words and shapes take effect at their CLOSE, also inside an object that is being discarded (PROTOCOL.md [V-5], [I-2]).
public sealed partial class UnslicerStack
{
    internal IncomingVocabulary Vocabulary => _vocabulary;

    internal void CountDiscardedOpen() => _references.AddDangling();

    internal UnsliceStep StopWhileDiscarding(ref TokenReader reader, ReadStatus status, in TokenHeader header) =>
        Stop(ref reader, status, header);

    /// <summary>Handles CLOSE or ABORT in place of a value to skip, for the enclosing sequence.</summary>
    internal UnsliceStep StopAwaiting(ref TokenReader reader, in TokenHeader header)
    {
        PopFrame();
        return header.Type == TokenType.Close
            ? FailShort(ref reader, header, "a value")
            : Stop(ref reader, ReadStatus.Done, header);
    }

    /// <summary>Consumes the next index token if it names a definition.</summary>
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
        else if (header.Type == TokenType.String && header.Value is 5 or 9) // the lengths of their names
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

    /// <summary>Pushes a frame for a definition inside a discarded object. The number of its CLOSE is not compared.</summary>
    internal void PushDefinition(Unslicer definition)
    {
        ref UnsliceFrame frame = ref _frames.Push();
        frame.SetUnslicer(definition);
        frame.IsDefinition = true;
        frame.Id = UnsliceFrame.NoId;
        frame.Target = definition.Begin(this);
    }
}
