//! What a cell prints: a value through its number format (ECMA-376 part 1, 18.8.30 and 18.8.31).
//!
//! Prints as Excel set up for the United Kingdom does: `,` between thousands, English months, the short date as
//! `dd/mm/yyyy` where a format leaves the date's order to the reader's system. White space that only aligns columns is
//! kept as spaces. The width of a column is nobody's business here: nothing is cut off and nothing becomes `####`, but
//! for days that have no date.
//!
//! In reading order:
//!
//! - `code`: the code to sections of parts.
//! - `decimal`: numbers as digits.
//! - `general`, `number`, `date`: a number by the parts of a section.

mod code;
mod date;
mod decimal;
mod general;
mod number;

use std::borrow::Cow;

use boardlift_model::Rgb;

use code::{Part, Section};
pub(crate) use date::{Epoch, serial};
use decimal::Decimal;
use number::Layout;

/// What is printed for a day that has no date, as in a column that is too narrow.
const NO_DATE: &str = "########";

/// The longest code that Excel takes. A longer one is no format.
const MAX_CODE_CHARS: usize = 255;

/// Codes that mean another one on a system set up for the United Kingdom. The first two are how the built-in formats
/// 14 and 22 are written down, whose print follows the system (ECMA-376 part 1, 18.8.30).
const SYSTEM: [(&str, &str); 2] = [("mm-dd-yy", "dd/mm/yyyy"), ("m/d/yy h:mm", "dd/mm/yyyy hh:mm")];

/// A number format.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Format {
    /// The sections for numbers, at least one.
    numbers: Vec<Numbers>,
    /// The section for words.
    words: Option<Section>,
}

/// A printed value.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Printed {
    /// The words.
    pub(crate) text: String,
    /// The number behind them on the scale that they print, where they print exactly that number and its sign.
    pub(crate) stored: Option<f64>,
    /// The colour that the format prints them in.
    pub(crate) ink: Option<Rgb>,
}

/// A section for numbers.
#[derive(Debug, Clone, PartialEq)]
struct Numbers {
    section: Section,
    kind: Kind,
}

/// What a section makes of a number.
#[derive(Debug, Clone, PartialEq)]
enum Kind {
    Time,
    /// All digits that fit.
    General,
    Digits(Layout),
    /// Words alone.
    Words,
}

impl Default for Format {
    /// `General`.
    fn default() -> Self {
        Format::parse("General")
    }
}

impl Format {
    /// The format of a code. One that is longer than a code can be is `General`.
    pub(crate) fn parse(code: &str) -> Self {
        let is_code = !code.is_empty() && code.chars().nth(MAX_CODE_CHARS).is_none();
        let code = if is_code { system(code) } else { "General" };
        let mut sections = code::parse(code);
        let has_words = sections.len() >= 4 || sections.last().is_some_and(|last| last.has(&Part::Text));
        let words = if has_words && sections.len() > 1 {
            sections.drain(3.min(sections.len() - 1)..).next()
        } else {
            None
        };
        let numbers = sections.into_iter().map(Numbers::of).collect();
        Format { numbers, words }
    }

    /// A number as it prints. One that isn't finite prints nothing.
    pub(crate) fn number(&self, value: f64, epoch: Epoch) -> Printed {
        let Some((numbers, is_signed)) = self.section(value).filter(|_| value.is_finite()) else {
            return Printed::default();
        };
        let ink = numbers.section.ink;
        if numbers.kind == Kind::Time {
            let text = date::print(value, &numbers.section, epoch).unwrap_or_else(|| NO_DATE.to_owned());
            return Printed { text, stored: None, ink };
        }
        let number = Decimal::of(value);
        let unsigned = numbers.print(&number);
        let has_minus = is_signed && value < 0.0;
        let stored = numbers.stored(value, &number, &unsigned, is_signed);
        let text = if has_minus { format!("-{unsigned}") } else { unsigned };
        Printed { text, stored, ink }
    }

    /// Words as they print.
    pub(crate) fn words<'w>(&self, words: &'w str) -> Cow<'w, str> {
        let Some(section) = &self.words else { return Cow::Borrowed(words) };
        let print = |part: &Part| match part {
            Part::Text => words.to_owned(),
            Part::Words(words) => words.clone(),
            Part::Stroke => "/".to_owned(),
            Part::Percent => "%".to_owned(),
            Part::Point => ".".to_owned(),
            _ => String::new(),
        };
        Cow::Owned(section.parts.iter().map(print).collect())
    }

    /// The section for a number, and whether a minus has to be printed before it.
    fn section(&self, value: f64) -> Option<(&Numbers, bool)> {
        let sections = self.numbers.as_slice();
        if sections.iter().any(|numbers| numbers.section.condition.is_some()) {
            return conditional(sections, value);
        }
        match sections {
            [_, negative, ..] if value < 0.0 => Some((negative, false)),
            [_, _, zero] if value == 0.0 => Some((zero, false)),
            [first, ..] => Some((first, true)),
            [] => None,
        }
    }
}

impl Numbers {
    fn of(section: Section) -> Self {
        let kind = if section.is_time() {
            Kind::Time
        } else if section.has(&Part::General) || section.has(&Part::Text) {
            Kind::General
        } else {
            Layout::of(&section).map_or(Kind::Words, Kind::Digits)
        };
        Numbers { section, kind }
    }

    /// A number without its sign.
    fn print(&self, number: &Decimal) -> String {
        if let Kind::Digits(layout) = &self.kind {
            return layout.print(number, &self.section);
        }
        let print = |part: &Part| match part {
            Part::General | Part::Text => general::print(number),
            Part::Words(words) => words.clone(),
            Part::Percent => "%".to_owned(),
            Part::Stroke => "/".to_owned(),
            Part::Point => ".".to_owned(),
            Part::Comma => ",".to_owned(),
            _ => String::new(),
        };
        self.section.parts.iter().map(print).collect()
    }

    /// The number behind the print, on its scale.
    fn stored(&self, value: f64, number: &Decimal, printed: &str, is_signed: bool) -> Option<f64> {
        let shift = match &self.kind {
            Kind::General => 0,
            Kind::Digits(layout) if !layout.is_fraction() => layout.shift,
            _ => return None,
        };
        let is_digit = |char: char| char.is_ascii_digit();
        let says_more = self.section.parts.iter().any(|part| match part {
            Part::Words(words) => words.contains(char::is_numeric),
            _ => false,
        });
        // A section for negative numbers says so by a minus of its own; brackets and arrows are for others to read.
        let has_sign = value >= 0.0 || is_signed || self.has_minus();
        let says_it = has_sign && !says_more && printed.contains(is_digit);
        says_it.then(|| if shift == 0 { value } else { number.shifted(shift).value().copysign(value) })
    }

    /// Whether a minus stands before the digits.
    fn has_minus(&self) -> bool {
        let is_digit = |part: &Part| matches!(part, Part::Digit(_) | Part::General | Part::Point);
        let words = self.section.parts.iter().take_while(|part| !is_digit(part));
        words
            .into_iter()
            .any(|part| matches!(part, Part::Words(words) if words.contains(['-', '\u{2212}', '–'])))
    }
}

/// The first section whose condition holds, or the one that is left.
fn conditional(sections: &[Numbers], value: f64) -> Option<(&Numbers, bool)> {
    let holds =
        |numbers: &&Numbers| numbers.section.condition.is_some_and(|condition| condition.holds(value));
    let chosen = sections.iter().find(holds);
    let left = || {
        // Where the first section alone has a condition, the second is for negative numbers if a third follows.
        let others: Vec<&Numbers> =
            sections.iter().filter(|numbers| numbers.section.condition.is_none()).collect();
        match others.as_slice() {
            [negative, rest] if value >= 0.0 && !std::ptr::eq(*negative, *rest) => Some(*rest),
            [first, ..] => Some(*first),
            [] => None,
        }
    };
    let numbers = chosen.or_else(left)?;
    let is_negative = match numbers.section.condition {
        Some(condition) => condition.is_negative(),
        None => sections.len() == 3 && sections.get(1).is_some_and(|second| std::ptr::eq(second, numbers)),
    };
    Some((numbers, !is_negative))
}

/// The code that a code stands for on this system.
fn system(code: &str) -> &str {
    let lower = code.trim_start().get(..7).map(str::to_ascii_lowercase);
    match lower.as_deref() {
        Some("[$-f800") => return "dd mmmm yyyy",
        Some("[$-f400") => return "hh:mm:ss",
        _ => {}
    }
    let same = SYSTEM.iter().find(|(written, _)| code.eq_ignore_ascii_case(written));
    same.map_or(code, |(_, meant)| meant)
}

/// The number behind words that the file itself prints, on the scale of these words; nothing unless they print one
/// number and that is the one behind them, rounded.
pub(crate) fn stored_behind(words: &str, value: f64) -> Option<f64> {
    let is_part = |char: char| char.is_ascii_digit() || matches!(char, '.' | ',');
    let start = words.find(|char: char| char.is_ascii_digit())?;
    let (before, rest) = words.split_at(start);
    let end = rest.find(|char| !is_part(char)).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    if after.contains(char::is_numeric) || before.contains(char::is_numeric) || !value.is_finite() {
        return None;
    }
    if (value < 0.0) != before.contains(['-', '\u{2212}', '–']) {
        return None;
    }
    let digits = digits.trim_end_matches(['.', ',']).replace(',', "");
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let printed: f64 = digits.parse().ok()?;
    let shift = if words.contains('%') { 2 } else { 0 };
    let number = Decimal::of(value).shifted(shift);
    let is_it = number.rounded(decimals) == Decimal::of(printed);
    is_it.then(|| number.value().copysign(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, value: f64, expected: &str, stored: Option<f64>) {
        let printed = Format::parse(code).number(value, Epoch::Year1900);
        assert_eq!((printed.text.trim(), printed.stored), (expected, stored), "{value} by {code}");
    }

    fn check_words(code: &str, words: &str, expected: &str) {
        assert_eq!(Format::parse(code).words(words), expected, "{words} by {code}");
    }

    #[test]
    fn the_number_is_stored_on_the_printed_scale() {
        check("0.00%", 0.0104, "1.04%", Some(1.04));
        check("0%", 0.0104, "1%", Some(1.04));
        check("£#,##0", 5_715_310.0, "£5,715,310", Some(5_715_310.0));
        check("£0.0,,\"m\"", 5_715_310.0, "£5.7m", Some(5.71531));
        check("0.00E+00", 5_715_310.0, "5.72E+06", Some(5_715_310.0));
        check("", 31.01, "31.01", Some(31.01));
        check("General\" weeks\"", 12.5, "12.5 weeks", Some(12.5));
        check("0.0%;[Red]-0.0%", -0.031, "-3.1%", Some(-3.1));
    }

    #[test]
    fn what_prints_another_number_stores_none() {
        check("\"Q\"0", 3.0, "Q3", Some(3.0));
        check("0\"/5\"", 3.0, "3/5", None);
        check("\"2\"0", 3.0, "23", None);
        check("#,##0;(#,##0)", -5.2, "(5)", None);
        check("0%;\"▼\"0%", -0.05, "▼5%", None);
        check("0.00;0.00", -1.5, "1.50", None);
        check("#", 0.0, "", None);
        check("# ?/?", 0.5, "1/2", None);
        check("dd/mm/yyyy", 45_382.0, "31/03/2024", None);
        check("\"high\"", 7.0, "high", None);
    }

    #[test]
    fn sections_by_sign_and_by_condition() {
        let code = "\"▲\"0%;\"▼\"0%;\"–\"";
        check(code, 0.05, "▲5%", Some(5.0));
        check(code, 0.0, "–", None);
        check("0;;", -3.0, "", None);
        check(";;;", 3.0, "", None);
        check("0.0", -0.25, "-0.3", Some(-0.25));
        check("[>100]\"high\";[<0]\"low\";0.0", 101.0, "high", None);
        check("[>100]\"high\";[<0]\"low\";0.0", -1.0, "low", None);
        check("[>100]\"high\";[<0]\"low\";0.0", 12.0, "12.0", Some(12.0));
        check("[<0.5]0%;[>=0.5]0.0%", -0.25, "-25%", Some(-25.0));
        check("[=1]\"one\";[=2]\"two\";0", -3.0, "-3", Some(-3.0));
        check("[>=1000]0,\"k\";0", 12_000.0, "12k", Some(12.0));
        check("[>=1000]0,\"k\";0", 12.0, "12", Some(12.0));
    }

    #[test]
    fn digits_find_their_places() {
        check("#,##0.00", 1.005, "1.01", Some(1.005));
        check("00000", 31.0, "00031", Some(31.0));
        check("000-000", 5_715_310.0, "5715-310", Some(5_715_310.0));
        check("0.###", 2.5, "2.5", Some(2.5));
        check("#.##", 0.5, ".5", Some(0.5));
        check(".00", 12.5, "12.50", Some(12.5));
        check("#,##0,", 1_234_567.0, "1,235", Some(1234.567));
        check("##0.0E+0", 12_345.0, "12.3E+3", Some(12_345.0));
        check("0.00E+00", 99.995, "1.00E+02", Some(99.995));
        check("0", 1e21, "1000000000000000000000", Some(1e21));
        check("0\\ %", 0.5, "50 %", Some(50.0));
        check("[$£-809]#,##0.00", 5.0, "£5.00", Some(5.0));
        check(
            "_-[$£-809]* #,##0_-;-[$£-809]* #,##0_-;_-[$£-809]* \"-\"??_-;_-@_-",
            -1234.0,
            "-£1,234",
            Some(-1234.0),
        );
        check("0.0_)", f64::NAN, "", None);
    }

    #[test]
    fn fractions_are_the_nearest() {
        check("# ?/?", 45_123.562_5, "45123 4/7", None);
        check("# ??/??", 31.01, "31 1/99", None);
        check("# ?/8", 2.52, "2 4/8", None);
        check("?/4", 2.5, "10/4", None);
        check("0/100", 0.5, "50/100", None);
        check("# ?/?", 2.999, "3", None);
    }

    #[test]
    fn dates_and_times() {
        check("dddd d mmmm yyyy", 45_382.0, "Sunday 31 March 2024", None);
        check("d-mmm-yy", 45_382.0, "31-Mar-24", None);
        check("mmmmm", 45_382.0, "M", None);
        check("mm-dd-yy", 45_382.0, "31/03/2024", None);
        check("[$-F800]dddd\\, mmmm dd\\, yyyy", 45_382.0, "31 March 2024", None);
        check("dd\\.mm\\.yyyy;@", 45_382.0, "31.03.2024", None);
        check("hh:mm", 9.5 / 24.0, "09:30", None);
        check("h:mm AM/PM", 0.0, "12:00 AM", None);
        check("h:mm A/P", 0.5, "12:00 P", None);
        check("[h]:mm", 1.5, "36:00", None);
        check("[mm]:ss", 0.0104, "14:59", None);
        check("mm:ss.0", 0.0104, "14:58.6", None);
        check("dd/mm/yyyy", 60.0, "29/02/1900", None);
        check("dd/mm/yyyy", 59.0, "28/02/1900", None);
        check("dd/mm/yyyy", -1.0, NO_DATE, None);
        check("dd/mm/yyyy", 3e6, NO_DATE, None);
        let late = Format::parse("dd/mm/yyyy").number(43_920.0, Epoch::Year1904);
        assert_eq!(late.text, "31/03/2024");
    }

    #[test]
    fn serial_numbers_of_written_dates() {
        assert_eq!(serial("2024-03-31", Epoch::Year1900), Some(45_382.0));
        assert_eq!(serial("2024-03-31T12:00:00Z", Epoch::Year1904), Some(43_920.5));
        assert_eq!(serial("1900-01-01", Epoch::Year1900), Some(1.0));
        assert_eq!(serial("31.3.2024", Epoch::Year1900), None);
    }

    #[test]
    fn words_pass_through_their_section() {
        check_words("0.0", "n/a", "n/a");
        check_words("0;-0;0;\"see \"@", "note", "see note");
        check_words("0;-0;0;", "note", "");
        check_words("@", "note", "note");
        check_words("dd/mm/yyyy;@", "soon", "soon");
    }

    #[test]
    fn colours_of_sections() {
        let ink = |code: &str| Format::parse(code).number(1.0, Epoch::Year1900).ink;
        assert_eq!(ink("[Red]0"), Some(Rgb { red: 255, green: 0, blue: 0 }));
        assert_eq!(ink("[Color 5]0"), Some(Rgb { red: 0, green: 0, blue: 255 }));
        assert_eq!(ink("0;[Red]0"), None);
    }

    #[test]
    fn any_text_is_a_code() {
        let signs = [
            "0", "#", "?", ".", ",", "%", "E+", "/", "[", "]", "\"", "\\", "_", "*", ";", "@", "d", "h", "£",
        ];
        for first in signs {
            for second in signs {
                for third in signs {
                    let format = Format::parse(&[first, second, third].concat());
                    for value in [0.0, -1.5, 1e300, 1e-300, 45_382.5] {
                        assert!(format.number(value, Epoch::Year1904).text.len() < 1000);
                    }
                }
            }
        }
        check(&"0".repeat(300), 7.0, "7", Some(7.0));
    }

    #[test]
    fn a_printed_number_is_the_stored_one_rounded() {
        let check = |words: &str, value: f64, expected: Option<f64>| {
            assert_eq!(stored_behind(words, value), expected, "{value} behind {words}");
        };
        check("1.04%", 0.010_437, Some(1.0437));
        check("£5,715,310", 5_715_310.0, Some(5_715_310.0));
        check("-3.1%", -0.031, Some(-3.1));
        check("(5)", -5.0, None);
        check("31/03/2024", 45_382.0, None);
        check("5 of 7", 5.0, None);
        check("6", 5.2, None);
        check("none", 5.2, None);
    }
}
