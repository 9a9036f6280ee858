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
    if page.tree.name(id) != "dl" || page.tree.within(id).any(|id| page.tree.name(id) == "dl") {
        return None;
    }
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut parts = page.tree.within(id).filter(|id| matches!(page.tree.name(*id), "dt" | "dd"));
    while let Some(part) = parts.find(|id| !page.is_left_out(*id)) {
        let cell = cell(page, part, words::of_element(page, part));
        match (page.tree.name(part), rows.last_mut()) {
            // `Change`, behind the answer.
            ("dd", Some(row)) if row.len() > 1 && page.is_only_links(part) => {}
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
        if !page.look(id).is_block() || page.tree.within(id).len() > MOST_NODES || page.tree.name(id) == "tr"
        {
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
        let mut is_edge = page.look(at).is_block() || page.tree.name(at) == "br";
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
        if page.look(at).is_block() && !page.is_left_out(at) {
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
    // The figure that a card leaves blank has a label all the same.
    let is_left_blank = || page.tree.name(first) == "dd" && words::of_element(page, first).text.is_empty();
    (!cell.is_blank() || is_left_blank()).then_some(Line { cell, kind: kind.unwrap_or(Kind::Words) })
}

fn cell(page: &Page<'_>, id: Id, words: Words) -> Cell {
    let place = Place::Line(page.tree.node(id).line);
    Cell { ink: words.ink, marks: words.marks, bold: words.bold, ..Cell::new(words.text, place) }
}

/// The parts that the lines are: a label with its value on one line, before its value, or below it. A value above a single
/// label may be a figure above a word about it, `Improved performance`, and is no part.
fn labelled(lines: &[Line]) -> Option<Vec<Labelled>> {
    let mut parts = Vec::new();
    let mut rest = lines;
    let mut below = 0_usize;
    while let [first, after @ ..] = rest {
        if let Some(part) = labels_itself(first) {
            parts.push(part);
            rest = after;
            continue;
        }
        let [second, after @ ..] = after else { return None };
        let (label, value) = match (first.kind, second.kind) {
            (Kind::Term, Kind::Details) => (first, second),
            (Kind::Words, Kind::Words) if is_label(&first.cell.text) => (first, second),
            (Kind::Words, Kind::Words) if is_label(&second.cell.text) => {
                below += 1;
                (second, first)
            }
            _ => return None,
        };
        let label = label.cell.text.trim_end_matches(':').trim_end().to_owned();
        parts.push(Labelled { label, value: value.cell.clone() });
        rest = after;
    }
    (below != 1).then_some(parts)
}

/// The part that a line is by itself: `Target: 95%`, or a judgement.
fn labels_itself(line: &Line) -> Option<Labelled> {
    let text = line.cell.text.as_str();
    let (label, value) = match pair(text) {
        Some(pair) => pair,
        None => judgement::rag(text).map(|_| ("", text))?,
    };
    let value = Cell { text: value.to_owned(), ..line.cell.clone() };
    (line.kind == Kind::Words).then(|| Labelled { label: label.to_owned(), value })
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

#[cfg(test)]
mod tests {
    use crate::testing::page_text;

    fn check(page: &str, expected: &str) {
        assert_eq!(page_text(page), expected, "{page}");
    }

    #[test]
    fn cards_with_the_same_labels_make_a_table() {
        let card = |name: &str, target: &str, actual: &str| {
            format!("<div><h3>{name}</h3><p>Target: {target}</p><p><b>Actual:</b> {actual}</p></div>\n")
        };
        check(
            &(card("Attendance", "95%", "94%") + &card("Exclusions", "5", "4")),
            "1: ·! | Target! | Actual!\n1: Attendance! | 95% | 94%\n2: Exclusions! | 5 | 4\n",
        );
    }

    #[test]
    fn a_figure_of_a_card_may_be_blank() {
        let card = |name: &str, last: &str| {
            format!("<section><h4>{name}</h4><dl><dt>Target<dd><dt>Q1<dd><p>{last}</dl></section>")
        };
        check(
            &(card("Plans", "5") + &card("Visits", "6")),
            "1: ·! | Target! | Q1!\n1: Plans! | · | 5\n1: Visits! | · | 6\n",
        );
    }

    #[test]
    fn labels_may_stand_above_or_below() {
        check(
            "<div><p>Plans<p>Target<p>95%</div><div><p>Visits<p>Target<p>80%</div>",
            "1: ·! | Target!\n1: Plans | 95%\n1: Visits | 80%\n",
        );
        check(
            "<div><p>Plans<p>95%<p>Target<p>94%<p>Actual</div><div><p>Visits<p>8%<p>Target<p>7%<p>Actual</div>",
            "1: ·! | Target! | Actual!\n1: Plans | 95% | 94%\n1: Visits | 8% | 7%\n",
        );
    }

    #[test]
    fn cards_without_labels_stay_as_they_are() {
        check(
            "<div><h3>Plans</h3><p>94%<p>Improved performance</div><div><h3>Visits</h3><p>9%<p>Improved performance</div>",
            "1: # Plans\n1: 94%\n1: Improved performance\n1: # Visits\n1: 9%\n1: Improved performance\n",
        );
        check(
            "<div><h3>Plans</h3><p>Target: 5</div><div><h3>Visits</h3><p>Actual: 5</div>",
            "1: # Plans\n1: Target: 5\n1: # Visits\n1: Actual: 5\n",
        );
    }

    #[test]
    fn lists_of_terms() {
        check("<dl><dt>Plans<dd>94%<dt>Visits<dd>80%</dl>", "1: Plans! | 94%\n1: Visits! | 80%\n");
        check(
            "<dl><div><dt>Indicator<dd>Plans<dd><a href=a>Change</a></div><div><dt>Target<dd>5</div></dl>",
            "1: Indicator! | Plans\n1: Target! | 5\n",
        );
        check(
            "<dl><dt>Indicator<dd>Plans<dt>Target<dd>5</dl><dl><dt>Indicator<dd>Visits<dt>Target<dd>6</dl>",
            "1: Indicator! | Target!\n1: Plans | 5\n1: Visits | 6\n",
        );
    }
}
