using Banana.Wire;

namespace Banana.Slicing;

// The elements of a stream are each a scope of their own: what one cost is given back when it has been handed on. Those of a list are one: what can
// be referred to stays as long as the list does (PROTOCOL.md [T-16]).
public sealed partial class UnslicerStack
{
    /// <summary>Where the budgets and references stand before an element.</summary>
    internal readonly struct ElementScope
    {
        internal ElementScope(long firstId, ObjectBudget.Spending spent)
        {
            FirstId = firstId;
            Spent = spent;
        }

        internal long FirstId { get; }

        internal ObjectBudget.Spending Spent { get; }
    }

    /// <summary>An element begins.</summary>
    internal ElementScope BeginElement() => new(_references.Next, _budget.Spent);

    /// <summary>Reads an element so that an exception of user code costs the element only, and not the sequence around it.</summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="element">The unslicer of the elements.</param>
    /// <param name="value">The element, if the result is <see cref="UnsliceStep.Done"/>; else the default.</param>
    /// <returns>
    /// The result of <see cref="Unslicer{T}.Read"/>, or <see cref="UnsliceStep.Pushed"/> if user code has thrown. The unslicer
    /// must return any step other than Done as it is.
    /// </returns>
    /// <exception cref="BananaProtocolException">The stream is lost.</exception>
    public UnsliceStep ReadElement<T>(ref TokenReader reader, Unslicer<T> element, out T? value)
    {
        ArgumentNullException.ThrowIfNull(element);
        int depth = _frames.Count;
        long tokens = reader.Tokens;
        try
        {
            return element.Read(ref reader, this, out value);
        }
        catch (Exception thrown) when (_frames.Count == depth && !_opening.IsActive && _faults.IsUserCode(thrown))
        {
            value = default;
            return FailElement(ref reader, thrown, isConsumed: reader.Tokens > tokens);
        }
    }

    /// <summary>User code threw over a value of the top frame before it had a frame of its own.</summary>
    private UnsliceStep FailElement(ref TokenReader reader, Exception thrown, bool isConsumed)
    {
        if (!isConsumed && !IsAtValue(ref reader, "a value", out UnsliceStep step))
        {
            return step;
        }

        PushDiscard(NewViolation(ref reader, thrown), open: 0, isConsumed ? 0 : DiscardUnslicer.AwaitsValue);
        return UnsliceStep.Pushed;
    }

    /// <summary>
    /// An element is complete and will be handed on: nothing may refer to it any more, and its memory is no longer this object's.
    /// </summary>
    /// <param name="reader">The bytes.</param>
    /// <param name="scope">What <see cref="BeginElement"/> gave.</param>
    /// <param name="isKept">
    /// Whether later elements may refer to what is in it, as in a list: then what can be referred to stays, and stays counted, unless the element is
    /// refused. The next element needs a scope of its own.
    /// </param>
    /// <returns>Why the element cannot be handed on, if a part of it can only be built from itself, or two of its keys are one; else null.</returns>
    internal Violation? EndElement(ref TokenReader reader, ElementScope scope, bool isKept = false)
    {
        Violation? unresolved = EndGraph(ref reader);
        _completion?.Clear();
        ObjectBudget.Spending spent = _budget.Spent;
        StartSpending(ref reader);
        bool isHeld = isKept && unresolved is null && _keepsReferences && _references.Next > scope.FirstId;
        _budget.Spent = isHeld ? spent : scope.Spent;
        if (_keepsReferences && !isHeld)
        {
            _references.RefuseFrom(scope.FirstId);
        }

        return unresolved;
    }
}
