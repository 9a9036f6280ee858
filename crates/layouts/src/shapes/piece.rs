//! What one line outside a table, or one cell of a shape, is.

use std::collections::BTreeMap;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{fold, judgement, missing, wording};
use boardlift_model::{Cell, Place};

use crate::printed::Position;

use super::label::{self, Labelled};

/// A name of more words is prose.
const MOST_WORDS_OF_NAME: usize = 40;
/// A line that ends as a sentence does and has more words is one.
const MOST_WORDS_OF_SENTENCE: usize = 25;

/// One line or cell, or a part of one.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) what: What,
    /// The words with their looks and place; of a label with a value, the value.
    pub(super) cell: Cell,
    /// The block that it stands in, from 0.
    pub(super) block: usize,
    /// Its place in a printed table.
    pub(super) at: Option<Position>,
    /// Whether the document sets it as a heading.
    pub(super) is_heading: bool,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A label with its value.
    Labelled(String),
    /// A known label alone, whose value stands in the next piece or the one before.
    Label,
    /// A figure, or words for a missing one, and nothing else.
    Figure,
    /// A judgement: `Green`, `On track`.
    Judgement,
    /// Where the figure moves: `Stayed the same`, `▲`.
    Movement,
    /// A period.
    Period,
    /// Words that there is nothing to measure a figure against: `No target`.
    NoTarget,
    /// Words: a name, or words about a figure.
    Words,
}

impl Piece {
    pub(super) fn is_figure(&self) -> bool {
        self.what == What::Figure
    }

    /// Whether it is words of any kind that stand for themselves.
    pub(super) fn is_words(&self) -> bool {
        matches!(self.what, What::Words | What::Judgement | What::Movement)
    }
}

/// What words of no known label are; nothing for prose.
pub(super) fn what(text: &str) -> Option<What> {
    let is_label = || label::role(text).is_some() && !label::is_period(text);
    if says_no_target(text) {
        Some(What::NoTarget)
    } else if label::is_plain_value(text) {
        Some(What::Figure)
    } else if judgement::rag(text).is_some() {
        Some(What::Judgement)
    } else if judgement::direction(text).is_some() {
        Some(What::Movement)
    } else if label::is_period(text) {
        Some(What::Period)
    } else if is_label() {
        Some(What::Label)
    } else {
        is_name(text).then_some(What::Words)
    }
}

/// Whether words for a missing figure say which it is: one that others are measured against, and no result.
fn says_no_target(text: &str) -> bool {
    let speaks_of_one = || {
        fold::key(text)
            .split(' ')
            .any(|word| matches!(word, "target" | "targets" | "benchmark" | "comparator"))
    };
    missing::status(text).is_some() && speaks_of_one()
}

/// Whether words may be a name or a remark: a few, and no sentence after another, but for what leads on to what stands
/// below by a colon. A number before them ends none.
fn is_name(text: &str) -> bool {
    let text = wording::list_item(text).unwrap_or(text);
    let count = text.split_whitespace().count();
    let most = if text.ends_with('.') { MOST_WORDS_OF_SENTENCE } else { MOST_WORDS_OF_NAME };
    text.contains(char::is_alphabetic) && count <= most && (text.ends_with(':') || !text.contains(". "))
}

/// The pieces of a text that stands at a place: its labelled values, or what it is as a whole; nothing for prose and for
/// cells that ran together.
pub(super) fn of_words(words: &Cell) -> Option<Vec<(What, Cell)>> {
    let part =
        |Labelled { label, value }: Labelled| (What::Labelled(label), Cell { text: value, ..words.clone() });
    if label::runs_together(&words.text) {
        return None;
    }
    if moves_from(&words.text) {
        return Some(vec![(What::Words, words.clone())]);
    }
    let labelled = label::all(&words.text);
    match labelled.len() {
        0 => what(&words.text).map(|what| vec![(what, words.clone())]),
        _ => Some(labelled.into_iter().map(part).collect()),
    }
}

/// Whether words say from where a figure moved, `up from 83.2% in 2023/24`: a remark, and no label of what is printed before it.
fn moves_from(words: &str) -> bool {
    let key = fold::key(words);
    ["up", "down", "increased", "decreased", "improved", "risen", "fallen", "rose", "fell"]
        .iter()
        .any(|moved| key.strip_prefix(moved).is_some_and(|rest| rest.starts_with(" from ")))
}

/// The pieces with each label that stands alone joined to its value: the figure below it, or above it where the labels of
/// these pieces stand below. Other words that would head a column, `Improved performance`, are words like any others.
pub(super) fn with_labels_joined(pieces: &[Piece]) -> Vec<Piece> {
    let labels = Labels::of(pieces);
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut rest = pieces.iter().enumerate().peekable();
    while let Some((at, piece)) = rest.next() {
        let label = || What::Labelled(label::bare(&piece.cell.text).to_owned());
        match labels.side(at) {
            None if piece.what == What::Label => joined.push(Piece { what: What::Words, ..piece.clone() }),
            None => joined.push(piece.clone()),
            Some(Side::Above) => {
                joined.extend(rest.next().map(|(_, value)| Piece { what: label(), ..value.clone() }));
            }
            Some(Side::Below) => {
                if let Some(value) = joined.last_mut() {
                    value.what = label();
                }
            }
        }
    }
    joined
}

/// On which side of its value a label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

/// The labels that stand alone among pieces.
struct Labels<'a> {
    pieces: &'a [Piece],
    /// How often the words of each stand there.
    counts: BTreeMap<String, usize>,
    /// Whether they stand below their values.
    stand_below: bool,
}

impl<'a> Labels<'a> {
    fn of(pieces: &'a [Piece]) -> Self {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for piece in pieces.iter().filter(|piece| piece.what == What::Label) {
            *counts.entry(fold::key(&piece.cell.text)).or_default() += 1;
        }
        let is = |piece: &Piece, what: What| piece.what == what;
        // A label between two figures, of which the second has one of its own below it.
        let stand_below = pieces.windows(4).any(|four| {
            let [value, label, other, below] = four else { return false };
            [value, other].iter().all(|piece| piece.is_figure())
                && is(label, What::Label)
                && is(below, What::Label)
        });
        let begins_with_label = pieces
            .windows(2)
            .find(|pair| pair.iter().any(Piece::is_figure))
            .is_some_and(|pair| is(&pair[0], What::Label));
        Labels { pieces, counts, stand_below: stand_below && !begins_with_label }
    }

    /// On which side of its value a piece stands that is a label.
    fn side(&self, at: usize) -> Option<Side> {
        let piece = self.pieces.get(at).filter(|piece| piece.what == What::Label)?;
        let before = at.checked_sub(1).and_then(|at| self.pieces.get(at));
        let after = self.pieces.get(at + 1);
        if self.stand_below {
            return before.filter(|piece| piece.is_figure()).map(|_| Side::Below);
        }
        let is_again = self.counts.get(&fold::key(&piece.cell.text)).is_some_and(|count| *count > 1);
        let follows_figure = before.is_some_and(Piece::is_figure)
            && at
                .checked_sub(2)
                .and_then(|at| self.pieces.get(at))
                .is_some_and(|piece| piece.what == What::Label);
        let leads_on = after.is_some_and(Piece::is_figure)
            && self.pieces.get(at + 2).is_some_and(|piece| piece.what == What::Label)
            && self.pieces.get(at + 3).is_some_and(Piece::is_figure);
        let is_label = piece.cell.text.ends_with(':') || is_again || follows_figure || leads_on;
        after.filter(|value| is_label && takes_label(piece, value)).map(|_| Side::Above)
    }
}

/// Whether the piece below a label is its value: under a label of figures a figure, under any other a word too, and behind a
/// colon anything.
fn takes_label(label: &Piece, value: &Piece) -> bool {
    let text = &label.cell.text;
    let any = text.ends_with(':') || !matches!(label::role(text), Some(Role::Value(_)));
    match value.what {
        What::Figure | What::Judgement | What::Movement => true,
        What::Words | What::Period => any,
        What::Labelled(_) | What::Label | What::NoTarget => false,
    }
}

/// A gap between two places that nothing measures: another page, another column.
const APART: f32 = f32::INFINITY;

/// How far apart two places stand, the second below the first: in lines or points.
pub(super) fn gap(above: &Place, below: &Place) -> f32 {
    match (above, below) {
        (Place::Line(above), Place::Line(below)) => below.abs_diff(*above) as f32,
        (Place::Page { page, bbox }, Place::Page { page: other, bbox: under }) => {
            let beside = under.x0 >= bbox.x1 || bbox.x0 >= under.x1 || under.y0 < bbox.y0;
            if page != other || beside { APART } else { under.y0 - bbox.y1 }
        }
        (Place::Sheet { cell, .. }, Place::Sheet { cell: under, .. }) => under.row.abs_diff(cell.row) as f32,
        _ => APART,
    }
}
