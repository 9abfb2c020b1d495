namespace Banana.Buffers;

/// <summary>An item of a <see cref="SegmentedStack{T}"/>, whose memory is reused.</summary>
internal interface IReusable
{
    /// <summary>Resets the item when it is pushed.</summary>
    void Clear();

    /// <summary>Releases short-lived objects when the item is popped.</summary>
    void Release();
}
