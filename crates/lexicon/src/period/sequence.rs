//! Which of the numbered parts of a year are named: `Q3`, `Q1-Q3`, `quarters 1, 2 and 3`, `first and second quarter`,
//! `first two quarters`.
//!
//! Takes the words also where the parts leave one out between them (`Q1 and Q3`) and says then that they are no stretch.

use super::rule::gap;
use super::tokens::{Cursor, Shape};
use super::words::{AND, CARDINALS, COUNTED, ORDINALS, PLACES, TO};
use super::years;

/// The place after a name that stands here.
pub(super) type Name = for<'t> fn(Cursor<'t>) -> Option<Cursor<'t>>;

/// How a kind of part is named.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    /// Before the number of one: `quarter`.
    pub(super) one: Name,
    /// Before the numbers of several: `quarters`.
    pub(super) several: Name,
    /// How many digits its numbers have at most.
    pub(super) digits: usize,
}

/// The first and the last of the named parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    from: u8,
    to: u8,
    is_whole: bool,
}

impl Run {
    fn one(number: u8) -> Self {
        Run { from: number, to: number, is_whole: true }
    }

    /// All up to one.
    pub(super) fn up_to(number: u8) -> Self {
        Run { to: number, ..Run::one(1) }
    }

    /// The first and the last, where all between them are meant and none lies beyond `last`.
    pub(super) fn within(self, last: u8) -> Option<(u8, u8)> {
        (self.is_whole && 1 <= self.from && self.from <= self.to && self.to <= last)
            .then_some((self.from, self.to))
    }

    /// The run with one more part: the next one, or all up to it.
    fn with(self, joint: Joint, number: u8) -> Self {
        let fits = if joint == Joint::To { number > self.to } else { Some(number) == self.to.checked_add(1) };
        Run { from: self.from, to: number, is_whole: self.is_whole && fits }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    To,
    And,
    Comma,
}

/// A name with its number, or with those of several parts: `Q3`, `Qtr. 3`, `Q1-Q3`, `HT1-2`, `Quarters 1, 2 and 3`.
pub(super) fn numbered(at: Cursor<'_>, names: Names) -> Option<(Run, Cursor<'_>)> {
    let several = (names.several)(at);
    let (first, after) = number(several.or_else(|| (names.one)(at))?, names)?;
    let (mut run, mut end) = (Run::one(first), after);
    let mut last = Joint::To;
    while let Some((joint, next, here)) = joined(end, names, several.is_some()) {
        (run, end, last) = (run.with(joint, next), here, joint);
    }
    // `Q2, Q1`: no list without its last word.
    if last == Joint::Comma && several.is_none() { Some((Run::one(first), after)) } else { Some((run, end)) }
}

/// The next number of a sequence. One without its name belongs to names in the plural, or stands close (`Q1-3`), or counts
/// nothing that follows (`Quarter 1 and 2 performance`, `Quarter 1 to 3, 2023/24`).
fn joined(at: Cursor<'_>, names: Names, are_several: bool) -> Option<(Joint, u8, Cursor<'_>)> {
    let (joint, here) = joint(at)?;
    if let Some((next, end)) = (names.one)(here).and_then(|here| number(here, names)) {
        return Some((joint, next, end));
    }
    let (next, end) = number(here, names)?;
    let is_close = at.tight_sign("-/&").is_some();
    let is_last =
        || matches!(end.peek().map(|token| token.shape), None | Some(Shape::Sign(_))) || has_year(end);
    let is_plain = || match joint {
        Joint::And => end.one_of(COUNTED).is_none(),
        Joint::To => at.sign("-").is_none() && is_last(),
        Joint::Comma => false,
    };
    (are_several || is_close || is_plain()).then_some((joint, next, end))
}

fn joint(at: Cursor<'_>) -> Option<(Joint, Cursor<'_>)> {
    let comma = || Some((Joint::Comma, at.sign(",")?));
    let and = at.sign(",").unwrap_or(at).one_of(AND).map(|after| (Joint::And, after));
    and.or_else(|| Some((Joint::To, at.one_of(TO)?))).or_else(comma)
}

fn has_year(at: Cursor<'_>) -> bool {
    years::expected(gap(at).0).is_some()
}

/// Parts by their places: `third quarter`, `first and second quarter`, `first two quarters`.
pub(super) fn placed(at: Cursor<'_>, names: Names) -> Option<(Run, Cursor<'_>)> {
    let unit = |at| (names.one)(at).or_else(|| (names.several)(at));
    let (first, after) = place(at)?;
    if let Some(end) = unit(after) {
        return Some((Run::one(first), end));
    }
    if let Some((count, end)) = number(after, names) {
        let run = Run { is_whole: first == 1, ..Run::up_to(count) };
        return Some((run, (names.several)(end)?));
    }
    let (joint, here) = joint(after)?;
    let (last, here) = place(here)?;
    Some((Run::one(first).with(joint, last), unit(here)?))
}

/// A number that labels what stands before it, or its name.
pub(super) fn number(at: Cursor<'_>, names: Names) -> Option<(u8, Cursor<'_>)> {
    let here = at.tight_sign("-").unwrap_or(at);
    match here.number() {
        Some((number, end)) if number.digits <= names.digits && end.ends_label() => {
            Some((u8::try_from(number.value).ok()?, end))
        }
        Some(_) => None,
        None => at.look_up(CARDINALS),
    }
}

/// `third`, `3rd`.
pub(super) fn place(at: Cursor<'_>) -> Option<(u8, Cursor<'_>)> {
    let in_digits = || {
        let (number, after) = at.number()?;
        Some((u8::try_from(number.value).ok()?, after.one_of(ORDINALS)?))
    };
    in_digits().or_else(|| at.look_up(PLACES))
}
