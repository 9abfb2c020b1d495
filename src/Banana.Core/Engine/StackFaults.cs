using System.Diagnostics.CodeAnalysis;

namespace Banana.Slicing;

/// <summary>
/// The refusal of a top-level object, until the loop throws it, and the stack's own exceptions, to distinguish them from those of
/// user code. An exception of another stack that user code has called counts as user code.
/// </summary>
internal struct StackFaults
{
    private Violation? _unreported;
    private BananaException? _thrown;

    /// <summary>Records that the top-level object is refused. The next <see cref="TryTakeRefusal"/> returns the violation.</summary>
    public void Refuse(Violation violation) => _unreported = violation;

    /// <summary>Returns and removes the recorded refusal; false if there is none.</summary>
    public bool TryTakeRefusal([NotNullWhen(true)] out Violation? violation)
    {
        violation = _unreported;
        _unreported = null;
        return violation is not null;
    }

    /// <summary>Marks an exception as the stack's own, and returns it. Throw it at once.</summary>
    public TException Own<TException>(TException exception)
        where TException : BananaException
    {
        _thrown = exception;
        return exception;
    }

    /// <summary>Whether an exception was thrown by user code: any recoverable exception that the stack has not marked as its own.</summary>
    public readonly bool IsUserCode(Exception thrown) => !ReferenceEquals(thrown, _thrown) && UserCode.IsRecoverable(thrown);

    /// <summary>Resets the state after an object.</summary>
    public void Clear()
    {
        _unreported = null;
        _thrown = null;
    }
}
