//! The rows of one indicator: its names, what tells its rows apart, and what rows of their own say of its figures.

use std::borrow::Cow;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{judgement, period};
use boardlift_model::grounds::{NoteGround, RefGround, WishGround};
use boardlift_model::{Cell, Certainty, Direction, Figure, Finding, Grounds, Kind, Quote, Quotes};

use crate::columns::{Column, Use};
use crate::header::ANY_YEARS;
use crate::judged::{self, RowBelow};
use crate::losses;
use crate::places;
use crate::row_periods;
use crate::row_reading::{self, RowNames, TableContext};
use crate::rows::{self, RowKind, RowShape, text};
use crate::sections::Sections;
use crate::subject::{self, Subject};

/// An indicator's rows.
pub(crate) struct Group<'a> {
    /// The rows.
    pub(crate) rows: &'a [Vec<Cell>],
    /// What each of them is; the first is an indicator.
    pub(crate) kinds: &'a [RowKind],
    /// The number of the first in the table, from 0.
    pub(crate) first: usize,
    /// Where the columns stand that tell rows apart.
    pub(crate) shape: RowShape,
    /// The kind of its figures, where the names of the table's rows say it together.
    pub(crate) kind: Option<Kind>,
}

impl Group<'_> {
    /// The figures of all rows, and what was unclear or left out. Takes the rows' place among the sections.
    pub(crate) fn read(
        &self,
        context: &TableContext<'_>,
        sections: &mut Sections<'_>,
        quotes: &mut Quotes,
    ) -> (Vec<Figure>, Vec<Finding>) {
        let subject = sections
            .enter_row(self.first)
            .or_else(|| self.listed_comparator())
            .or_else(|| Some((Subject::Kind(self.kind?), self.own_words())));
        if self.rows[0][self.shape.indicator()].certainty == Certainty::Lost {
            let lost = |row: &Vec<Cell>| losses::left_out(row, context.columns, losses::NAMELESS);
            return (Vec::new(), self.rows.iter().filter_map(lost).collect());
        }
        let names = self.names(context, sections, quotes);
        let (mut figures, mut findings) = (Vec::new(), Vec::new());
        for (at, names) in
            names.into_iter().enumerate().filter(|(at, _)| self.has_figures(*at, context.columns))
        {
            let (part, part_at) = self.part(at);
            let row = Row { cells: &self.rows[at], number: self.first + at, part };
            let own = || context.own.has(part).then_some(Subject::Kind(Kind::Actual));
            let of_part = || Some((subject::of(part).or_else(own)?, part));
            let subject = subject.or_else(of_part).map(|(subject, words)| (subject, quotes.keep(words)));
            let read = if let Some((Subject::Remarks(role), label)) = subject {
                let below = RowBelow { role, label, cells: row.cells };
                (Vec::new(), remarks(context, &below, &mut figures, quotes))
            } else {
                let grounds = Grounds { breakdown: context.column_ground(part_at), ..names.grounds };
                self.read_row(context, &row, RowNames { subject, grounds, ..names }, quotes)
            };
            figures.extend(read.0);
            findings.extend(read.1);
        }
        if let Some(note) = self.note() {
            for figure in figures.iter_mut().filter(|figure| figure.note.is_none()) {
                figure.note = Some(note.clone());
                figure.grounds.note = NoteGround::OwnRow;
            }
        }
        (figures, findings)
    }

    /// The figures of one row. What only says whom they describe, which kind they are or which days they cover is said by
    /// their own fields and is no part of the indicator.
    fn read_row(
        &self,
        context: &TableContext<'_>,
        row: &Row<'_>,
        names: RowNames,
        quotes: &mut Quotes,
    ) -> (Vec<Figure>, Vec<Finding>) {
        let is_label = subject::is_label(row.part);
        let by_part = (is_label && period::find(row.part, ANY_YEARS).is_some())
            .then(|| row_periods::columns_of(context.columns, row.part, context.years.years));
        let is_told = names.subject.is_some() || by_part.as_deref().is_some_and(|own| own != context.columns);
        let columns = by_part.or_else(|| by_days(context, row.cells));
        let part = (!row.part.is_empty() && !is_told).then(|| row.part.to_owned());
        let (body, breakdown) = if self.parts_are_bodies(context) { (part, None) } else { (None, part) };
        let body =
            body.map(|name| (name, quotes.keep(row.part))).or_else(|| self.listed_body(context, quotes));
        let context = TableContext { columns: columns.as_deref().unwrap_or(context.columns), ..*context };
        let number = u32::try_from(row.number + 1).unwrap_or(u32::MAX);
        row_reading::figures(&context, &RowNames { breakdown, body, ..names }, row.cells, number, quotes)
    }

    fn own_words(&self) -> &str {
        text(&self.rows[0], Some(self.shape.indicator()))
    }

    /// The comparator that the indicator's name is, in a list of bodies.
    fn listed_comparator(&self) -> Option<(Subject, &str)> {
        let name = self.own_words();
        subject::of(name).filter(|subject| matches!(subject, Subject::Area(_))).map(|subject| (subject, name))
    }

    /// The body that the indicator's name is, in a list of bodies: neither the publisher nor all of them together.
    fn listed_body(&self, context: &TableContext<'_>, quotes: &mut Quotes) -> Option<(String, Quote)> {
        let at = self.shape.indicator();
        let name = text(&self.rows[0], Some(at));
        let is_one = subject::heads_other_bodies(&context.columns[at].text)
            && !context.own.has(name)
            && !places::is_of_all(name);
        is_one.then(|| (name.to_owned(), quotes.keep(name)))
    }

    fn parts_are_bodies(&self, context: &TableContext<'_>) -> bool {
        self.shape.breakdown().is_some_and(|at| subject::heads_bodies(&context.columns[at].text))
    }

    /// What tells a row apart from the others of its indicator, and the column that it stands in.
    fn part(&self, at: usize) -> (&str, Option<usize>) {
        let beside = text(&self.rows[at], self.shape.breakdown());
        let is_below = beside.is_empty() && self.kinds[at] == RowKind::SubRow;
        let column = if is_below { Some(self.shape.indicator()) } else { self.shape.breakdown() };
        (text(&self.rows[at], column), column)
    }

    /// Whether a row prints figures, or leaves them blank: not the rest of a name, nor a name over the rows of its parts.
    fn has_figures(&self, at: usize, columns: &[Column]) -> bool {
        let is_over_parts = at == 0
            && self.kinds[1..].contains(&RowKind::SubRow)
            && self.part(0).0.is_empty()
            && !rows::has_values(&self.rows[0], columns);
        matches!(self.kinds[at], RowKind::Indicator | RowKind::SubRow) && !is_over_parts
    }

    /// What is said of the indicator in rows of its own.
    fn note(&self) -> Option<String> {
        let notes = self.kinds.iter().filter_map(|kind| match kind {
            RowKind::Note(words) => Some(words.as_str()),
            _ => None,
        });
        let notes: Vec<&str> = notes.collect();
        (!notes.is_empty()).then(|| notes.join(" "))
    }

    /// The names of the rows, but for what tells them apart.
    fn names(
        &self,
        context: &TableContext<'_>,
        sections: &Sections<'_>,
        quotes: &mut Quotes,
    ) -> Vec<RowNames> {
        let wishes = context.column(Role::DesiredDirection);
        let (section, section_ground) = sections.current();
        let reference = text(&self.rows[0], self.shape.reference());
        let names = RowNames {
            section,
            reference: Some(reference.to_owned()).filter(|words| !words.is_empty()),
            indicator: self.name(),
            grounds: Grounds {
                section: section_ground,
                reference: RefGround::Column(context.column_ground(self.shape.reference())),
                indicator: context.column_ground(Some(self.shape.indicator())),
                ..Grounds::default()
            },
            ..RowNames::default()
        };
        let wanted = wanted_directions(self.rows, wishes).into_iter();
        let with_wish = wanted.map(|(wanted, words)| {
            let wish = WishGround::Row(context.row_cell(wishes, &words, quotes));
            let grounds = Grounds { desired_direction: wish, ..names.grounds };
            RowNames { desired_direction: wanted, grounds, ..names.clone() }
        });
        with_wish.collect()
    }

    /// The indicator's name: its cell and the lines below that it wrapped into, without the names of its sub-rows where
    /// a converter ran those into it: `Scores: SEN Support EHCPs` beside the rows `SEN Support` and `EHCPs`. The
    /// evidence is that the names end at a colon once they are taken away.
    fn name(&self) -> String {
        let filled = |words: &&str| !words.is_empty();
        let is_name = |kind: &RowKind| matches!(kind, RowKind::Indicator | RowKind::NameGoesOn);
        let rows = self.rows.iter().zip(self.kinds).filter(|(_, kind)| is_name(kind));
        let lines: Vec<&str> =
            rows.map(|(row, _)| text(row, Some(self.shape.indicator()))).filter(filled).collect();
        let parts: Vec<&str> =
            self.rows.iter().map(|row| text(row, self.shape.breakdown())).filter(filled).collect();
        without_parts(lines.join(" "), &parts)
    }
}

/// A row of an indicator with figures.
struct Row<'a> {
    cells: &'a [Cell],
    /// Its number in the table, from 0.
    number: usize,
    /// What tells it apart.
    part: &'a str,
}

/// Gives the figures above what a row of judgements, arrows or comments says of them.
fn remarks(
    context: &TableContext<'_>,
    row: &RowBelow<'_>,
    figures: &mut [Figure],
    quotes: &mut Quotes,
) -> Vec<Finding> {
    if figures.is_empty() {
        return losses::left_out(row.cells, context.columns, losses::REMARKS).into_iter().collect();
    }
    judged::judge_above(context, row, figures, quotes)
}

/// A name without the names of the sub-rows that ran into it.
fn without_parts(printed: String, parts: &[&str]) -> String {
    if parts.len() < 2 {
        return printed;
    }
    let mut left = parts.to_vec();
    let mut name = printed.as_str();
    while let Some(at) = left.iter().position(|part| ends_with_word(name, part)) {
        name = name[..name.len() - left.remove(at).len()].trim_end();
    }
    if left.len() == parts.len() || !name.ends_with(':') {
        return printed;
    }
    left.iter().fold(name.to_owned(), |name, part| without_words(&name, part))
}

fn ends_with_word(name: &str, words: &str) -> bool {
    name.strip_suffix(words).is_some_and(|before| before.ends_with(' '))
}

fn without_words(name: &str, words: &str) -> String {
    match name.split_once(&format!(" {words} ")) {
        Some((before, after)) => format!("{before} {after}"),
        None => name.to_owned(),
    }
}

/// What the publisher wants of each row of a group. The words may stand in one row for all, or be broken over the
/// rows: `Higher` beside the first, `is better` beside the second. Each comes with the words that say it.
fn wanted_directions(rows: &[Vec<Cell>], column: Option<usize>) -> Vec<(Option<Direction>, Cow<'_, str>)> {
    let printed: Vec<&str> =
        rows.iter().map(|row| text(row, column)).filter(|words| !words.is_empty()).collect();
    let joined = printed.join(" ");
    let whole = judgement::desired_direction(&joined);
    if whole.is_some() && rows.len() > 1 {
        return vec![(whole, Cow::from(joined)); rows.len()];
    }
    let each = rows.iter().map(|row| text(row, column));
    each.map(|words| (judgement::desired_direction(words), Cow::from(words))).collect()
}
/// The columns for a row that prints the days of its figures in a cell of its own.
fn by_days(context: &TableContext<'_>, cells: &[Cell]) -> Option<Vec<Column>> {
    let at = context.columns.iter().position(|column| column.used == Use::Days)?;
    let words = text(cells, Some(at));
    (!words.is_empty()).then(|| row_periods::results_of(context.columns, words, context.years.years))
}
