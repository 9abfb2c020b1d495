namespace Banana.Slicing;

/// <summary>Receives the elements of streams apart from the objects that contain them (PROTOCOL.md [T-30]).</summary>
internal interface ILiveStreamReceiver
{
    /// <summary>
    /// Returns the stream of a number. The object that contains it is still being read: if it is refused afterwards, nobody will enumerate
    /// the stream.
    /// </summary>
    /// <param name="number">The number.</param>
    /// <param name="element">The unslicer of its elements.</param>
    /// <param name="tasters">The tasters in force at the elements, for <see cref="UnslicerStackOptions.Tasters"/> of the stack that reads them.</param>
    /// <returns>The stream; null if the number is unknown or was used before, which is a violation.</returns>
    IAsyncEnumerable<T>? Open<T>(ulong number, Unslicer<T> element, CompiledTaster tasters);
}
