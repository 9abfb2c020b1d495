using Banana.Slicing;
using Banana.Wire;

namespace Banana.Transport;

// What can be sent in turn. Structures, so that sending what needs no waiting allocates nothing.
public sealed partial class RawConnection
{
    private interface IOutgoing
    {
        /// <summary>Writes a part to the pipe, from one place where a token may start to another.</summary>
        SliceStep Write(RawConnection connection);
    }

    private readonly struct OutgoingObject<T>(Slicer<T> slicer, T? value) : IOutgoing
    {
        public SliceStep Write(RawConnection connection)
        {
            TokenWriter writer = new(connection._output.Pipe, FlushEvery);
            try
            {
                SlicerStack slicers = connection._slicers;
                return slicers.IsBusy ? slicers.Continue(ref writer) : slicers.Write(ref writer, slicer, value);
            }
            catch (Exception fault) when (fault is not ViolationException)
            {
                connection._output.Lose(fault); // in the middle of a token, perhaps
                throw;
            }
            finally
            {
                writer.Commit();
            }
        }
    }

    private readonly struct OutgoingTable(IReadOnlyList<string> words) : IOutgoing
    {
        public SliceStep Write(RawConnection connection)
        {
            TokenWriter writer = new(connection._output.Pipe);
            connection._slicers.WriteSetVocabulary(ref writer, words);
            writer.Commit();
            return SliceStep.Done;
        }
    }

    private readonly struct OutgoingWord(ulong index, string word) : IOutgoing
    {
        public SliceStep Write(RawConnection connection)
        {
            TokenWriter writer = new(connection._output.Pipe);
            connection._slicers.WriteAddVocabulary(ref writer, index, word);
            writer.Commit();
            return SliceStep.Done;
        }
    }
}
