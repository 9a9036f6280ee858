//! Dates and times: days since the workbook's first day, by a section such as `dd/mm/yyyy hh:mm`.

use std::fmt::Write as _;

use boardlift_model::Date;

use super::code::{Part, Section, Time};

/// The day that serial number 0 stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Epoch {
    /// 31 December 1899; and 1900 is taken for a leap year, so that 60 is a day that never was.
    #[default]
    Year1900,
    /// 1 January 1904.
    Year1904,
}

/// A day as its parts. Not always a day of the calendar: see [`Epoch::Year1900`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day {
    year: i16,
    month: usize,
    in_month: i8,
    /// Monday is 0.
    weekday: usize,
}

const MILLISECONDS_A_DAY: f64 = 86_400_000.0;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The last serial number that has a date, 31 December 9999.
const LAST_DAY: i64 = 2_958_465;

/// A serial number as the section prints it; nothing where it has no date: those before the first day and after the
/// year 9999.
pub(super) fn print(serial: f64, section: &Section, epoch: Epoch) -> Option<String> {
    // Times are days in binary fractions: 09:30 is a little less than that, so what is cut off is cut from rounded
    // milliseconds.
    let milliseconds = (serial * MILLISECONDS_A_DAY).round();
    let unit = 10_i64.pow(3 - u32::try_from(decimals(section).min(3)).unwrap_or(3));
    let prints_seconds = section
        .parts
        .iter()
        .any(|part| matches!(part, Part::Time(Time::Second(_) | Time::Seconds(_) | Time::Fraction(_))));
    if !(0.0..=(LAST_DAY as f64 + 1.0) * MILLISECONDS_A_DAY).contains(&milliseconds) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "below ten to the fifteenth, as just asked")]
    let exact = milliseconds as i64;
    let clock = if prints_seconds { (exact + unit / 2) / unit * unit } else { exact };
    let has_half = section.parts.iter().any(|part| matches!(part, Part::Time(Time::Half(_))));
    let day = day(clock.div_euclid(86_400_000), epoch)?;
    let mut text = String::new();
    for part in &section.parts {
        match part {
            Part::Time(time) => push(*time, day, clock, has_half, &mut text),
            Part::Words(words) => text.push_str(words),
            Part::Stroke => text.push('/'),
            Part::Point => text.push('.'),
            Part::Comma => text.push(','),
            Part::Percent => text.push('%'),
            Part::Digit(_) | Part::Exponent(_) | Part::General | Part::Text => {}
        }
    }
    Some(text)
}

fn decimals(section: &Section) -> usize {
    let fraction = section.parts.iter().find_map(|part| match part {
        Part::Time(Time::Fraction(length)) => Some(*length),
        _ => None,
    });
    fraction.unwrap_or(0)
}

fn push(time: Time, day: Day, clock: i64, has_half: bool, text: &mut String) {
    let name = |names: &[&'static str], index: usize| names.get(index).copied().unwrap_or_default();
    let hour = clock / 3_600_000 % 24;
    let (value, width) = match time {
        Time::Year(1..=2) => (i64::from(day.year % 100), 2),
        Time::Year(_) => (i64::from(day.year), 4),
        Time::Month(3) => return text.extend(name(&MONTHS, day.month).chars().take(3)),
        Time::Month(4) => return text.push_str(name(&MONTHS, day.month)),
        Time::Month(5) => return text.extend(name(&MONTHS, day.month).chars().take(1)),
        Time::Month(length) => (i64::try_from(day.month).unwrap_or(0) + 1, length.min(2)),
        Time::Day(3) => return text.extend(name(&DAYS, day.weekday).chars().take(3)),
        Time::Day(4..) => return text.push_str(name(&DAYS, day.weekday)),
        Time::Day(length) => (i64::from(day.in_month), length),
        Time::Half(is_long) => {
            let half = if hour < 12 { "AM" } else { "PM" };
            return text.extend(half.chars().take(if is_long { 2 } else { 1 }));
        }
        Time::Hour(length) if has_half => ((hour + 11) % 12 + 1, length.min(2)),
        Time::Hour(length) => (hour, length.min(2)),
        Time::Minute(length) => (clock / 60_000 % 60, length.min(2)),
        Time::Second(length) => (clock / 1000 % 60, length.min(2)),
        Time::Fraction(length) => {
            let digits = format!("{:03}", clock % 1000);
            text.push('.');
            return text.extend(digits.chars().take(length));
        }
        Time::Hours(length) => (clock / 3_600_000, length),
        Time::Minutes(length) => (clock / 60_000, length),
        Time::Seconds(length) => (clock / 1000, length),
    };
    // Writing to a string can't fail.
    let _ = write!(text, "{value:0width$}");
}

/// The day with this serial number.
fn day(serial: i64, epoch: Epoch) -> Option<Day> {
    // What the first weeks of 1900 are called follows from the day that never was.
    match (epoch, serial) {
        (Epoch::Year1900, 0) => return Some(Day { year: 1900, month: 0, in_month: 0, weekday: 5 }),
        (Epoch::Year1900, 60) => return Some(Day { year: 1900, month: 1, in_month: 29, weekday: 2 }),
        _ => {}
    }
    let (first, skipped) = match epoch {
        Epoch::Year1900 if serial < 60 => (Date::constant(1899, 12, 31), 1),
        Epoch::Year1900 => (Date::constant(1899, 12, 30), 0),
        Epoch::Year1904 => (Date::constant(1904, 1, 1), 0),
    };
    let date = first.checked_add(jiff::Span::new().try_days(serial).ok()?).ok()?;
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset() - skipped).unwrap_or(6);
    let month = usize::try_from(date.month() - 1).unwrap_or(0);
    Some(Day { year: date.year(), month, in_month: date.day(), weekday })
}

/// The serial number of a day or a time on a day as ISO 8601 writes them: `2024-03-31`, `2024-03-31T09:30:00`.
pub(crate) fn serial(iso: &str, epoch: Epoch) -> Option<f64> {
    let iso = iso.trim().trim_end_matches('Z');
    let (date, time) = iso.split_once('T').map_or((iso, None), |(date, time)| (date, Some(time)));
    let date: Date = date.parse().ok()?;
    let first = match epoch {
        Epoch::Year1900 => Date::constant(1899, 12, 30),
        Epoch::Year1904 => Date::constant(1904, 1, 1),
    };
    let days = first.until(date).ok()?.get_days();
    // Before March 1900 the serial numbers are one less.
    let days = if epoch == Epoch::Year1900 && days < 61 { days - 1 } else { days };
    let time: Option<jiff::civil::Time> = time.map(str::parse).transpose().ok()?;
    let milliseconds = time.map_or(0.0, |time| {
        let seconds =
            (f64::from(time.hour()) * 60.0 + f64::from(time.minute())) * 60.0 + f64::from(time.second());
        seconds * 1000.0 + f64::from(time.millisecond())
    });
    Some(f64::from(days) + milliseconds / MILLISECONDS_A_DAY)
}
