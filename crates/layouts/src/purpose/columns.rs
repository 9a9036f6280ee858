//! What the words over a table and its columns say that it is for, held against what stands in the columns.
//!
//! A word alone may be over tables of many kinds: `Activity` heads lists of work, and counts of what was done. What it
//! says weighs less where the cells below are none that such a table has. It never weighs more by them.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::matter::{self, Clue, Matter};
use boardlift_lexicon::period;
use boardlift_model::Cell;

use super::contents::{self, Kind};
use crate::header::ANY_YEARS;

/// The columns of a table: what stands in each, and what its heading says.
pub(super) struct Columns<'a> {
    pub(super) cells: Vec<Vec<&'a Cell>>,
    pub(super) kinds: Vec<Kind>,
    pub(super) clues: Vec<Option<Clue>>,
    /// The column of the rows' names.
    pub(super) names: Option<usize>,
}

impl<'a> Columns<'a> {
    /// Looks at the headings and at the cells below them.
    pub(super) fn of(headings: &[String], body: &'a [Vec<Cell>]) -> Self {
        let cells_of =
            |at: usize| body.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_blank()).collect();
        let cells: Vec<Vec<&Cell>> = (0..headings.len()).map(cells_of).collect();
        let kinds: Vec<Kind> = cells.iter().map(|cells| contents::kind(cells)).collect();
        let clue = |(words, kind): (&String, &Kind)| {
            matter::of_heading(words)
                .filter(|clue| *kind != Kind::Figures || may_be_over_figures(*clue, words))
        };
        let clues = headings.iter().zip(&kinds).map(clue).collect();
        let is_number = |words: &str| heading::read(words, ANY_YEARS).role == Some(Role::Reference);
        let is_words = |at: &usize| kinds[*at] == Kind::Words;
        let words = || (0..kinds.len()).filter(is_words);
        let names = words().find(|at| !is_number(&headings[*at])).or_else(|| words().next());
        let mut columns = Columns { cells, kinds, clues, names };
        if columns.are_mostly_figures() {
            columns.weaken_names();
        }
        columns
    }

    /// What the words over the whole table say beside its columns. No contacts and no meetings are told in figures, and
    /// sections on money have shares of all kinds in them.
    pub(super) fn of_caption(&self, words: &str) -> Option<Clue> {
        let clue = matter::of_caption(words)?;
        let is_weak = match clue.matter {
            Matter::Contacts | Matter::Calendar => self.are_mostly_figures(),
            Matter::Accounts => contents::are_mostly(&self.cells, '%'),
            _ => false,
        };
        Some(if is_weak { weakened(clue) } else { clue })
    }

    /// The columns of figures that no heading gives to something else than indicators.
    pub(super) fn open_figures(&self) -> impl Iterator<Item = usize> {
        let is_open = |clue: &Option<Clue>| {
            clue.is_none_or(|clue| clue.matter == Matter::Indicators || clue.weight == WEAK)
        };
        let figures = self.kinds.iter().zip(&self.clues).enumerate();
        figures.filter(move |(_, (kind, clue))| **kind == Kind::Figures && is_open(clue)).map(|(at, _)| at)
    }

    /// Whether more columns beside the names hold figures that may be indicators' than words, days or other figures.
    fn are_mostly_figures(&self) -> bool {
        let open = self.open_figures().count();
        let first = self.names.unwrap_or(0);
        let is_telling = |kind: &&Kind| !matches!(kind, Kind::Blank | Kind::Judgements);
        let beside = self.kinds.iter().skip(first + 1).filter(is_telling).count();
        2 * open > beside
    }

    /// What is told in words, such as what is to be done or what letters stand for, has no mere figures beside it: then
    /// the heading over the names, or over their groups, is only a word for what is counted.
    fn weaken_names(&mut self) {
        let end = self.open_figures().next().unwrap_or(0);
        for (clue, kind) in self.clues[..end].iter_mut().zip(&self.kinds) {
            let is_told_in_words = |clue: &&mut Clue| {
                matches!(
                    clue.matter,
                    Matter::Actions
                        | Matter::Calendar
                        | Matter::Contacts
                        | Matter::Terms
                        | Matter::Particulars
                )
            };
            if let Some(clue) = clue.as_mut().filter(is_told_in_words).filter(|_| *kind == Kind::Words) {
                *clue = weakened(*clue);
            }
        }
    }
}

/// The weight of words that other tables have too.
const WEAK: u32 = 1;

fn weakened(clue: Clue) -> Clue {
    Clue { weight: clue.weight.min(WEAK), ..clue }
}

/// Whether a heading may say this where figures stand below it. Figures under `Milestone 2025` are what is to be reached
/// then, while those under `Milestone` are numbers of actions; those under `Telephone` count how people got in touch, and
/// those under `Session` are no times.
fn may_be_over_figures(clue: Clue, heading: &str) -> bool {
    match clue.matter {
        Matter::Actions => period::find(heading, ANY_YEARS).is_none(),
        Matter::Contacts | Matter::Calendar => false,
        _ => true,
    }
}
