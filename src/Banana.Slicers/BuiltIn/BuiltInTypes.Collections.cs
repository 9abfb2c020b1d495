using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;

namespace Banana.Slicing;

public static partial class BuiltInTypes
{
    /// <summary>Lists of <paramref name="element"/>.</summary>
    public static SliceableType<List<T>> List<T>(SliceableType<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(new ListSlicer<T>(element.Slicer), new ListUnslicer<T>(element.Unslicer), NameOf("list", element.TypeName));
    }

    /// <summary>Queues of <paramref name="element"/>, sent from first to last.</summary>
    public static SliceableType<Queue<T>> Queue<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, Queue<T>>("queue", static queue => queue)
        {
            Create = static _ => new Queue<T>(),
            TryAdd = Adds<Queue<T>, T>(static (queue, item) => queue.Enqueue(item)),
        });

    /// <summary>Stacks of <paramref name="element"/>, sent from bottom to top.</summary>
    public static SliceableType<Stack<T>> Stack<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, Stack<T>>("stack", static stack => stack.Reverse())
        {
            Create = static _ => new Stack<T>(),
            TryAdd = Adds<Stack<T>, T>(static (stack, item) => stack.Push(item)),
        });

    /// <summary>Linked lists of <paramref name="element"/>.</summary>
    public static SliceableType<LinkedList<T>> LinkedList<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, LinkedList<T>>("linked-list", static list => list)
        {
            BytesPerElement = NodeBytes.Of<T>(pointers: 3),
            Create = static _ => new LinkedList<T>(),
            TryAdd = Adds<LinkedList<T>, T>(static (list, item) => list.AddLast(item)),
        });

    /// <summary>Collections of <paramref name="element"/> of type <see cref="Collection{T}"/>.</summary>
    public static SliceableType<Collection<T>> Collection<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, Collection<T>>("collection", static collection => collection)
        {
            Create = static _ => [],
            TryAdd = Adds<Collection<T>, T>(static (collection, item) => collection.Add(item)),
        });

    /// <summary>Observable collections of <paramref name="element"/>; event handlers are not sent.</summary>
    public static SliceableType<ObservableCollection<T>> ObservableCollection<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, ObservableCollection<T>>("observable", static collection => collection)
        {
            Bytes = 160,
            Create = static _ => [],
            TryAdd = Adds<ObservableCollection<T>, T>(static (collection, item) => collection.Add(item)),
        });

    /// <summary>
    /// Read-only views of an observable collection of <paramref name="element"/>. A view that was read has an underlying
    /// collection of its own.
    /// </summary>
    public static SliceableType<ReadOnlyObservableCollection<T>> ReadOnlyObservableCollection<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, ReadOnlyObservableCollection<T>>("read-only-observable", static collection => collection)
        {
            Bytes = 384,
            Build = static (_, items) => new ReadOnlyObservableCollection<T>([.. items]),
        });

    /// <summary>Read-only collections of <paramref name="element"/>. One that was read has an underlying list of its own.</summary>
    public static SliceableType<ReadOnlyCollection<T>> ReadOnlyCollection<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, ReadOnlyCollection<T>>("read-only", static collection => collection)
        {
            Build = static (_, items) => new ReadOnlyCollection<T>(items),
        });

    /// <summary>Concurrent queues of <paramref name="element"/>, sent from first to last.</summary>
    public static SliceableType<ConcurrentQueue<T>> ConcurrentQueue<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, ConcurrentQueue<T>>("concurrent-queue", static queue => queue)
        {
            Bytes = NodeBytes.Segments,
            BytesPerElement = 4 * NodeBytes.Place<T>(),
            Create = static _ => [],
            TryAdd = Adds<ConcurrentQueue<T>, T>(static (queue, item) => queue.Enqueue(item)),
        });

    /// <summary>Concurrent stacks of <paramref name="element"/>, sent from bottom to top.</summary>
    public static SliceableType<ConcurrentStack<T>> ConcurrentStack<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, ConcurrentStack<T>>("concurrent-stack", static stack => stack.Reverse())
        {
            BytesPerElement = NodeBytes.Of<T>(pointers: 1),
            Create = static _ => [],
            TryAdd = Adds<ConcurrentStack<T>, T>(static (stack, item) => stack.Push(item)),
        });

    /// <summary>Bags of <paramref name="element"/>, sent in the reverse of the order in which elements would be taken.</summary>
    public static SliceableType<ConcurrentBag<T>> ConcurrentBag<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, ConcurrentBag<T>>("concurrent-bag", static bag => bag.Reverse())
        {
            Bytes = 1024,
            BytesPerElement = 4 * Unsafe.SizeOf<T>(),
            Create = static _ => [],
            TryAdd = Adds<ConcurrentBag<T>, T>(static (bag, item) => bag.Add(item)),
        });

    /// <summary>Blocking collections over a concurrent queue, with their capacity and whether adding is complete.</summary>
    public static SliceableType<BlockingCollection<T>> BlockingCollection<T>(SliceableType<T> element) => Row(
        "blocking",
        NameOf("blocking", element?.TypeName),
        static parts => NodeBytes.Segments + 320 + (((parts[0] as T[])?.Length ?? 0) * 4L * NodeBytes.Place<T>()),
        static parts => ToBlocking((T[])parts[0]!, (int)parts[1]!, (bool)parts[2]!),
        new Part<BlockingCollection<T>, T[]>("Items", Array(element!), ToItems),
        new Part<BlockingCollection<T>, int>("BoundedCapacity", Int32, static collection => collection.BoundedCapacity),
        new Part<BlockingCollection<T>, bool>("IsAddingCompleted", Boolean, static collection => collection.IsAddingCompleted));

    private static BlockingCollection<T> ToBlocking<T>(T[] items, int capacity, bool isCompleted)
    {
        ConcurrentQueue<T> queue = new(items);
        BlockingCollection<T> collection = capacity < 0 ? new(queue) : new(queue, capacity);
        if (isCompleted)
        {
            collection.CompleteAdding();
        }

        return collection;
    }

    private static T[] ToItems<T>(BlockingCollection<T> collection) => Underlying<T>.Of(collection) is ConcurrentQueue<T>
        ? collection.ToArray()
        : throw new ArgumentException($"A blocking collection over a {Underlying<T>.Of(collection).GetType()} cannot be sent. Use one over a ConcurrentQueue, which is the default.");

    // Only the underlying collection determines the order in which elements are taken.
    private static class Underlying<T>
    {
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_collection")]
        public static extern ref IProducerConsumerCollection<T> Of(BlockingCollection<T> collection);
    }

    /// <summary>
    /// Asynchronous sequences of <paramref name="element"/>, sent by <c>SerializeAsync</c> only. An object in two elements comes back as two,
    /// unless <see cref="BananaSerializerOptions.KeepsIdentityInStreams"/> is set.
    /// </summary>
    public static SliceableType<IAsyncEnumerable<T>> Stream<T>(SliceableType<T> element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(new StreamSlicer<T>(element.Slicer), new StreamUnslicer<T>(element.Unslicer));
    }

    /// <summary>Immutable arrays of <paramref name="element"/>; the default array is null on the wire.</summary>
    public static SliceableType<ImmutableArray<T>> ImmutableArray<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, ImmutableArray<T>>("immutable-array", static array => array)
        {
            Build = static (_, items) => [.. items],
            IsNone = static array => array.IsDefault,
        });

    /// <summary>Immutable lists of <paramref name="element"/>.</summary>
    public static SliceableType<ImmutableList<T>> ImmutableList<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, ImmutableList<T>>("immutable-list", static list => list) { BytesPerElement = NodeBytes.Of<T>(pointers: 3), Build = static (_, items) => [.. items] });

    /// <summary>Immutable queues of <paramref name="element"/>, sent from first to last.</summary>
    public static SliceableType<ImmutableQueue<T>> ImmutableQueue<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, ImmutableQueue<T>>("immutable-queue", static queue => queue) { BytesPerElement = NodeBytes.Of<T>(pointers: 1), Build = static (_, items) => [.. items] });

    /// <summary>Immutable stacks of <paramref name="element"/>, sent from bottom to top.</summary>
    public static SliceableType<ImmutableStack<T>> ImmutableStack<T>(SliceableType<T> element) => Elements(
        element, new ElementsKind<T, ImmutableStack<T>>("immutable-stack", static stack => stack.Reverse())
        {
            BytesPerElement = NodeBytes.Of<T>(pointers: 1),
            Build = static (_, items) => [.. items],
        });

    internal static SliceableType<TCollection> Elements<T, TCollection>(SliceableType<T> element, ElementsKind<T, TCollection> kind)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new(
            new ElementsSlicer<T, TCollection>(kind, element.Slicer),
            new ElementsUnslicer<T, TCollection>(kind, element.Unslicer),
            NameOf(kind.OpenType, element.TypeName));
    }

    /// <summary>For collections that take whatever they are given.</summary>
    internal static Func<TCollection, T, bool> Adds<TCollection, T>(Action<TCollection, T> add) => (collection, item) =>
    {
        add(collection, item);
        return true;
    };
}
