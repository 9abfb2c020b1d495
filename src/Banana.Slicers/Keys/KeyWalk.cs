using System.Collections;
using System.Numerics;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Measures a key before it is hashed or compared: the parts that hashing visits (each time they are reached), their depth and
/// their bytes (PROTOCOL.md ). Stops at the limits, and does not recurse.
/// </summary>
internal sealed class KeyWalk
{
    [ThreadStatic]
    private static KeyWalk? s_spare;

    private readonly Stack<Step> _unvisited = [];
    private SliceableTypeRegistry? _types;
    private int _mostParts;
    private int _mostDepth;
    private readonly Action<object?, Unslicer> _visit;
    private Step _from;
    private bool _isTooLarge;

    private KeyWalk() => _visit = Visit;

    /// <param name="Value">The value to visit.</param>
    /// <param name="Position">The unslicer of its position.</param>
    /// <param name="Depth">Its level; 1 for the key.</param>
    /// <param name="IsOpen">Whether its hash may also use collections, and values that compare by identity.</param>
    private readonly record struct Step(object Value, Unslicer Position, int Depth, bool IsOpen);

    public int Parts { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>Returns an unused walk; the members of a key may start another walk on the same thread.</summary>
    public static KeyWalk Rent()
    {
        KeyWalk walk = s_spare ?? new KeyWalk();
        s_spare = null;
        return walk;
    }

    /// <summary>Returns a walk to the pool. One that has thrown is not returned.</summary>
    public static void Return(KeyWalk walk) => s_spare = walk;

    /// <summary>Measures a key; false if it is too large to be hashed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="position">The unslicer that read it.</param>
    /// <param name="isByHand">Whether it is hashed by a comparer of the user.</param>
    /// <param name="types">The registry of the types of its parts.</param>
    /// <param name="limits">The limits of its size.</param>
    public bool TryMeasure(object? key, Unslicer position, bool isByHand, SliceableTypeRegistry? types, WireLimits limits)
    {
        _types = types;
        _mostParts = limits.MaxKeyParts;
        _mostDepth = limits.MaxKeyDepth;
        Parts = 0;
        Bytes = 0;
        _isTooLarge = false;
        _from = new Step(this, position, 0, isByHand);
        Visit(key, position);
        while (!_isTooLarge && _unvisited.TryPop(out _from))
        {
            Enter(_from);
        }

        _unvisited.Clear();
        _from = default;
        _types = null;
        return !_isTooLarge;
    }

    private void Visit(object? part, Unslicer position)
    {
        Parts++;
        if (Parts > _mostParts)
        {
            _isTooLarge = true;
            return;
        }

        switch (part)
        {
            case null:
                break;
            case string text:
                Bytes += sizeof(char) * (long)text.Length;
                break;
            case BigInteger number:
                Bytes += number.GetByteCount();
                break;
            case IConvertible when Type.GetTypeCode(part.GetType()) != TypeCode.Object: // numbers, dates, enumerations
                break;
            default:
                _isTooLarge |= _from.Depth >= _mostDepth && KeyKinds.Of(part) != KeyKind.Identity;
                if (!_isTooLarge)
                {
                    _unvisited.Push(new Step(part, position, Math.Min(_from.Depth, int.MaxValue - 1) + 1, _from.IsOpen));
                }

                break;
        }
    }

    private void Enter(in Step step)
    {
        KeyKind kind = KeyKinds.Of(step.Value);
        if (step.IsOpen && step.Value is IEnumerable items && FrameworkTypes.Contains(step.Value.GetType()))
        {
            Enumerate(items);
        }
        else if (kind != KeyKind.Identity || (step.IsOpen && step.Depth == 1))
        {
            _from = step with { IsOpen = kind == KeyKind.ByHand || (step.IsOpen && step.Depth == 1) };
            WhoKnows(step)?.VisitParts(step.Value, _visit);
        }
    }

    private void Enumerate(IEnumerable items)
    {
        if (items is Array array && array.GetType().GetElementType()!.IsPrimitive)
        {
            Bytes += Buffer.ByteLength(array);
            return;
        }

        foreach (object? item in items)
        {
            if (_isTooLarge)
            {
                return;
            }

            if (item is System.Collections.DictionaryEntry entry)
            {
                Visit(entry.Key, ObjectUnslicer.Instance);
                Visit(entry.Value, ObjectUnslicer.Instance);
            }
            else
            {
                Visit(item, ObjectUnslicer.Instance);
            }
        }
    }

    /// <summary>
    /// Returns the unslicer that knows the parts of a value: that of its position, if no other type is allowed there, or that of
    /// its type.
    /// </summary>
    private Unslicer? WhoKnows(in Step step)
    {
        Type type = step.Value.GetType();
        return step.Position.Type == type || step.Position.Type.IsValueType
            ? step.Position
            : _types?.FindUnslicer(type);
    }
}
