namespace Banana.Slicing;

// One method per arity: the language has no other way to say it. The eighth item is a tuple of the rest.
public static partial class BuiltInTypes
{
    /// <summary>Tuples of 1 item of declared types.</summary>
    public static SliceableType<System.Tuple<T1>> Tuple<T1>(
        SliceableType<T1> item1) => Row(
            TupleSlicer.Name,
            NameOf("tuple", item1?.TypeName),
            static parts => new System.Tuple<T1>((T1)parts[0]!),
            new Part<System.Tuple<T1>, T1>("Item1", item1!, static tuple => tuple.Item1));

    /// <summary>Tuples of 2 items of declared types.</summary>
    public static SliceableType<System.Tuple<T1, T2>> Tuple<T1, T2>(
        SliceableType<T1> item1, SliceableType<T2> item2) => Row(
            TupleSlicer.Name,
            NameOf("tuple", item1?.TypeName, item2?.TypeName),
            static parts => new System.Tuple<T1, T2>((T1)parts[0]!, (T2)parts[1]!),
            new Part<System.Tuple<T1, T2>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.Tuple<T1, T2>, T2>("Item2", item2!, static tuple => tuple.Item2));

    /// <summary>Tuples of 3 items of declared types.</summary>
    public static SliceableType<System.Tuple<T1, T2, T3>> Tuple<T1, T2, T3>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3) => Row(
            TupleSlicer.Name,
            NameOf("tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName),
            static parts => new System.Tuple<T1, T2, T3>((T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!),
            new Part<System.Tuple<T1, T2, T3>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.Tuple<T1, T2, T3>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.Tuple<T1, T2, T3>, T3>("Item3", item3!, static tuple => tuple.Item3));

    /// <summary>Tuples of 4 items of declared types.</summary>
    public static SliceableType<System.Tuple<T1, T2, T3, T4>> Tuple<T1, T2, T3, T4>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3, SliceableType<T4> item4) => Row(
            TupleSlicer.Name,
            NameOf("tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName, item4?.TypeName),
            static parts => new System.Tuple<T1, T2, T3, T4>((T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!, (T4)parts[3]!),
            new Part<System.Tuple<T1, T2, T3, T4>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.Tuple<T1, T2, T3, T4>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.Tuple<T1, T2, T3, T4>, T3>("Item3", item3!, static tuple => tuple.Item3),
            new Part<System.Tuple<T1, T2, T3, T4>, T4>("Item4", item4!, static tuple => tuple.Item4));

    /// <summary>Tuples of 5 items of declared types.</summary>
    public static SliceableType<System.Tuple<T1, T2, T3, T4, T5>> Tuple<T1, T2, T3, T4, T5>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3, SliceableType<T4> item4, SliceableType<T5> item5) => Row(
            TupleSlicer.Name,
            NameOf("tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName, item4?.TypeName, item5?.TypeName),
            static parts => new System.Tuple<T1, T2, T3, T4, T5>((T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!, (T4)parts[3]!, (T5)parts[4]!),
            new Part<System.Tuple<T1, T2, T3, T4, T5>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.Tuple<T1, T2, T3, T4, T5>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.Tuple<T1, T2, T3, T4, T5>, T3>("Item3", item3!, static tuple => tuple.Item3),
            new Part<System.Tuple<T1, T2, T3, T4, T5>, T4>("Item4", item4!, static tuple => tuple.Item4),
            new Part<System.Tuple<T1, T2, T3, T4, T5>, T5>("Item5", item5!, static tuple => tuple.Item5));

    /// <summary>Tuples of 6 items of declared types.</summary>
    public static SliceableType<System.Tuple<T1, T2, T3, T4, T5, T6>> Tuple<T1, T2, T3, T4, T5, T6>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3, SliceableType<T4> item4, SliceableType<T5> item5, SliceableType<T6> item6) => Row(
            TupleSlicer.Name,
            NameOf("tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName, item4?.TypeName, item5?.TypeName, item6?.TypeName),
            static parts => new System.Tuple<T1, T2, T3, T4, T5, T6>((T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!, (T4)parts[3]!, (T5)parts[4]!, (T6)parts[5]!),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6>, T3>("Item3", item3!, static tuple => tuple.Item3),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6>, T4>("Item4", item4!, static tuple => tuple.Item4),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6>, T5>("Item5", item5!, static tuple => tuple.Item5),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6>, T6>("Item6", item6!, static tuple => tuple.Item6));

    /// <summary>Tuples of 7 items of declared types.</summary>
    public static SliceableType<System.Tuple<T1, T2, T3, T4, T5, T6, T7>> Tuple<T1, T2, T3, T4, T5, T6, T7>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3, SliceableType<T4> item4, SliceableType<T5> item5, SliceableType<T6> item6, SliceableType<T7> item7) => Row(
            TupleSlicer.Name,
            NameOf("tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName, item4?.TypeName, item5?.TypeName, item6?.TypeName, item7?.TypeName),
            static parts => new System.Tuple<T1, T2, T3, T4, T5, T6, T7>((T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!, (T4)parts[3]!, (T5)parts[4]!, (T6)parts[5]!, (T7)parts[6]!),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7>, T3>("Item3", item3!, static tuple => tuple.Item3),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7>, T4>("Item4", item4!, static tuple => tuple.Item4),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7>, T5>("Item5", item5!, static tuple => tuple.Item5),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7>, T6>("Item6", item6!, static tuple => tuple.Item6),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7>, T7>("Item7", item7!, static tuple => tuple.Item7));

    /// <summary>Tuples of 7 items of declared types and a tuple of the rest.</summary>
    public static SliceableType<System.Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>> Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3, SliceableType<T4> item4, SliceableType<T5> item5, SliceableType<T6> item6,
        SliceableType<T7> item7, SliceableType<TRest> rest)
        where TRest : notnull => Row(
            TupleSlicer.Name,
            NameOf("tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName, item4?.TypeName, item5?.TypeName, item6?.TypeName, item7?.TypeName, rest?.TypeName),
            static parts => new System.Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>(
                (T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!, (T4)parts[3]!, (T5)parts[4]!, (T6)parts[5]!, (T7)parts[6]!, (TRest)parts[7]!),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T3>("Item3", item3!, static tuple => tuple.Item3),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T4>("Item4", item4!, static tuple => tuple.Item4),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T5>("Item5", item5!, static tuple => tuple.Item5),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T6>("Item6", item6!, static tuple => tuple.Item6),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T7>("Item7", item7!, static tuple => tuple.Item7),
            new Part<System.Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>, TRest>("Rest", rest!, static tuple => tuple.Rest));

    /// <summary>Value tuples of 1 item of declared types.</summary>
    public static SliceableType<System.ValueTuple<T1>> ValueTuple<T1>(
        SliceableType<T1> item1) => Row(
            TupleSlicer.Name,
            NameOf("value-tuple", item1?.TypeName),
            static parts => new System.ValueTuple<T1>((T1)parts[0]!),
            new Part<System.ValueTuple<T1>, T1>("Item1", item1!, static tuple => tuple.Item1));

    /// <summary>Value tuples of 2 items of declared types.</summary>
    public static SliceableType<System.ValueTuple<T1, T2>> ValueTuple<T1, T2>(
        SliceableType<T1> item1, SliceableType<T2> item2) => Row(
            TupleSlicer.Name,
            NameOf("value-tuple", item1?.TypeName, item2?.TypeName),
            static parts => new System.ValueTuple<T1, T2>((T1)parts[0]!, (T2)parts[1]!),
            new Part<System.ValueTuple<T1, T2>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.ValueTuple<T1, T2>, T2>("Item2", item2!, static tuple => tuple.Item2));

    /// <summary>Value tuples of 3 items of declared types.</summary>
    public static SliceableType<System.ValueTuple<T1, T2, T3>> ValueTuple<T1, T2, T3>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3) => Row(
            TupleSlicer.Name,
            NameOf("value-tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName),
            static parts => new System.ValueTuple<T1, T2, T3>((T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!),
            new Part<System.ValueTuple<T1, T2, T3>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.ValueTuple<T1, T2, T3>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.ValueTuple<T1, T2, T3>, T3>("Item3", item3!, static tuple => tuple.Item3));

    /// <summary>Value tuples of 4 items of declared types.</summary>
    public static SliceableType<System.ValueTuple<T1, T2, T3, T4>> ValueTuple<T1, T2, T3, T4>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3, SliceableType<T4> item4) => Row(
            TupleSlicer.Name,
            NameOf("value-tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName, item4?.TypeName),
            static parts => new System.ValueTuple<T1, T2, T3, T4>((T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!, (T4)parts[3]!),
            new Part<System.ValueTuple<T1, T2, T3, T4>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.ValueTuple<T1, T2, T3, T4>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.ValueTuple<T1, T2, T3, T4>, T3>("Item3", item3!, static tuple => tuple.Item3),
            new Part<System.ValueTuple<T1, T2, T3, T4>, T4>("Item4", item4!, static tuple => tuple.Item4));

    /// <summary>Value tuples of 5 items of declared types.</summary>
    public static SliceableType<System.ValueTuple<T1, T2, T3, T4, T5>> ValueTuple<T1, T2, T3, T4, T5>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3, SliceableType<T4> item4, SliceableType<T5> item5) => Row(
            TupleSlicer.Name,
            NameOf("value-tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName, item4?.TypeName, item5?.TypeName),
            static parts => new System.ValueTuple<T1, T2, T3, T4, T5>((T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!, (T4)parts[3]!, (T5)parts[4]!),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5>, T3>("Item3", item3!, static tuple => tuple.Item3),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5>, T4>("Item4", item4!, static tuple => tuple.Item4),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5>, T5>("Item5", item5!, static tuple => tuple.Item5));

    /// <summary>Value tuples of 6 items of declared types.</summary>
    public static SliceableType<System.ValueTuple<T1, T2, T3, T4, T5, T6>> ValueTuple<T1, T2, T3, T4, T5, T6>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3, SliceableType<T4> item4, SliceableType<T5> item5, SliceableType<T6> item6) => Row(
            TupleSlicer.Name,
            NameOf("value-tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName, item4?.TypeName, item5?.TypeName, item6?.TypeName),
            static parts => new System.ValueTuple<T1, T2, T3, T4, T5, T6>((T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!, (T4)parts[3]!, (T5)parts[4]!, (T6)parts[5]!),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6>, T3>("Item3", item3!, static tuple => tuple.Item3),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6>, T4>("Item4", item4!, static tuple => tuple.Item4),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6>, T5>("Item5", item5!, static tuple => tuple.Item5),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6>, T6>("Item6", item6!, static tuple => tuple.Item6));

    /// <summary>Value tuples of 7 items of declared types.</summary>
    public static SliceableType<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7>> ValueTuple<T1, T2, T3, T4, T5, T6, T7>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3, SliceableType<T4> item4, SliceableType<T5> item5, SliceableType<T6> item6, SliceableType<T7> item7) => Row(
            TupleSlicer.Name,
            NameOf("value-tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName, item4?.TypeName, item5?.TypeName, item6?.TypeName, item7?.TypeName),
            static parts => new System.ValueTuple<T1, T2, T3, T4, T5, T6, T7>((T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!, (T4)parts[3]!, (T5)parts[4]!, (T6)parts[5]!, (T7)parts[6]!),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7>, T3>("Item3", item3!, static tuple => tuple.Item3),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7>, T4>("Item4", item4!, static tuple => tuple.Item4),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7>, T5>("Item5", item5!, static tuple => tuple.Item5),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7>, T6>("Item6", item6!, static tuple => tuple.Item6),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7>, T7>("Item7", item7!, static tuple => tuple.Item7));

    /// <summary>Value tuples of 7 items of declared types and a tuple of the rest.</summary>
    public static SliceableType<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>> ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>(
        SliceableType<T1> item1, SliceableType<T2> item2, SliceableType<T3> item3, SliceableType<T4> item4, SliceableType<T5> item5, SliceableType<T6> item6,
        SliceableType<T7> item7, SliceableType<TRest> rest)
        where TRest : struct => Row(
            TupleSlicer.Name,
            NameOf("value-tuple", item1?.TypeName, item2?.TypeName, item3?.TypeName, item4?.TypeName, item5?.TypeName, item6?.TypeName, item7?.TypeName, rest?.TypeName),
            static parts => new System.ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>(
                (T1)parts[0]!, (T2)parts[1]!, (T3)parts[2]!, (T4)parts[3]!, (T5)parts[4]!, (T6)parts[5]!, (T7)parts[6]!, (TRest)parts[7]!),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T1>("Item1", item1!, static tuple => tuple.Item1),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T2>("Item2", item2!, static tuple => tuple.Item2),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T3>("Item3", item3!, static tuple => tuple.Item3),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T4>("Item4", item4!, static tuple => tuple.Item4),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T5>("Item5", item5!, static tuple => tuple.Item5),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T6>("Item6", item6!, static tuple => tuple.Item6),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>, T7>("Item7", item7!, static tuple => tuple.Item7),
            new Part<System.ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>, TRest>("Rest", rest!, static tuple => tuple.Rest));
}
