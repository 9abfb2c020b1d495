namespace Banana;

/// <summary>
/// Whether the next value must be checked before it is read, and by which tasters. A mutable struct, so that <see cref="IsDue"/> costs
/// one load: keep it in a field that is not readonly.
/// </summary>
internal struct Inspection
{
    private readonly bool _isAlwaysDue;
    private CompiledTaster? _taster;
    private bool _isNearLimit;
    private bool _isDue;

    /// <summary>Creates the state for the start of a stream.</summary>
    /// <param name="isAlwaysDue">Whether all values must be checked.</param>
    public Inspection(bool isAlwaysDue)
    {
        _isAlwaysDue = isAlwaysDue;
        _isDue = isAlwaysDue;
    }

    /// <summary>Whether the next value must be checked.</summary>
    public readonly bool IsDue => _isDue;

    /// <summary>The tasters in force at the next position; null if nothing is restricted.</summary>
    public readonly CompiledTaster? Taster => _taster;

    /// <summary>Whether the bytes in the buffer could exceed a limit that is not checked at OPEN.</summary>
    public readonly bool IsNearLimit => _isNearLimit;

    /// <summary>Sets the tasters in force at the next position.</summary>
    public void Use(CompiledTaster? taster)
    {
        _taster = taster;
        _isDue = _isNearLimit || taster is not null || _isAlwaysDue;
    }

    /// <summary>Sets <see cref="IsNearLimit"/> for a new buffer.</summary>
    public void SetNearLimit(bool isNear)
    {
        _isNearLimit = isNear;
        _isDue = isNear || _taster is not null || _isAlwaysDue;
    }
}
