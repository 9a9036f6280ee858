//! The digits of one number: thousands and decimals.

use super::{Cursor, Refusal};

/// More digits than this name something (a telephone number, an account); no board counts that far.
const MAX_DIGITS: usize = 15;

/// The digits of one number, without sign, currency and unit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numeral {
    /// Digits with at most one decimal point.
    pub(super) digits: String,
    /// Whether the thousands stand apart by a plain space.
    pub(super) malformed: bool,
}

impl Numeral {
    /// The number, where it is whole and small enough to be a day or a year.
    pub(super) fn small_whole(&self) -> Option<u16> {
        self.digits.parse().ok()
    }

    /// Whether it is printed with decimals.
    pub(super) fn has_decimals(&self) -> bool {
        self.digits.contains('.')
    }

    /// The number times a power of ten, rounded once.
    pub(super) fn times_ten_to(&self, power: u8) -> f64 {
        let number =
            if power == 0 { self.digits.parse() } else { format!("{}e{power}", self.digits).parse() };
        number.unwrap_or(f64::NAN)
    }
}

/// Reads the digits at the cursor. Digits that are part of something else (`1.2.3`, `18.03.2022`) are no number, and
/// neither are digits behind a needless zero: a date, a telephone number, the end of a year that was cut.
///
/// Behind a `£` any thousands may stand apart by a plain space. Without it a head of three digits may not: two
/// counts in one cell (`194 125`) look just the same.
pub(super) fn read(cursor: &mut Cursor, after_pound: bool) -> Result<Numeral, Refusal> {
    let head = cursor.digits();
    let mut digits = head.to_owned();
    if head.len() > 1 && head.starts_with('0') {
        return Err(Refusal::NoNumber);
    }
    let mut malformed = false;
    let by_comma = !head.is_empty() && commas(cursor, &mut digits)?;
    let longest_head = if after_pound { 3 } else { 2 };
    if !by_comma && (1..=longest_head).contains(&head.len()) && !head.starts_with('0') {
        malformed = spaces(cursor, &mut digits);
    }
    decimals(cursor, &mut digits)?;
    if digits.len() > MAX_DIGITS {
        return Err(Refusal::NoNumber);
    }
    Ok(Numeral { digits, malformed })
}

/// `,539,000`: whether there was any.
fn commas(cursor: &mut Cursor, digits: &mut String) -> Result<bool, Refusal> {
    let head_is_sound = digits.len() <= 3 && !digits.starts_with('0');
    let mut any = false;
    while let Some(group) = group_after(cursor, ',') {
        if !head_is_sound || group.len() != 3 {
            return Err(Refusal::Unreadable);
        }
        digits.push_str(group);
        any = true;
    }
    Ok(any)
}

/// ` 539 000`: whether there was any. A group that carries a unit or goes on as a fraction is a number of its own.
fn spaces(cursor: &mut Cursor, digits: &mut String) -> bool {
    let mut any = false;
    loop {
        let mut ahead = cursor.clone();
        let group = group_after(&mut ahead, ' ').filter(|group| group.len() == 3);
        let goes_on = ahead.peek().is_some_and(|c| c == '%' || c == '/' || c.is_alphabetic());
        let Some(group) = group.filter(|_| !goes_on) else { return any };
        digits.push_str(group);
        *cursor = ahead;
        any = true;
    }
}

/// `.5`. A point without digits behind it is a full stop and stays.
fn decimals(cursor: &mut Cursor, digits: &mut String) -> Result<(), Refusal> {
    let Some(decimals) = group_after(cursor, '.') else {
        return if digits.is_empty() { Err(Refusal::NoNumber) } else { Ok(()) };
    };
    if digits.is_empty() {
        digits.push('0');
    }
    digits.push('.');
    digits.push_str(decimals);
    match cursor.rest().as_bytes() {
        [b',', b'0'..=b'9', ..] => Err(Refusal::Unreadable),
        [b'.', b'0'..=b'9', ..] => Err(Refusal::NoNumber),
        _ => Ok(()),
    }
}

fn group_after<'a>(cursor: &mut Cursor<'a>, separator: char) -> Option<&'a str> {
    let mut ahead = cursor.clone();
    let group = ahead.eat(separator).then(|| ahead.digits()).filter(|group| !group.is_empty())?;
    *cursor = ahead;
    Some(group)
}
