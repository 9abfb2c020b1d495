using System.Diagnostics.CodeAnalysis;

namespace Banana.Slicing;

/// <summary>
/// What a stack throws out of its loop: the refusal of a top-level object, and its own exceptions, which are told apart from those of user code. One of another
/// stack, that user code has called, is no different from others.
/// </summary>
internal struct StackFaults
{
    private Violation? _unreported;
    private BananaException? _thrown;

    /// <summary>The top-level object is refused, which is still to be reported.</summary>
    public void Refuse(Violation violation) => _unreported = violation;

    /// <summary>The refusal of the top-level object, which is reported now; false if there is none.</summary>
    public bool TryTakeRefusal([NotNullWhen(true)] out Violation? violation)
    {
        violation = _unreported;
        _unreported = null;
        return violation is not null;
    }

    /// <summary>Marks what the stack throws; to be thrown at once.</summary>
    public TException Own<TException>(TException exception)
        where TException : BananaException
    {
        _thrown = exception;
        return exception;
    }

    /// <summary>Whether an exception came out of user code: all that the stack did not throw, whatever its type.</summary>
    public readonly bool IsUserCode(Exception thrown) => !ReferenceEquals(thrown, _thrown) && UserCode.IsRecoverable(thrown);

    /// <summary>Forgets the object.</summary>
    public void Clear()
    {
        _unreported = null;
        _thrown = null;
    }
}
