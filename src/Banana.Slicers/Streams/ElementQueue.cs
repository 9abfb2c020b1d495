using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Reads a stream at the root: hands every element on as soon as it is there, and goes on behind a refused one. Made for one stream;
/// its elements are those that arrived in the last buffer.
/// </summary>
/// <typeparam name="T">The type of the elements.</typeparam>
internal sealed class ElementQueue<T> : Unslicer<object>
{
    private readonly Unslicer<T> _element;
    private readonly Queue<(T? Element, Violation? Refused)> _arrived = new();
    private UnslicerStack.ElementScope _scope;
    private T? _last;
    private Pending? _promise; // of the last element, if it could not be built at its end
    private bool _hasLast;
    private bool _hasRefused;
    private long _count;

    public ElementQueue(Unslicer<T> element)
    {
        _element = element;
    }

    public override string Expected => "a stream or a list";

    public override bool AcceptsNull => false;

    public bool TryDequeue(out (T? Element, Violation? Refused) next) => _arrived.TryDequeue(out next);

    public override Unslicer? ForOpenType(OpenType openType, UnslicerStack stack) =>
        openType.Name is "stream" or "list" ? this : null;

    public override object? Begin(UnslicerStack stack)
    {
        _scope = stack.BeginElement();
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
                stack.EndElement(ref reader, _scope); // what it cost is given back as well
                _hasRefused = false;
            }

            if (stack.TryClose(ref reader, ref frame))
            {
                break;
            }

            UnsliceStep step = _element.Read(ref reader, stack, out _last);
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

        frame.Target = this;
        return UnsliceStep.Done;
    }

    public override void TakeChild(ref UnsliceFrame frame, object? child, UnslicerStack stack)
    {
        _last = (T?)child;
        _hasLast = true;
    }

    /// <summary>If the promise cannot be kept, <see cref="UnslicerStack.EndElement"/> will say so.</summary>
    public override void TakePendingChild(ref UnsliceFrame frame, Pending child, UnslicerStack stack)
    {
        _promise = child;
        _hasLast = true;
    }

    public override bool TryAbsorb(ref UnsliceFrame frame, Violation violation, UnslicerStack stack)
    {
        Enqueue(default, violation);
        _hasRefused = true;
        return true;
    }

    public override void DescribePosition(in UnsliceFrame frame, ref GraphPath path) => path.Element(_count);

    private void EndLast(ref TokenReader reader, UnslicerStack stack)
    {
        Violation? refused = stack.EndElement(ref reader, _scope);
        T? element = _promise is null ? _last : (T?)_promise.Value;
        Enqueue(refused is null ? element : default, refused);
        _promise = null;
        _last = default;
        _hasLast = false;
    }

    private void Enqueue(T? element, Violation? refused)
    {
        _arrived.Enqueue((element, refused));
        _count++;
    }
}
