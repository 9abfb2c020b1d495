using System.Collections.Concurrent;
using System.Globalization;

namespace Banana.Slicing;

/// <summary>Cultures travel by name, so that only what the name says can come back.</summary>
internal static class Cultures
{
    private const int MostNames = 1024;

    // What the runtime has found by name it keeps for good, and without the data of cultures it finds whatever looks like a name.
    private static readonly ConcurrentDictionary<string, bool> s_names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The culture of a name that came from a peer; it can be changed.</summary>
    /// <exception cref="ArgumentException">There is none, or peers have asked for too many.</exception>
    public static CultureInfo Find(string name)
    {
        if (!s_names.ContainsKey(name) && s_names.Count >= MostNames)
        {
            throw new ArgumentException($"Culture '{name}' would be number {MostNames + 1} of this process.");
        }

        CultureInfo culture = new(CultureInfo.GetCultureInfo(name, predefinedOnly: true).Name, useUserOverride: false);
        s_names.TryAdd(name, true);
        return culture;
    }

    /// <summary>The name of a culture.</summary>
    /// <exception cref="ArgumentException">It was changed: the name does not say all of it.</exception>
    public static string NameOf(CultureInfo culture)
    {
        CultureInfo fresh = CultureInfo.GetCultureInfo(culture.Name);
        return IsSame(culture.NumberFormat, fresh.NumberFormat) && IsSame(culture.DateTimeFormat, fresh.DateTimeFormat)
            ? culture.Name
            : throw new ArgumentException($"Culture '{culture.Name}' has formats of its own. Only cultures as their name says can be sent.");
    }

    private static bool IsSame(NumberFormatInfo one, NumberFormatInfo other) =>
        (one.NumberDecimalSeparator, one.NumberGroupSeparator, one.NumberDecimalDigits, one.NegativeSign, one.PositiveSign)
            == (other.NumberDecimalSeparator, other.NumberGroupSeparator, other.NumberDecimalDigits, other.NegativeSign, other.PositiveSign)
        && (one.CurrencySymbol, one.CurrencyDecimalSeparator, one.CurrencyGroupSeparator, one.CurrencyDecimalDigits)
            == (other.CurrencySymbol, other.CurrencyDecimalSeparator, other.CurrencyGroupSeparator, other.CurrencyDecimalDigits)
        && (one.CurrencyNegativePattern, one.CurrencyPositivePattern, one.NumberNegativePattern, one.NaNSymbol)
            == (other.CurrencyNegativePattern, other.CurrencyPositivePattern, other.NumberNegativePattern, other.NaNSymbol)
        && (one.PercentSymbol, one.PercentDecimalSeparator, one.PercentDecimalDigits, one.PercentPositivePattern)
            == (other.PercentSymbol, other.PercentDecimalSeparator, other.PercentDecimalDigits, other.PercentPositivePattern)
        && one.NumberGroupSizes.AsSpan().SequenceEqual(other.NumberGroupSizes);

    private static bool IsSame(DateTimeFormatInfo one, DateTimeFormatInfo other) =>
        (one.ShortDatePattern, one.LongDatePattern, one.ShortTimePattern, one.LongTimePattern, one.FullDateTimePattern)
            == (other.ShortDatePattern, other.LongDatePattern, other.ShortTimePattern, other.LongTimePattern, other.FullDateTimePattern)
        && (one.DateSeparator, one.TimeSeparator, one.AMDesignator, one.PMDesignator, one.FirstDayOfWeek, one.CalendarWeekRule)
            == (other.DateSeparator, other.TimeSeparator, other.AMDesignator, other.PMDesignator, other.FirstDayOfWeek, other.CalendarWeekRule)
        && one.MonthNames.AsSpan().SequenceEqual(other.MonthNames)
        && one.DayNames.AsSpan().SequenceEqual(other.DayNames)
        && one.Calendar.GetType() == other.Calendar.GetType();
}
