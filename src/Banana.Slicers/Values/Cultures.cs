using System.Globalization;

namespace Banana.Slicing;

/// <summary>Cultures, which are sent by name, so that customized ones cannot be sent.</summary>
internal static class Cultures
{
    private const int MostOthers = 1024;

    // Without culture data, the runtime lists one culture and accepts all well-formed names.
    private static readonly CultureNames s_names = new(List, static name => CultureInfo.GetCultureInfo(name, predefinedOnly: true), MostOthers);

    /// <summary>Returns the culture of a name from a peer; it is mutable.</summary>
    /// <exception cref="ArgumentException">The culture does not exist or has another name, or peers have used too many.</exception>
    public static CultureInfo Find(string name)
    {
        s_names.Require(name);
        CultureInfo culture = new(name, useUserOverride: false);
        return culture.Name == name ? culture : throw new ArgumentException($"The runtime calls the culture '{name}' '{culture.Name}'.");
    }

    /// <summary>Returns the name of a culture.</summary>
    /// <exception cref="ArgumentException">
    /// The culture was customized or has a custom sort order, which its name does not express.
    /// </exception>
    public static string NameOf(CultureInfo culture)
    {
        CultureInfo fresh = CultureInfo.GetCultureInfo(culture.Name);
        return culture.Equals(fresh) && IsSame(culture.NumberFormat, fresh.NumberFormat) && IsSame(culture.DateTimeFormat, fresh.DateTimeFormat)
            ? culture.Name
            : throw new ArgumentException($"The culture '{culture.Name}' was customized. Only a culture that its name fully describes can be sent.");
    }

    /// <summary>
    /// Returns the names that the runtime lists, and those without their script, such as zh-CN, which the runtime accepts but
    /// does not list.
    /// </summary>
    private static IEnumerable<string> List()
    {
        foreach (string name in CultureInfo.GetCultures(CultureTypes.AllCultures).Select(culture => culture.Name))
        {
            yield return name;
            if (name.Split('-') is [string language, { Length: 4 }, string region])
            {
                yield return $"{language}-{region}";
            }
        }
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
