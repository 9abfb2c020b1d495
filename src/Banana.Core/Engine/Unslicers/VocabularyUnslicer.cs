using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// The unslicer for definitions of words: <c>OPEN set-vocab (INT index, STRING word)* CLOSE</c> and
/// <c>OPEN add-vocab INT STRING CLOSE</c> (PROTOCOL.md [V-5]). A definition is not a value, and takes effect at its CLOSE.
/// </summary>
internal sealed class VocabularyUnslicer : Unslicer
{
    private const int AwaitsIndex = 0;
    private const int AwaitsWord = 1;

    private static readonly VocabularyUnslicer s_set = new(isSet: true);
    private static readonly VocabularyUnslicer s_add = new(isSet: false);

    private readonly bool _isSet;

    private VocabularyUnslicer(bool isSet)
    {
        _isSet = isSet;
    }

    public override Type Type => typeof(Words);

    public override string Expected => "a vocabulary definition";

    private string Content => _isSet ? "pairs of index and word" : "one index and one word";

    public static VocabularyUnslicer? For(OpenType openType) => openType.Name switch
    {
        OpenTypes.SetVocabulary => s_set,
        OpenTypes.AddVocabulary => s_add,
        _ => null,
    };

    public override UnsliceStep ReadObject(ref TokenReader reader, UnslicerStack stack, out object? value) =>
        stack.ReadValue(ref reader, this, out value);

    public override object Begin(UnslicerStack stack) => new Words();

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        Words words = (Words)frame.Target!;
        while (true)
        {
            ReadStatus status = reader.TryPeek(out TokenHeader header);
            if (UnslicerStack.MustStop(status, header))
            {
                return stack.StopWhileDiscarding(ref reader, status, header);
            }

            bool isComplete = frame.State == AwaitsIndex && (_isSet || words.Count == 1);
            if (isComplete && stack.TryClose(ref reader, ref frame))
            {
                return Apply(words, stack.Vocabulary)
                    ? UnsliceStep.Done
                    : Fail(ref reader, stack, "more words than the table may hold");
            }

            if (frame.State == AwaitsIndex && header is { Type: TokenType.Int, IsWide: false } && (_isSet || words.Count == 0))
            {
                words.Index = header.Value;
                reader.Accept(header);
                frame.State = AwaitsWord;
            }
            else if (frame.State == AwaitsWord && header.Type == TokenType.String
                && stack.Vocabulary.CanDefine(words.Index, (long)header.Value))
            {
                if (reader.TryReadName(header, out ReadOnlySpan<byte> word) != ReadStatus.Done)
                {
                    return UnsliceStep.NeedMoreData;
                }

                frame.State = AwaitsIndex;
                if (!stack.Vocabulary.CanDefine(words.Index, word))
                {
                    return Fail(ref reader, stack, $"another word for index {words.Index}");
                }

                if (words.Count >= stack.Limits.MaxVocabularyWords || !words.TryAdd(words.Index, new VocabularyWord(word)))
                {
                    return Fail(ref reader, stack, $"index {words.Index} again, or too many words");
                }
            }
            else
            {
                return stack.FailFrame(ref reader, ViolationCode.InvalidVocabulary, header, Content);
            }
        }
    }

    private UnsliceStep Fail(ref TokenReader reader, UnslicerStack stack, string found) => stack.FailFrame(
        ref reader, ViolationCode.InvalidVocabulary, found, Content);

    private bool Apply(Words words, IncomingVocabulary vocabulary)
    {
        if (_isSet)
        {
            vocabulary.Replace(words);
            return true;
        }

        (ulong index, VocabularyWord word) = words.First();
        return vocabulary.TryAdd(index, word);
    }

    /// <summary>The words read so far, and the index of the next word.</summary>
    private sealed class Words : Dictionary<ulong, VocabularyWord>
    {
        public ulong Index { get; set; }
    }
}
