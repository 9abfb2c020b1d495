namespace Banana.Slicing;

public static partial class BuiltInTypes
{
    /// <summary>Dates and times, with their kind.</summary>
    public static SliceableType<DateTime> DateTime => field ??= new(new DateTimeSlicer(), new DateTimeUnslicer(), "date-time");

    /// <summary>Dates and times, with their offset from UTC.</summary>
    public static SliceableType<DateTimeOffset> DateTimeOffset => field ??= Parts(
        "date-time-offset",
        static parts => new DateTimeOffset((long)parts[0]!, System.TimeSpan.FromMinutes((int)parts[1]!)),
        new Part<DateTimeOffset, long>("Ticks", Int64, static value => value.Ticks),
        new Part<DateTimeOffset, int>("TotalOffsetMinutes", Int32, static value => value.TotalOffsetMinutes));

    /// <summary>Dates.</summary>
    public static SliceableType<DateOnly> DateOnly => field ??= Converted(
        "date", TokenForms.Int32, static (DateOnly value) => value.DayNumber, TryToDate, "a day number");

    /// <summary>Times of day.</summary>
    public static SliceableType<TimeOnly> TimeOnly => field ??= Converted(
        "time", TokenForms.Int64, static (TimeOnly value) => value.Ticks, TryToTime, "the ticks of a time of day");

    /// <summary>Time spans.</summary>
    public static SliceableType<TimeSpan> TimeSpan => field ??= Converted(
        "time-span", TokenForms.Int64, static (TimeSpan value) => value.Ticks, TryToTimeSpan, "ticks");

    /// <summary>Time zones, with their adjustment rules.</summary>
    public static SliceableType<TimeZoneInfo> TimeZone => field ??= Parts(
        "time-zone",
        static parts => OfText(512, parts[0], perUnit: 4),
        static parts => TimeZoneInfo.FromSerializedString((string)parts[0]!),
        new Part<TimeZoneInfo, string>("Rules", String, static value => value.ToSerializedString()));

    private static bool TryToDate(int token, out DateOnly value)
    {
        bool isValid = token >= 0 && token <= System.DateOnly.MaxValue.DayNumber;
        value = isValid ? System.DateOnly.FromDayNumber(token) : default;
        return isValid;
    }

    private static bool TryToTime(long token, out TimeOnly value)
    {
        bool isValid = token >= 0 && token <= System.TimeOnly.MaxValue.Ticks;
        value = isValid ? new TimeOnly(token) : default;
        return isValid;
    }

    private static bool TryToTimeSpan(long token, out TimeSpan value)
    {
        value = new TimeSpan(token);
        return true;
    }
}
