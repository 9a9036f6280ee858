//! One amount: bound, sign, currency, number, scale, unit, and the second end of a range.

use boardlift_model::{Qualifier, Unit};

use super::cursor::is_of_word;
use super::numeral::{self, Numeral};
use super::unit_word::{self, UnitWord};
use super::{Amount, Cursor, Refusal, qualifier};

const DASHES: &[char] = &['-', '−', '–', '—', '‐', '\u{2011}'];

/// Powers of ten behind a number. `m` is not among them: behind a whole number without `£` it may be months or metres. Joined
/// to decimals, `13.8m`, it is a million as behind pounds.
const SCALES: &[(&str, u8)] =
    &[("thousand", 3), ("k", 3), ("million", 6), ("mn", 6), ("billion", 9), ("bn", 9)];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Reads the amount at the cursor.
pub(super) fn read<'a>(cursor: &mut Cursor<'a>) -> Result<Amount<'a>, Refusal> {
    let between = cursor.eat_words("between ");
    let bound = qualifier::leading(cursor);
    let lower = End::read(cursor)?;
    let upper = upper_end(cursor, &lower, between)?;
    let goes_on = cursor.peek().is_some_and(|c| is_of_word(c) || c == '%') || unit_word::is_age(cursor);
    if goes_on || upper.is_none() && (between || lower.is_date_or_ratio(cursor)) {
        return Err(Refusal::NoNumber);
    }
    let malformed = lower.is_malformed() || upper.as_ref().is_some_and(End::is_malformed);
    let scale = lower.scale.or(upper.as_ref().and_then(|upper| upper.scale));
    let value = lower.value(scale);
    let upper_value = upper.as_ref().map(|upper| upper.value(upper.scale));
    if upper_value.is_some_and(|upper| upper <= value) {
        return Err(Refusal::Unreadable);
    }
    let unit = lower.unit.or(upper.and_then(|upper| upper.unit));
    let (named, unit_note) = unit.map_or((None, None), |word| (word.unit, word.note));
    Ok(Amount {
        value,
        upper: upper_value,
        unit: if lower.pounds { Some(Unit::Gbp) } else { named },
        qualifier: bound.or(lower.open.then_some(Qualifier::Ge)),
        unit_note,
        malformed,
    })
}

/// One end of a range, or the whole amount where there is no range.
struct End<'a> {
    numeral: Numeral,
    negative: bool,
    pounds: bool,
    scale: Option<u8>,
    unit: Option<UnitWord<'a>>,
    /// A plus sign behind the number: `16+`.
    open: bool,
}

impl<'a> End<'a> {
    /// `(£1,234)` and `£(1,234)` are negative, as in accounts. Brackets without a `£` hold a second figure.
    fn read(cursor: &mut Cursor<'a>) -> Result<Self, Refusal> {
        let outer = sign(cursor);
        let mut bracket = cursor.rest().starts_with("(£") && cursor.eat('(');
        let pounds = cursor.eat('£');
        let mut inner = None;
        if pounds {
            cursor.eat(' ');
            inner = sign(cursor);
            bracket |= !bracket && cursor.eat('(');
        }
        let numeral = numeral::read(cursor, pounds)?;
        let scale = scale(cursor, pounds || numeral.has_decimals() && cursor.peek() != Some(' '));
        let signs = usize::from(bracket) + usize::from(outer.is_some()) + usize::from(inner.is_some());
        if signs > 1 || bracket && !cursor.eat(')') {
            return Err(Refusal::Unreadable);
        }
        let open = is_open(cursor);
        let unit = if pounds { None } else { unit_word::read(cursor) };
        let open = open || is_open(cursor);
        let negative = bracket || outer.or(inner) == Some(Sign::Minus);
        Ok(End { numeral, negative, pounds, scale, unit, open })
    }

    /// The upper end of a range, which carries no sign. Behind a `£` it is in pounds with or without its own.
    fn read_upper(cursor: &mut Cursor<'a>, lower: &End) -> Result<Self, Refusal> {
        let pounds = cursor.eat('£') || lower.pounds;
        let numeral = numeral::read(cursor, pounds)?;
        let scale = scale(cursor, pounds || numeral.has_decimals() && cursor.peek() != Some(' '));
        let unit = if pounds { None } else { unit_word::read(cursor) };
        Ok(End { numeral, negative: false, pounds, scale, unit, open: is_open(cursor) })
    }

    fn value(&self, scale: Option<u8>) -> f64 {
        let magnitude = self.numeral.times_ten_to(scale.unwrap_or(0));
        if self.negative && magnitude != 0.0 { -magnitude } else { magnitude }
    }

    fn is_malformed(&self) -> bool {
        self.numeral.malformed || self.unit.as_ref().is_some_and(|unit| unit.malformed)
    }

    fn is_bare(&self) -> bool {
        self.unit.is_none() && !self.pounds && self.scale.is_none()
    }

    /// Whether a number goes on as something else: `18/03`, `1:5`, `12-Mar`, `12 March`.
    fn is_date_or_ratio(&self, after: &Cursor) -> bool {
        if !self.is_bare() {
            return false;
        }
        let mut ahead = after.clone();
        if ahead.eat_any(DASHES).is_some() {
            return ahead.peek().is_some_and(is_of_word);
        }
        ahead.skip_spaces();
        if ahead.eat_any(&['/', ':']).is_some() {
            ahead.skip_spaces();
            return ahead.peek().is_some_and(|c| c.is_ascii_digit());
        }
        let could_be_day = self.numeral.small_whole().is_some_and(|day| (1..=31).contains(&day));
        could_be_day && begins_with_month(ahead.rest())
    }

    fn could_be_year(&self) -> bool {
        self.is_bare() && self.numeral.small_whole().is_some_and(|year| (1990..2100).contains(&year))
    }
}

/// The second end of a range: `6-7mths`, `6 to 7 weeks`, `£1-2m`, `between 5 and 10`.
fn upper_end<'a>(cursor: &mut Cursor<'a>, lower: &End, between: bool) -> Result<Option<End<'a>>, Refusal> {
    let mut ahead = cursor.clone();
    let spaced = ahead.eat(' ');
    let by_dash = !between && ahead.eat_any(DASHES).is_some();
    let joined = by_dash || ahead.eat_words(if between { "and" } else { "to" });
    // A dash that stands apart from the lower number and touches the upper one is the upper one's sign.
    let is_sign = by_dash && spaced && ahead.peek() != Some(' ');
    ahead.skip_spaces();
    if !joined || is_sign || !ahead.peek().is_some_and(|c| c.is_ascii_digit() || c == '£' || c == '.') {
        return Ok(None);
    }
    // What can't be read behind a dash is the rest of a date more often than of a range.
    let upper = End::read_upper(&mut ahead, lower).map_err(|_| Refusal::NoNumber)?;
    if by_dash && spaced && !lower.is_bare() && upper.is_bare() {
        // The dash parts a remark: `89.5% - 17/19`.
        return Ok(None);
    }
    if lower.open || upper.open || is_date(lower, &upper, &ahead) {
        return Err(Refusal::NoNumber);
    }
    // `12 - 45%` may as well be a count and its share.
    let count_and_share = by_dash && spaced && lower.is_bare() && is_percent(&upper);
    let two_minuses = by_dash && lower.negative;
    if count_and_share || two_minuses || !may_share_unit(lower, &upper) {
        return Err(Refusal::Unreadable);
    }
    *cursor = ahead;
    Ok(Some(upper))
}

/// `2022-23`, `2022 to 2023`, `10-12-2022`.
fn is_date(lower: &End, upper: &End, after: &Cursor) -> bool {
    let mut ahead = after.clone();
    let third = ahead.eat_any(&['-', '/', '.', '–']).is_some() && !ahead.digits().is_empty();
    let short_year = upper.is_bare() && upper.numeral.digits.len() == 2;
    third || lower.could_be_year() && (short_year || upper.could_be_year())
}

/// A unit that only the lower end carries leaves the upper end in doubt; one that only the upper carries is both's.
fn may_share_unit(lower: &End, upper: &End) -> bool {
    let units_agree = match (&lower.unit, &upper.unit) {
        (Some(lower), Some(upper)) => lower.unit == upper.unit,
        (Some(_), None) => false,
        (None, _) => true,
    };
    units_agree && (lower.pounds || !upper.pounds) && (upper.scale.is_some() || lower.scale.is_none())
}

fn is_percent(end: &End) -> bool {
    end.unit.as_ref().is_some_and(|word| word.unit == Some(Unit::Percent))
}

#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Plus,
    Minus,
}

/// A sign. A dash that stands apart may be a bullet or join two things, a plus may not: `+ 3.1%`.
fn sign(cursor: &mut Cursor) -> Option<Sign> {
    let mut ahead = cursor.clone();
    let sign = match ahead.eat_any(&['+', '-', '−', '–', '‐', '\u{2011}'])? {
        '+' => Sign::Plus,
        _ => Sign::Minus,
    };
    if sign == Sign::Plus {
        ahead.eat(' ');
    }
    let touches = ahead.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, '£' | '.' | '('));
    touches.then(|| {
        *cursor = ahead;
        sign
    })
}

fn scale(cursor: &mut Cursor, m_is_million: bool) -> Option<u8> {
    let mut ahead = cursor.clone();
    ahead.eat(' ');
    let scale = ahead.eat_one_of(SCALES).or_else(|| (m_is_million && ahead.eat_words("m")).then_some(6))?;
    *cursor = ahead;
    Some(scale)
}

/// A plus sign that no number follows.
fn is_open(cursor: &mut Cursor) -> bool {
    let mut ahead = cursor.clone();
    let plus = ahead.eat('+');
    let after = ahead.clone();
    ahead.skip_spaces();
    let open = plus && !ahead.peek().is_some_and(|c| c.is_ascii_digit());
    if open {
        *cursor = after;
    }
    open
}

fn begins_with_month(words: &str) -> bool {
    let word = words.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&word))
}
