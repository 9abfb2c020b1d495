using Banana.Wire;

namespace Banana.Slicing;

// Attributes with a name before each value (PROTOCOL.md [T-11]).
internal sealed partial class AttributeCursor<T>
{
    private UnsliceStep MoveNextNamed(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        if (Number(frame) >= 0)
        {
            return UnsliceStep.Done;
        }

        if ((frame.State & NumberMask) == Unknown)
        {
            if (_slicer.KeepsUnknown)
            {
                return UnsliceStep.Done;
            }

            if (!stack.TrySkipValue(ref reader, out UnsliceStep skipped))
            {
                return skipped;
            }

            frame.State &= ~NumberMask;
        }

        if (stack.TryClose(ref reader, ref frame))
        {
            return FindMissing(frame, stack.RespectsNullability) is not { } missing
                ? UnsliceStep.Done
                : stack.FailFrame(ref reader, ViolationCode.MissingAttribute, "CLOSE", $"attribute '{missing.Name}'");
        }

        UnsliceStep step = stack.ReadName(ref reader, "an attribute name", out ReadOnlySpan<byte> name);
        if (step != UnsliceStep.Done)
        {
            return step;
        }

        int number = Find(name, InOrder(frame));
        if (number < 0 && !stack.AllowsUnknownAttributes)
        {
            return Refuse(ref reader, stack, TokenReader.TryDecode(name, out string decoded) ? decoded : Convert.ToHexStringLower(name));
        }

        if (number < 0)
        {
            frame.State |= Unknown;
            if (_slicer.KeepsUnknown)
            {
                return ExpectUnknown(ref reader, ref frame, stack, name);
            }

            return MoveNextNamed(ref reader, ref frame, stack);
        }

        if (!TryMark(ref frame, number))
        {
            return stack.FailFrame(
                ref reader, ViolationCode.DuplicateKey, $"attribute '{this[number].Name}' again", "each attribute once");
        }

        frame.State = (InOrder(frame) << NumberBits) | (number + 1);
        return UnsliceStep.Done;
    }

    private UnsliceStep ExpectUnknown(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack, scoped ReadOnlySpan<byte> name)
    {
        UnknownAttributes unknown = UnknownOf(frame);
        if (unknown.Count >= stack.MaxItems)
        {
            return stack.FailFrame(
                ref reader, ViolationCode.CollectionTooLarge, $"unknown attribute {unknown.Count + 1L}", $"at most {stack.MaxItems} (MaxCollectionItems)");
        }

        if (!stack.TryCharge(UnknownAttributes.BytesPerAttribute + UnknownAttributes.BytesPerName + (3L * name.Length)))
        {
            return stack.FailMemory(ref reader);
        }

        unknown.Expect(new VocabularyWord(name), type: null);
        return UnsliceStep.Done;
    }

    private static UnsliceStep Refuse(ref TokenReader reader, UnslicerStack stack, string name)
    {
        string text = name.Length <= 40 ? name : string.Concat(name.AsSpan(0, 40), "…");
        return stack.FailFrame(ref reader, ViolationCode.UnknownAttribute, $"attribute '{text}'", "one the class has");
    }

    private static int InOrder(in UnsliceFrame frame) => frame.State >> NumberBits;

    /// <summary>Marks an attribute as seen; false if it has been seen before.</summary>
    private bool TryMark(ref UnsliceFrame frame, int number)
    {
        int inOrder = InOrder(frame);
        if (frame.Cursor is null && number == inOrder)
        {
            frame.State = (inOrder + 1) << NumberBits;
            return true;
        }

        bool[] seen = (bool[])(frame.Cursor ??= new bool[_slicer.Members.Count]);
        if (number < inOrder || seen[number])
        {
            return false;
        }

        seen[number] = true;
        return true;
    }

    private Member<T>? FindMissing(in UnsliceFrame frame, bool respectsNullability)
    {
        bool[]? seen = frame.Cursor as bool[];
        for (int number = InOrder(frame); number < _slicer.Members.Count; number++)
        {
            if (_slicer.Members[number].IsMissed(respectsNullability) && seen?[number] != true)
            {
                return _slicer.Members[number];
            }
        }

        return null;
    }
}
