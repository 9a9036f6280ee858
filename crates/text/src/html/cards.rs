//! Cards and lists of terms: small blocks that each print one indicator and label their parts.
//!
//! Cards that stand beside each other and have the same labels make a table, a row a card. Cards without labels stay
//! headings and paragraphs: which figure is which would be a guess. A list of terms alone is a table of two columns.

use boardlift_lexicon::judgement;
use boardlift_model::{Cell, Grid, Method, Place};

use super::furniture::is_heading;
use super::page::Page;
use super::tree::Id;
use super::words::{self, Gathering, Words};
use crate::shape;

/// A card with more nodes than this is a part of the page.
const MOST_NODES: usize = 150;

/// Cards that stand beside each other.
pub(super) struct Cards {
    /// Their table.
    pub(super) grid: Grid,
    /// The node after the last of them.
    pub(super) end: Id,
}

/// The cards that begin with an element: it and the elements after it that have the same labels, two at least.
pub(super) fn beginning_with(page: &Page<'_>, id: Id) -> Option<Cards> {
    let first = Card::of(page, id)?;
    let labels: Vec<String> = first.labels().map(str::to_owned).collect();
    let has_name = first.name.is_some();
    let mut cards = vec![first];
    let mut end = page.tree.node(id).end;
    let last = page.tree.node(page.tree.node(id).parent).end;
    while let Some(next) = next_element(page, end, last) {
        let same = |card: &Card| card.labels().eq(labels.iter()) && card.name.is_some() == has_name;
        let Some(card) = Card::of(page, next).filter(same) else { break };
        cards.push(card);
        end = page.tree.node(next).end;
    }
    (cards.len() > 1).then(|| Cards { grid: Grid::new(rows(&labels, cards), Method::Blocks), end })
}

/// A list of terms and what belongs to them, two at least, as a table of two columns.
pub(super) fn terms(page: &Page<'_>, id: Id) -> Option<Cards> {
    if page.tree.name(id) != "dl" {
        return None;
    }
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut parts = page.tree.within(id).filter(|id| matches!(page.tree.name(*id), "dt" | "dd"));
    while let Some(part) = parts.find(|id| !page.is_left_out(*id)) {
        let cell = cell(page, part, words::of_element(page, part));
        match (page.tree.name(part), rows.last_mut()) {
            ("dd", Some(row)) => row.push(cell),
            ("dd", None) => return None,
            _ => rows.push(vec![cell]),
        }
    }
    let is_whole = rows.len() > 1 && rows.iter().all(|row| row.len() > 1);
    is_whole.then(|| Cards { grid: Grid::new(rows, Method::Blocks), end: page.tree.node(id).end })
}

/// The element that comes next, if nothing is printed before it.
fn next_element(page: &Page<'_>, from: Id, end: Id) -> Option<Id> {
    let mut at = from;
    while at < end {
        let words = page.tree.words(at);
        if words.is_some_and(|words| !words.trim().is_empty()) {
            return None;
        }
        if words.is_none() && !page.is_left_out(at) {
            return Some(at);
        }
        at = page.tree.node(at).end;
    }
    None
}

/// The table of cards that all have these labels.
fn rows(labels: &[String], cards: Vec<Card>) -> Vec<Vec<Cell>> {
    let place = cards.first().map_or(Place::Line(1), |card| card.place.clone());
    let has_name = cards.first().is_some_and(|card| card.name.is_some());
    let headings = has_name.then_some("").into_iter().chain(labels.iter().map(String::as_str));
    let header = headings.map(|label| Cell { bold: true, ..Cell::new(label, place.clone()) }).collect();
    let of_card =
        |card: Card| card.name.into_iter().chain(card.parts.into_iter().map(|part| part.value)).collect();
    std::iter::once(header).chain(cards.into_iter().map(of_card)).collect()
}

/// A card.
#[derive(Debug)]
struct Card {
    name: Option<Cell>,
    parts: Vec<Labelled>,
    place: Place,
}

/// A part of a card.
#[derive(Debug)]
struct Labelled {
    /// Its label; empty for a judgement, which labels itself.
    label: String,
    value: Cell,
}

impl Card {
    /// The card that an element is; nothing where a part of it has no label.
    fn of(page: &Page<'_>, id: Id) -> Option<Self> {
        if !page.look(id).is_block || page.tree.within(id).len() > MOST_NODES || page.tree.name(id) == "tr" {
            return None;
        }
        let lines = lines(page, id)?;
        let (name, rest) = match lines.as_slice() {
            [first, rest @ ..] if first.is_name() => (Some(first.cell.clone()), rest),
            all => (None, all),
        };
        let parts = labelled(rest)?;
        let place = Place::Line(page.tree.node(id).line);
        parts.iter().any(|part| !part.label.is_empty()).then_some(Card { name, parts, place })
    }

    fn labels(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.label.as_str())
    }
}

/// A line of a card.
#[derive(Debug)]
struct Line {
    cell: Cell,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Heading,
    Term,
    Details,
    Words,
}

impl Line {
    /// Whether it can be the name of an indicator.
    fn is_name(&self) -> bool {
        let text = &self.cell.text;
        let is_other = is_label(text) || pair(text).is_some() || shape::is_value_alone(text);
        self.kind == Kind::Heading || self.kind == Kind::Words && !is_other && judgement::rag(text).is_none()
    }
}

/// The lines of a card: its blocks. Nothing where a table stands in it.
fn lines(page: &Page<'_>, id: Id) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    let mut open = (Gathering::default(), id);
    let mut ends: Vec<Id> = Vec::new();
    let mut at = page.tree.within(id).start;
    while at < page.tree.node(id).end {
        let mut is_edge = page.look(at).is_block || page.tree.name(at) == "br";
        while ends.last().is_some_and(|end| *end <= at) {
            ends.pop();
            is_edge = true;
        }
        if is_edge {
            let (gathered, first) = std::mem::replace(&mut open, (Gathering::default(), at));
            lines.extend(line(page, first, gathered.words()));
        }
        if page.tree.name(at) == "table" {
            return None;
        }
        if page.look(at).is_block && !page.is_left_out(at) {
            ends.push(page.tree.node(at).end);
        }
        at = open.0.take(page, at);
    }
    lines.extend(line(page, open.1, open.0.words()));
    Some(lines)
}

fn line(page: &Page<'_>, first: Id, words: Words) -> Option<Line> {
    let kind = page.tree.ancestors(first).find_map(|id| match page.tree.name(id) {
        name if is_heading(name) => Some(Kind::Heading),
        "dt" => Some(Kind::Term),
        "dd" => Some(Kind::Details),
        _ => None,
    });
    let cell = cell(page, first, words);
    (!cell.is_blank()).then_some(Line { cell, kind: kind.unwrap_or(Kind::Words) })
}

fn cell(page: &Page<'_>, id: Id, words: Words) -> Cell {
    let place = Place::Line(page.tree.node(id).line);
    Cell { ink: words.ink, marks: words.marks, bold: words.bold, ..Cell::new(words.text, place) }
}

/// The parts that the lines are: a label with its value on one line, before its value, or below it.
fn labelled(lines: &[Line]) -> Option<Vec<Labelled>> {
    let mut parts = Vec::new();
    let mut rest = lines;
    while let [first, after @ ..] = rest {
        let text = &first.cell.text;
        if let Some((label, value)) = pair(text).filter(|_| first.kind == Kind::Words) {
            let value = Cell { text: value.to_owned(), ..first.cell.clone() };
            parts.push(Labelled { label: label.to_owned(), value });
            rest = after;
        } else if judgement::rag(text).is_some() && first.kind == Kind::Words {
            parts.push(Labelled { label: String::new(), value: first.cell.clone() });
            rest = after;
        } else {
            let [second, after @ ..] = after else { return None };
            let (label, value) = match (first.kind, second.kind) {
                (Kind::Term, Kind::Details) => (first, second),
                (Kind::Words, Kind::Words) if is_label(text) => (first, second),
                (Kind::Words, Kind::Words) if is_label(&second.cell.text) => (second, first),
                _ => return None,
            };
            let label = label.cell.text.trim_end_matches(':').trim_end().to_owned();
            parts.push(Labelled { label, value: value.cell.clone() });
            rest = after;
        }
    }
    Some(parts)
}

/// A label and its value on one line: `Target: 95%`.
fn pair(text: &str) -> Option<(&str, &str)> {
    let (label, value) = text.split_once(':')?;
    let value = value.trim();
    (is_label(label) && !value.is_empty()).then_some((label.trim(), value))
}

/// Whether words label a part of a card: they would head a column.
fn is_label(text: &str) -> bool {
    shape::role(text.trim_end_matches(':')).is_some() && !shape::is_value_alone(text)
}
