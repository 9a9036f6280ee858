//! Columns that are headed by the bare name of a body: beside comparators, or side by side with others.

use std::collections::BTreeSet;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{area, heading, period, value};
use boardlift_model::{AreaClaim, Cell, Kind, Unit};

use super::{Column, Reason, Use, ValueColumn};
use crate::contents::Contents;
use crate::header::ANY_YEARS;

/// What parts the levels of a heading.
const BETWEEN_LEVELS: &str = " / ";
/// A body's name has no more words.
const MOST_WORDS_OF_A_BODY: usize = 6;

/// A body named beside comparators, `England | London | Ourtown`, is the authority itself or another one: a column
/// of figures whose heading, or one level of it, is nothing but an unknown name, where another column has a comparator on
/// that level under or over the same words.
pub(super) fn bodies_beside_comparators(columns: &mut [Column], contents: &[Contents]) {
    let is_compared =
        |column: &&Column| matches!(column.value(), Some(ValueColumn { area: AreaClaim::Comparator(_), .. }));
    let compared: BTreeSet<(bool, String)> = columns
        .iter()
        .filter(is_compared)
        .flat_map(|column| bodies(&column.text).map(|body| (body.is_lowest, body.beside.to_owned())))
        .collect();
    let groups_stand_above =
        columns.iter().filter(is_compared).any(|column| names_a_group_above(&column.text));
    for (column, contents) in columns.iter_mut().zip(contents) {
        let heading = column.text.clone();
        let named = bodies(&heading).find(|body| {
            let is_beside = || compared.contains(&(body.is_lowest, body.beside.to_owned()));
            is_bare_name(body.name) && (is_beside() || (groups_stand_above && body.stands_over_a_period()))
        });
        if let Some(body) = named.filter(|_| contents.have_figures()) {
            name_a_body(column, body.name.to_owned());
        }
    }
}

/// Bodies side by side without a comparator: two columns or more whose headings are proper names of several words, `Acorn
/// Care | North Wold`, and of which each row prints figures of one unit while the rows differ. Such columns measure the same
/// of each name; columns of different measures keep their own unit all the way down.
pub(super) fn bodies_side_by_side(columns: &mut [Column], body: &[Vec<Cell>]) {
    let is_named =
        |column: &Column| column.used == Use::Role(Role::Indicator) && column.reason == Reason::Heading;
    let open: Vec<usize> = (0..columns.len()).filter(|&at| columns[at].is_inferred()).collect();
    let may_be_bodies = open.iter().all(|&at| {
        let column = &columns[at];
        column.is_own_actual()
            && column.period.is_none()
            && is_bare_name(&column.text)
            && is_proper(&column.text)
    });
    let of_several_words = open.iter().filter(|&&at| columns[at].text.contains(' ')).count();
    if of_several_words > 1
        && may_be_bodies
        && columns.iter().any(is_named)
        && units_differ_by_row(&open, body)
    {
        for at in open {
            let name = columns[at].text.clone();
            if let Use::Value(value) = &mut columns[at].used {
                value.area = AreaClaim::Named(name);
            }
        }
    }
}

/// Bodies side by side that are judged against one target: `Measure | SSHA | Met? | MMHA | Met? | Target`. Each of two columns
/// or more is headed by an abbreviation and has a column of judgements of its own behind it, under the same words, and only
/// one column holds targets, so that all measure the same.
pub(super) fn bodies_with_judgements(columns: &mut [Column]) {
    let targets = columns.iter().filter(|column| is_target(column)).count();
    let figures: Vec<usize> =
        (0..columns.len()).filter(|&at| columns[at].value().is_some() && !is_target(&columns[at])).collect();
    let judgements: BTreeSet<&str> = figures.iter().map(|&at| judged_under(columns, at)).collect();
    let is_judged_alike = judgements.len() == 1 && !judgements.contains("");
    let are_bodies = figures.iter().all(|&at| {
        let column = &columns[at];
        column.is_own_actual() && column.is_inferred() && is_abbreviation(&column.text)
    });
    if targets == 1 && figures.len() > 1 && is_judged_alike && are_bodies {
        for at in figures {
            let name = columns[at].text.clone();
            if let Use::Value(value) = &mut columns[at].used {
                value.area = AreaClaim::Named(name);
            }
        }
    }
}

fn is_target(column: &Column) -> bool {
    column.value().is_some_and(|value| value.kind == Kind::Target)
}

/// The words over the judgements right behind a column; none where something else stands there.
fn judged_under(columns: &[Column], at: usize) -> &str {
    columns.get(at + 1).filter(|next| next.is(Role::Rag)).map_or("", |next| &next.text)
}

/// Whether a heading is nothing but capitals that stand for a name.
fn is_abbreviation(text: &str) -> bool {
    text.len() > 2 && text.chars().all(|c| c.is_ascii_uppercase()) && is_bare_name(text)
}

/// Whether all words that are no joints begin with a capital: `North Wold`, and neither `Granted outright` nor `Aged 16+`.
fn is_proper(name: &str) -> bool {
    let is_joint =
        |word: &str| matches!(word, "and" | "&" | "of" | "the" | "on" | "upon" | "in" | "at" | "for");
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '\'' | '’' | '-' | '.'))
    };
    name.split(' ').all(|word| is_joint(word) || is_name(word))
}

/// Whether the figures of each row have one unit in these columns and those of the rows have several.
fn units_differ_by_row(columns: &[usize], body: &[Vec<Cell>]) -> bool {
    let mut units: BTreeSet<Option<Unit>> = BTreeSet::new();
    for row in body {
        let cells = columns.iter().filter_map(|&at| row.get(at));
        let read =
            cells.map(|cell| value::read(&cell.text, ANY_YEARS).cell).filter(|cell| cell.value.is_some());
        let of_row: BTreeSet<Option<Unit>> = read.map(|cell| cell.unit).collect();
        if of_row.len() > 1 {
            return false;
        }
        units.extend(of_row);
    }
    units.len() > 1
}

/// Where a heading may name a body, and the words of its other levels.
struct Body<'a> {
    name: &'a str,
    is_lowest: bool,
    beside: &'a str,
}

impl Body<'_> {
    /// Whether it is the upper of two levels and the other a period: where groups head their quartiles, `Peers (2021/22) /
    /// Median`, the publisher heads its years.
    fn stands_over_a_period(&self) -> bool {
        !self.is_lowest && period::is_whole(self.beside, ANY_YEARS)
    }
}

/// Whether the uppermost of several levels is what names the comparator.
fn names_a_group_above(text: &str) -> bool {
    text.split_once(BETWEEN_LEVELS).is_some_and(|(above, _)| area::comparator(above).is_some())
}

/// The lowest level of a heading, and where it has several, the uppermost. A period in brackets is none of the name.
fn bodies(text: &str) -> impl Iterator<Item = Body<'_>> {
    let (above, leaf) = text.rsplit_once(BETWEEN_LEVELS).unwrap_or(("", text));
    let lowest = Body { name: without_period(leaf), is_lowest: true, beside: above };
    let uppermost = text.split_once(BETWEEN_LEVELS);
    let uppermost =
        uppermost.map(|(name, beside)| Body { name: without_period(name), is_lowest: false, beside });
    std::iter::once(lowest).chain(uppermost)
}

/// A name without the period that stands in brackets behind it: `Local Authority (2018)`.
fn without_period(name: &str) -> &str {
    let bracketed = name.strip_suffix(')').and_then(|words| words.rsplit_once(" ("));
    bracketed.filter(|(_, inside)| period::is_whole(inside, ANY_YEARS)).map_or(name, |(name, _)| name)
}

fn name_a_body(column: &mut Column, name: String) {
    let area = AreaClaim::Named(name);
    match &mut column.used {
        Use::Value(value) if value.area == AreaClaim::Publisher && value.kind == Kind::Actual => {
            value.area = area;
        }
        Use::UnknownFigures | Use::Nothing => {
            let value = ValueColumn::own_actual(column.period.clone(), None);
            column.used = Use::Value(ValueColumn { area, ..value });
        }
        _ => return,
    }
    if column.reason == Reason::Contents {
        column.reason = Reason::Neighbours;
    }
}

/// Whether the words, standing alone, are a name: known to nobody, without a period and starting with a capital.
pub(crate) fn is_bare_name(words: &str) -> bool {
    let alone = heading::read(words, ANY_YEARS);
    alone.role.is_none()
        && alone.period.is_none()
        && words.chars().next().is_some_and(char::is_uppercase)
        && words.split_whitespace().count() <= MOST_WORDS_OF_A_BODY
}
