//! An indicator with its parts; labelled pieces to entries.
//!
//! An entry begins where a label comes again that the one before has, where words stand before a label: its name, or where
//! a number stands for a label. Where a label of its own names the indicator, the words above head a section.

use std::collections::BTreeSet;
use std::ops::Range;

use boardlift_lexicon::heading::Role;
use boardlift_lexicon::{fold, numbering};
use boardlift_model::{Cell, Finding, Kind};

use crate::headings;

use super::label;
use crate::printed::Position;

use super::piece::{self, Piece, What};

/// A block with more labels is a glossary or a form.
const MOST_PARTS: usize = 40;

/// An indicator, as its parts are printed.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Its name; nothing where a label names it.
    pub(super) name: Option<Cell>,
    /// The words over it in its own table.
    pub(super) section: Option<Cell>,
    pub(super) parts: Vec<Part>,
    /// The words of the period that it states for itself.
    pub(super) period: Option<String>,
    /// The blocks that it is printed in, from 0.
    pub(super) blocks: Range<usize>,
    /// What its table holds that is no part of it, to be told where the entry is believed.
    pub(super) unused: Vec<Finding>,
}

/// A part of an entry.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) label: Label,
    /// What a column under its label would hold.
    pub(super) role: Option<Role>,
    /// The key under which labels head the same column.
    pub(super) key: String,
    pub(super) value: Cell,
    /// Its place in a printed table.
    pub(super) at: Option<Position>,
}

/// What says what a part is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Label {
    /// These words.
    Printed(String),
    /// Nothing: it is the figure of its card.
    Figure,
    /// Nothing: it judges.
    Judgement,
    /// Nothing: it points.
    Movement,
    /// Nothing: words about the figure.
    Remark,
}

impl Part {
    fn of(label: Label, piece: &Piece) -> Self {
        let (role, key) = (label.role(), label.key());
        Part { label, role, key, value: piece.cell.clone(), at: piece.at }
    }
}

impl Part {
    /// Whether words that nobody knows label it.
    pub(super) fn is_unknown(&self) -> bool {
        matches!(self.label, Label::Printed(_)) && self.role.is_none()
    }
}

impl Label {
    /// What a column under this label would hold.
    fn role(&self) -> Option<Role> {
        match self {
            Label::Printed(words) => label::role(words),
            Label::Figure => Some(Role::Value(Kind::Actual)),
            Label::Judgement => Some(Role::Rag),
            Label::Movement => Some(Role::Direction),
            Label::Remark => Some(Role::Note),
        }
    }

    fn key(&self) -> String {
        match self {
            Label::Printed(words) => fold::key(words),
            // No key has a capital.
            other => format!("{other:?}"),
        }
    }
}

impl Entry {
    /// An entry without parts. A colon behind its name only leads on to them.
    pub(super) fn named(name: Option<&Piece>, first: &Piece) -> Self {
        let name_block = name.map_or(first.block, |name| name.block);
        let bare = |cell: &Cell| Cell { text: cell.text.trim_end_matches(':').to_owned(), ..cell.clone() };
        Entry {
            name: name.map(|name| bare(&name.cell)),
            section: None,
            parts: Vec::new(),
            period: None,
            blocks: name_block.min(first.block)..name_block.max(first.block) + 1,
            unused: Vec::new(),
        }
    }

    /// Takes the figure of a card.
    pub(super) fn take_figure(&mut self, piece: &Piece) {
        self.parts.push(Part::of(Label::Figure, piece));
    }

    /// Takes a piece for a part of its own.
    pub(super) fn take(&mut self, piece: &Piece) {
        self.blocks = self.blocks.start.min(piece.block)..self.blocks.end.max(piece.block + 1);
        let label = match &piece.what {
            What::Labelled(words) if states_period(words, &piece.cell.text) => {
                self.period = Some(piece.cell.text.clone());
                return;
            }
            What::Period => {
                self.period = Some(piece.cell.text.clone());
                return;
            }
            What::NoTarget => return,
            What::Labelled(words) => Label::Printed(words.clone()),
            What::Judgement => Label::Judgement,
            What::Movement => Label::Movement,
            What::Figure | What::Label | What::Words => Label::Remark,
        };
        self.parts.push(Part::of(label, piece));
    }

    /// Takes a piece that stands in one printed cell with other parts.
    pub(super) fn take_within(&mut self, piece: &Piece) {
        self.take(&Piece { at: None, ..piece.clone() });
    }

    /// Whether each part has a printed cell of its own.
    pub(super) fn is_in_table(&self) -> bool {
        !self.parts.is_empty() && self.parts.iter().all(|part| part.at.is_some())
    }

    /// Whether it has the figure of a card.
    pub(super) fn is_card(&self) -> bool {
        self.parts.iter().any(|part| part.label == Label::Figure)
    }

    /// Whether a label names the indicator.
    fn is_named_by_label(&self) -> bool {
        let is_name = |part: &Part| part.role == Some(Role::Indicator) && !part.value.is_blank();
        self.parts.iter().any(is_name)
    }
}

/// Words of labels behind which a period stands.
const LABELS_OF_PERIODS: [&str; 6] = ["period", "quarter", "month", "year", "term", "as at"];

/// Whether a label that heads no column of figures says which period the entry is about: `Reporting period: Q2`.
fn states_period(words: &str, value: &str) -> bool {
    let key = fold::key(words);
    let speaks_of_one =
        LABELS_OF_PERIODS.iter().any(|label| format!(" {key} ").contains(&format!(" {label} ")));
    speaks_of_one && !matches!(label::role(words), Some(Role::Value(_))) && label::is_period(value)
}

/// The entries of labelled pieces. Names stand above their labels; they stand below where nothing names the first of them
/// and words follow the last, or where each name is nearer to what stands above it.
pub(super) fn labelled(pieces: &[Piece]) -> Vec<Entry> {
    if !names_stand_below(pieces) {
        return read(pieces.iter());
    }
    let mut entries = read(pieces.iter().rev());
    entries.reverse();
    for entry in &mut entries {
        entry.parts.reverse();
    }
    entries
}

fn names_stand_below(pieces: &[Piece]) -> bool {
    let is_labelled = |piece: &Piece| matches!(piece.what, What::Labelled(_));
    let is_name = |piece: &Piece| piece.what == What::Words && !headings::names_the_paper(&piece.cell.text);
    let is_named_by_label = |piece: &Piece| match &piece.what {
        What::Labelled(words) => label::role(words) == Some(Role::Indicator),
        _ => false,
    };
    let (Some(first), Some(last)) =
        (pieces.iter().position(is_labelled), pieces.iter().rposition(is_labelled))
    else {
        return false;
    };
    let follows = pieces.get(last + 1).is_some_and(is_name);
    // Headings stand above, and so do the names of tables.
    let stand_above =
        pieces[first..].iter().any(|piece| piece.is_heading && is_name(piece) || piece.at.is_some());
    if !follows || stand_above || pieces.iter().any(is_named_by_label) {
        return false;
    }
    let Some(above) = first.checked_sub(1).and_then(|at| pieces.get(at)).filter(|piece| is_name(piece))
    else {
        return true;
    };
    let between: Vec<&[Piece]> = pieces
        .windows(3)
        .filter(|three| is_labelled(&three[0]) && is_name(&three[1]) && is_labelled(&three[2]))
        .collect();
    let gap = |pair: &[Piece]| piece::gap(&pair[0].cell.place, &pair[1].cell.place);
    let is_nearer_above = |three: &&[Piece]| gap(&three[..2]) < gap(&three[1..]);
    // A heading above the first alone is the section's.
    !between.is_empty() && (above.is_heading || between.iter().all(is_nearer_above))
}

fn read<'a>(pieces: impl Iterator<Item = &'a Piece>) -> Vec<Entry> {
    let mut reading = Reading::default();
    pieces.for_each(|piece| reading.take(piece));
    reading.close();
    reading.entries
}

/// Labelled pieces, as far as they have been read.
#[derive(Default)]
struct Reading<'a> {
    entries: Vec<Entry>,
    open: Option<Open<'a>>,
    /// The words right above.
    words: Option<&'a Piece>,
}

/// An entry that goes on, with the pieces that it has.
struct Open<'a> {
    name: Option<&'a Piece>,
    pieces: Vec<&'a Piece>,
    /// The keys of its labels.
    keys: BTreeSet<String>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, piece: &'a Piece) {
        match &piece.what {
            What::Labelled(words) => {
                if is_numbered_name(words, &piece.cell) {
                    self.close();
                }
                self.take_labelled(piece, fold::key(words));
            }
            What::Judgement | What::Movement | What::Period if !piece.is_heading => {
                if let Some(open) = &mut self.open {
                    open.pieces.push(piece);
                }
            }
            What::Words | What::Label => {
                self.close();
                self.words = Some(piece);
            }
            What::NoTarget => {}
            What::Judgement | What::Movement | What::Period | What::Figure => self.close(),
        }
    }

    fn take_labelled(&mut self, piece: &'a Piece, key: String) {
        let is_again = |open: &Open<'a>| open.pieces.len() >= MOST_PARTS || open.keys.contains(&key);
        if self.open.as_ref().is_some_and(is_again) {
            self.close();
        }
        let name = if self.open.is_none() { self.words.take() } else { None };
        let open = self.open.get_or_insert_with(|| Open { name, pieces: Vec::new(), keys: BTreeSet::new() });
        open.pieces.push(piece);
        open.keys.insert(key);
    }

    fn close(&mut self) {
        self.entries.extend(self.open.take().and_then(Open::into_entry));
        self.words = None;
    }
}

impl Open<'_> {
    /// The entry; nothing where nothing names it. `Housing repairs: routine` before known labels is a name and no label, and
    /// what stands behind a number is one whatever stands above.
    fn into_entry(self) -> Option<Entry> {
        let first = self.pieces.first()?;
        let mut entry = Entry::named(self.name, first);
        self.pieces.iter().for_each(|piece| entry.take(piece));
        if entry.is_named_by_label() {
            entry.name = None;
            entry.blocks.start = first.block;
            return Some(entry);
        }
        if let What::Labelled(words) = &first.what
            && entry.parts.first()?.role.is_none()
            && (entry.name.is_none() || is_numbered_name(words, &first.cell))
        {
            entry.blocks.start = first.block;
            entry.name = Some(Cell { text: format!("{words}: {}", first.cell.text), ..first.cell.clone() });
            entry.parts.remove(0);
        }
        let is_named = entry.name.as_ref().is_some_and(|name| !headings::names_the_paper(&name.text));
        is_named.then_some(entry)
    }
}

/// Whether a label is the number of the indicator that stands behind it: `HW1 | Potholes mended in time`.
fn is_numbered_name(label: &str, value: &Cell) -> bool {
    numbering::is_number(label) && piece::what(&value.text) == Some(What::Words)
}
