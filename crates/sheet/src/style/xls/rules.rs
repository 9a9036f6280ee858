//! The conditional formats of Excel 97 to 2003: at most three rules each, of which the first that holds counts.

use std::sync::Arc;

use boardlift_model::{Address, Rgb};

use super::book::Book;
use super::tokens::{BASE, formula};
use crate::biff::{Record, u16_at};
use crate::style::colour::Palette;
use crate::style::conditions::{Comparison, Conditions, Kind, Paint, Rule, Test};
use crate::style::pattern::Pattern;
use crate::worksheet::Area;

/// The most rules that are taken from a sheet; those that follow make the rest of it uncertain.
const MOST: usize = 50_000;

/// The rules of a sheet as they are read.
#[derive(Default)]
pub(super) struct Rules {
    areas: Arc<[Area]>,
    rules: Vec<Rule>,
}

impl Rules {
    /// A format begins: where it applies (2.4.56).
    pub(super) fn begin(&mut self, record: &Record<'_>) {
        let areas = record.data.get(14..).unwrap_or_default().chunks_exact(8);
        let area = |bytes: &[u8]| {
            let at = |place| u16_at(bytes, place).map(u32::from);
            Some(Area {
                first: Address { row: at(0)?, column: at(4)? },
                last: Address { row: at(2)?, column: at(6)? },
            })
        };
        self.areas = areas.filter_map(area).collect();
    }

    /// A rule of the format (2.4.42).
    pub(super) fn meet(&mut self, record: &Record<'_>, book: &Book) {
        if self.rules.len() < MOST {
            let paint = paint(record, &book.palette);
            let test = paint.as_ref().and_then(|_| test(record)).unwrap_or(Test::Unknown);
            let kind = Kind::Test(test, paint.unwrap_or(Paint::UNKNOWN));
            let priority = i64::try_from(self.rules.len()).unwrap_or(i64::MAX);
            self.rules.push(Rule {
                areas: self.areas.clone(),
                base: Some(BASE),
                priority,
                stops: true,
                kind,
            });
        }
    }

    pub(super) fn into_conditions(self) -> Conditions {
        Conditions::of(self.rules)
    }
}

fn test(record: &Record<'_>) -> Option<Test> {
    let end = record.data.len();
    let second = end.checked_sub(usize::from(record.u16(4)?))?;
    let first = second.checked_sub(usize::from(record.u16(2)?))?;
    let (first, second) =
        (formula(record.data.get(first..second)?), record.data.get(second..).and_then(formula));
    let comparison = match record.data.get(..2)? {
        [2, _] => return first.map(Test::Formula),
        [1, operator @ (1 | 2)] => {
            return Some(Test::Between { is_outside: *operator == 2, limits: [first?, second?] });
        }
        [1, 3] => Comparison::Equal,
        [1, 4] => Comparison::NotEqual,
        [1, 5] => Comparison::Greater,
        [1, 6] => Comparison::Less,
        [1, 7] => Comparison::GreaterOrEqual,
        [1, 8] => Comparison::LessOrEqual,
        _ => return None,
    };
    Some(Test::Value(comparison, first?))
}

/// What a rule changes (2.5.91), by blocks that are there or not.
fn paint(record: &Record<'_>, palette: &Palette) -> Option<Paint> {
    let flags = record.u32(6)?;
    let has = |bit: u32| flags >> bit & 1 == 1;
    let mut at = 12;
    let mut paint = Paint::default();
    if has(25) {
        // A format of the file's own has its length before it.
        let is_own = record.u16(10)? & 1 == 1;
        at += if is_own { usize::from(record.u16(at)?) } else { 2 };
    }
    if has(26) {
        let colour = usize::try_from(record.u32(at + 80)?).ok().and_then(|index| palette.indexed(index));
        paint.ink = colour.map(Some);
        paint.bold = (record.u16(at + 72)? == 700).then_some(true);
        at += 118;
    }
    at += if has(27) { 8 } else { 0 } + if has(28) { 8 } else { 0 };
    if has(29) {
        paint.fill = fill(record.u32(at)?, flags, palette);
    }
    Some(paint)
}

/// What a rule does to the fill (2.5.88). A solid one has its colour behind the pattern.
#[expect(clippy::option_option, reason = "a colour that is left alone isn't one that is taken away")]
fn fill(pattern: u32, flags: u32, palette: &Palette) -> Option<Option<Rgb>> {
    // The bits say what stays as it is.
    let (sets_pattern, sets_fore, sets_back) =
        (flags & 1 << 16 == 0, flags & 1 << 17 == 0, flags & 1 << 18 == 0);
    let colour = |index: u32| usize::try_from(index & 0x7F).ok().and_then(|index| palette.indexed(index));
    let (fore, back) = (colour(pattern >> 16), colour(pattern >> 23));
    let drawn = if sets_pattern { Pattern::numbered(pattern >> 10 & 0x3F) } else { Some(Pattern::SOLID) };
    match drawn {
        Some(Pattern::SOLID) => sets_back.then(|| Pattern::SOLID.colour(back, None)),
        drawn => Some(drawn?.colour(fore.filter(|_| sets_fore), back.filter(|_| sets_back))),
    }
}
