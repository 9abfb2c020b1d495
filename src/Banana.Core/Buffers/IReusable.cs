namespace Banana.Buffers;

/// <summary>An item of a <see cref="SegmentedStack{T}"/>, whose place is used again.</summary>
internal interface IReusable
{
    /// <summary>Makes it as new, and forgets every object that is not meant to live long.</summary>
    void Clear();
}
