using System.Globalization;

namespace Banana.Slicing;

/// <summary>Cultures travel by name, so that only what the name says can come back.</summary>
internal static class Cultures
{
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
