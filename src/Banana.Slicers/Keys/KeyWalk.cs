using System.Collections;
using System.Numerics;
using Banana.Wire;

namespace Banana.Slicing;

/// <summary>
/// Finds out, before a key is hashed or compared, what hashing it would visit: how many parts, counted as often as they are reached, how deep, and how
/// many bytes (PROTOCOL.md ). Goes no further than the limits, and not by recursion.
/// </summary>
internal sealed class KeyWalk
{
    [ThreadStatic]
    private static KeyWalk? s_spare;

    private readonly Stack<Step> _open = [];
    private SliceableTypeRegistry? _types;
    private int _mostParts;
    private int _mostDepth;
    private readonly Action<object?, Unslicer> _visit;
    private Step _from;
    private bool _isTooLarge;

    private KeyWalk() => _visit = Visit;

    /// <param name="Value">What is to be looked into.</param>
    /// <param name="Position">Who reads values where it stands.</param>
    /// <param name="Depth">On which level it stands; 1 for the key.</param>
    /// <param name="IsOpen">Whether who hashes it may look into collections, and into what does not look into itself.</param>
    private readonly record struct Step(object Value, Unslicer Position, int Depth, bool IsOpen);

    public int Parts { get; private set; }

    public long Bytes { get; private set; }

    /// <summary>One that nobody uses: the members of a key may read other objects on the same thread.</summary>
    public static KeyWalk Rent()
    {
        KeyWalk walk = s_spare ?? new KeyWalk();
        s_spare = null;
        return walk;
    }

    /// <summary>Nobody uses it any more. One that an exception has passed through is not given back.</summary>
    public static void Return(KeyWalk walk) => s_spare = walk;

    /// <summary>Measures a key; false if it is too large to be hashed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="position">Who read it.</param>
    /// <param name="isByHand">Whether it is hashed by a comparer that somebody wrote.</param>
    /// <param name="types">Who is registered for the types of its parts.</param>
    /// <param name="limits">How large it may be.</param>
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
        while (!_isTooLarge && _open.TryPop(out _from))
        {
            Enter(_from);
        }

        _open.Clear();
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
                    _open.Push(new Step(part, position, Math.Min(_from.Depth, int.MaxValue - 1) + 1, _from.IsOpen));
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

    /// <summary>Who knows the parts of a value: who reads its position, if nothing else may stand there, or who is registered for its type.</summary>
    private Unslicer? WhoKnows(in Step step)
    {
        Type type = step.Value.GetType();
        return step.Position.Type == type || step.Position.Type.IsValueType
            ? step.Position
            : _types?.FindReading(type);
    }
}
