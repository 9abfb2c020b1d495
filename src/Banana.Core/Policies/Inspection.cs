namespace Banana;

/// <summary>
/// Whether the next value must be looked at before it is read, and by which tasters. A struct, so that asking costs one load where nothing is restricted.
/// </summary>
internal struct Inspection
{
    private readonly bool _isAlwaysDue;
    private CompiledTaster? _taster;
    private bool _isNearLimit;
    private bool _isDue;

    /// <param name="isAlwaysDue">Whether something is restricted everywhere.</param>
    public Inspection(bool isAlwaysDue)
    {
        _isAlwaysDue = isAlwaysDue;
        _isDue = isAlwaysDue;
    }

    /// <summary>Whether the next value must be looked at.</summary>
    public readonly bool IsDue => _isDue;

    /// <summary>The tasters in force at the next position; null if nothing is restricted.</summary>
    public readonly CompiledTaster? Taster => _taster;

    /// <summary>Whether the bytes at hand could pass a limit that is not counted at OPEN.</summary>
    public readonly bool IsNearLimit => _isNearLimit;

    /// <summary>Another position: these tasters are in force there.</summary>
    public void Use(CompiledTaster? taster)
    {
        _taster = taster;
        _isDue = _isNearLimit || taster is not null || _isAlwaysDue;
    }

    /// <summary>Other bytes: whether they could pass a limit.</summary>
    public void SetNearLimit(bool isNear)
    {
        _isNearLimit = isNear;
        _isDue = isNear || _taster is not null || _isAlwaysDue;
    }
}
