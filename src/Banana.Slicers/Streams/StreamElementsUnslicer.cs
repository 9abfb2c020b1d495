using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Reads a stream, list or array at the root, or as an element of another: delivers it when it opens, and then each element as
/// soon as it is complete. Continues after a refused element. Created for one reader.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class StreamElementsUnslicer<T> : Unslicer<IAsyncEnumerable<T>>, INestedQueue
{
    private readonly Unslicer<T> _element;
    private readonly INestedQueue? _nested; // the element, if it is a stream itself
    private readonly StreamPump _pump;
    private readonly Action<IAsyncEnumerable<T>> _opened;
    private readonly bool _isRoot;
    private LiveStream<T>? _stream;
    private UnslicerStack.ElementScope _scope;
    private T? _last;
    private Pending? _promise; // the pending last element, if it was not built at its end
    private bool _hasLast;
    private bool _hasRefused;
    private bool _isOneScope; // a list: its elements may refer to each other
    private long _count;

    /// <summary>Creates the unslicer.</summary>
    /// <param name="element">The unslicer of the elements.</param>
    /// <param name="pump">The pump that reads more bytes.</param>
    /// <param name="opened">An action that gets each stream before its elements.</param>
    /// <param name="isRoot">Whether it is the top-level object, which cannot be null.</param>
    public StreamElementsUnslicer(Unslicer<T> element, StreamPump pump, Action<IAsyncEnumerable<T>> opened, bool isRoot)
    {
        _element = element is IStreamUnslicer stream ? (Unslicer<T>)stream.NewQueue(pump, inner => Add((T)inner, null)) : element;
        _nested = _element as INestedQueue;
        _pump = pump;
        _opened = opened;
        _isRoot = isRoot;
    }

    public override string Expected => "a stream, a list or an array";

    public override bool AcceptsNull => !_isRoot;

    public bool IsOpen => _stream is not null;

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack)
    {
        if (openType.Name is not ("stream" or "list" or "array"))
        {
            return null;
        }

        _isOneScope = openType.Name != "stream";
        return this;
    }

    public override bool AcceptsReference(Unslicer reader, Type type, UnslicerStack stack) => false; // streams cannot be referred to

    public override object? Begin(UnslicerStack stack)
    {
        _scope = stack.BeginElement();
        _count = 0;
        _hasLast = false;
        _hasRefused = false;
        _promise = null;
        _last = default;
        _stream = new LiveStream<T>(_pump);
        _opened(_stream);
        return null;
    }

    public override UnsliceStep Receive(ref TokenReader reader, ref UnsliceFrame frame, UnslicerStack stack)
    {
        while (true)
        {
            if (_hasLast)
            {
                EndLast(ref reader, stack);
            }
            else if (_hasRefused)
            {
                stack.EndElement(ref reader, _scope); // its cost is refunded as well
                _hasRefused = false;
            }

            if (stack.TryClose(ref reader, ref frame))
            {
                break;
            }

            if (_count >= stack.MaxStreamItems)
            {
                return stack.RefuseElement(ref reader);
            }

            UnsliceStep step = stack.ReadElement(ref reader, _element, out _last);
            if (step == UnsliceStep.Pending)
            {
                _promise = stack.TakePending();
            }
            else if (step != UnsliceStep.Done)
            {
                return step;
            }

            _hasLast = true;
        }

        frame.Target = _stream;
        Complete(null);
        return UnsliceStep.Done;
    }

    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        _last = (T?)child;
        _hasLast = true;
    }

    /// <summary>If the object cannot be built, <see cref="UnslicerStack.EndElement"/> reports it.</summary>
    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        _promise = child;
        _hasLast = true;
    }

    public override bool TryAbsorb(ref UnsliceFrame frame, Violation violation, UnslicerStack stack)
    {
        if (_nested is { IsOpen: true })
        {
            _nested.Complete(violation); // it has already been delivered
        }
        else
        {
            Add(default, violation);
        }

        _hasRefused = true;
        return true;
    }

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) =>
        path.Element(_nested is { IsOpen: true } ? _count - 1 : _count); // one that has been delivered is already counted

    public void Complete(Violation? refused)
    {
        _stream?.Complete(refused);
        _stream = null;
    }

    private void EndLast(ref TokenReader reader, UnslicerStack stack)
    {
        Violation? refused = stack.EndElement(ref reader, _scope, _isOneScope);
        _scope = _isOneScope ? stack.BeginElement() : _scope;
        T? element = _promise is null ? _last : (T?)_promise.Value;
        if (_nested is null || element is null)
        {
            Add(refused is null ? element : default, refused);
        }

        _promise = null;
        _last = default;
        _hasLast = false;
    }

    private void Add(T? element, Violation? refused)
    {
        _stream?.Add(element, refused);
        _count++;
    }
}

/// <summary>A stream that is the element of another.</summary>
internal interface INestedQueue
{
    /// <summary>Whether it has been delivered and has not ended.</summary>
    bool IsOpen { get; }

    /// <summary>Ends the stream, with a violation if <paramref name="refused"/> is not null.</summary>
    void Complete(Violation? refused);
}

/// <summary>An unslicer of streams.</summary>
internal interface IStreamUnslicer
{
    /// <summary>Creates an unslicer that delivers each stream while it is being read.</summary>
    Unslicer NewQueue(StreamPump pump, Action<object> opened);
}
