namespace Banana.Buffers;

/// <summary>An item of a <see cref="SegmentedStack{T}"/>, whose place is used again.</summary>
internal interface IReusable
{
    /// <summary>Makes it as new, whatever was written to its place when nobody had it any more.</summary>
    void Clear();

    /// <summary>Forgets every object that is not meant to live long: nobody has it any more.</summary>
    void Release();
}
