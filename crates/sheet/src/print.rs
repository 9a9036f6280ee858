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
    pub(crate) fn words(&self, words: &str) -> String {
        let Some(section) = &self.words else { return words.to_owned() };
        let print = |part: &Part| match part {
            Part::Text => words.to_owned(),
            Part::Words(words) => words.clone(),
            Part::Stroke => "/".to_owned(),
            Part::Percent => "%".to_owned(),
            Part::Point => ".".to_owned(),
            _ => String::new(),
        };
        section.parts.iter().map(print).collect()
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
        says_it.then(|| number.clone().shifted(shift).value() * if value < 0.0 { -1.0 } else { 1.0 })
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
    let is_it = number.clone().rounded(decimals) == Decimal::of(printed);
    is_it.then(|| number.value() * if value < 0.0 { -1.0 } else { 1.0 })
}
