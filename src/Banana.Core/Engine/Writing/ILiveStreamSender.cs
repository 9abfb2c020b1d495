namespace Banana.Slicing;

/// <summary>Sends the elements of streams apart from the objects that contain them (PROTOCOL.md [T-30]).</summary>
internal interface ILiveStreamSender
{
    /// <summary>
    /// Takes a stream, and returns the number that stands for it. Called once per stream and top-level object, while the object is being
    /// written; if the object is aborted afterwards, the number is never sent, or refused with it, and the stream is to be dropped.
    /// </summary>
    /// <param name="stream">The stream, which is not to be enumerated before the object has been written.</param>
    /// <param name="element">The slicer of its elements.</param>
    ulong Open<T>(IAsyncEnumerable<T> stream, Slicer<T> element);
}
