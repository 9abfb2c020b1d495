using Banana.Wire;

namespace Banana.Slicing;

// Each element of a stream is a separate scope, whose costs are refunded when the element is delivered. The elements of a list are one
// scope: their objects can be referred to as long as the list is read (PROTOCOL.md [T-16]).
public sealed partial class UnslicerStack
{
    /// <summary>The state of budgets and references before an element.</summary>
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

    /// <summary>Begins an element.</summary>
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

    /// <summary>Refuses a value inside the top frame's object for which user code has thrown before it had a frame.</summary>
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
    /// Ends an element that is to be delivered: completes its graph, makes its ids dangling, and refunds its memory.
    /// </summary>
    /// <param name="reader">The reader.</param>
    /// <param name="scope">The result of <see cref="BeginElement"/>.</param>
    /// <param name="isKept">
    /// Whether later elements may refer to its objects, as in a list. If so, its ids and its memory are kept, unless the element is
    /// refused; call <see cref="BeginElement"/> for the next element.
    /// </param>
    /// <returns>Why the element is refused; null if it is not.</returns>
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
