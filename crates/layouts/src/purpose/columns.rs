//! What the words over a table and its columns say that it is for, held against what stands in the columns.
//!
//! A word alone may be over tables of many kinds: `Activity` heads lists of work, and counts of what was done. What it
//! says weighs less where the cells below are none that such a table has. It never weighs more by them.

use boardlift_lexicon::heading::{self, Role};
use boardlift_lexicon::matter::{self, Clue, Matter};
use boardlift_lexicon::period::{self, Years};
use boardlift_model::{Cell, PeriodType};

use super::contents::{self, Kind};
use crate::header::ANY_YEARS;

/// A month is one in whatever year it is.
const SOME_YEAR: Years = Years { financial: Some(2000), academic: None };

/// The columns of a table: what stands in each, and what its heading says.
pub(super) struct Columns<'a> {
    pub(super) cells: Vec<Vec<&'a Cell>>,
    pub(super) kinds: Vec<Kind>,
    pub(super) clues: Vec<Option<Clue>>,
    /// What each heading is known to mean in a table of indicators.
    roles: Vec<Option<Role>>,
    /// Whether each heading is of a month.
    is_of_month: Vec<bool>,
    /// Whether each heading is a period and nothing else.
    is_period: Vec<bool>,
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
            matter::of_heading(words).filter(|clue| may_be_over(*kind, *clue, words))
        };
        let clues = headings.iter().zip(&kinds).map(clue).collect();
        let roles: Vec<Option<Role>> =
            headings.iter().map(|words| heading::read(words, ANY_YEARS).role).collect();
        let is_month = |words: &String| {
            let found = period::find(words, SOME_YEAR);
            found.is_some_and(|found| found.stated.period.kind == PeriodType::Month)
        };
        let is_of_month = headings.iter().map(is_month).collect();
        let is_period = headings.iter().map(|words| period::is_whole(words, ANY_YEARS)).collect();
        let is_words = |at: &usize| kinds[*at] == Kind::Words;
        let words = || (0..kinds.len()).filter(is_words);
        let names = words().find(|at| roles[*at] != Some(Role::Reference)).or_else(|| words().next());
        let mut columns = Columns { cells, kinds, clues, roles, is_of_month, is_period, names };
        if columns.are_mostly_figures() {
            columns.weaken_names();
        }
        if headings.iter().any(|words| is_of_results(words)) {
            columns.weaken_groups();
        }
        columns
    }

    /// What the words over the whole table say beside its columns. No contacts and no meetings are told in figures, and
    /// sections on money have shares of all kinds in them.
    pub(super) fn of_caption(&self, words: &str) -> Option<Clue> {
        let clue = matter::of_caption(words)?;
        let is_weak = match clue.matter {
            Matter::Contacts => self.are_mostly_figures(),
            Matter::Calendar => self.are_mostly_figures() && !self.may_be_days(),
            Matter::Accounts => contents::are_mostly(&self.cells, '%'),
            _ => false,
        };
        if is_weak { weakened(clue) } else { Some(clue) }
    }

    /// Whether the rows are called by what is judged so, each once, and every other column has the figures of a period:
    /// `| 2021/22 | 2022/23` over how much of the roads is green, amber and red.
    pub(super) fn are_shares_of_judgements(&self) -> bool {
        let Some((first, rest)) = self.kinds.split_first() else { return false };
        let are_dated = (1..self.kinds.len()).all(|at| self.is_period[at]);
        *first == Kind::Judgements
            && !rest.is_empty()
            && rest.iter().all(|kind| *kind == Kind::Figures)
            && are_dated
            && self.cells[1..].iter().all(|cells| contents::are_mostly(std::slice::from_ref(cells), '%'))
            && contents::are_different(&self.cells[0])
    }

    /// Whether all figures may be days of the months over them: `14`, `2, 30`.
    fn may_be_days(&self) -> bool {
        let is_day = |part: &str| part.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
        let are_days =
            |cell: &&Cell| cell.text.split([',', '&', ' ']).filter(|part| !part.is_empty()).all(is_day);
        self.figures().all(|at| {
            self.is_of_month[at]
                && self.cells[at].iter().filter(|cell| contents::is_figure(&cell.text)).all(are_days)
        })
    }

    /// How many columns of figures no heading gives to something else than indicators. Figures beside money, or beside
    /// whatever else a heading tells of figures, are of the same; only how many people there are stands beside results too.
    pub(super) fn open_figures(&self) -> usize {
        let is_foreign = |clue: &Option<Clue>| {
            clue.is_some_and(|clue| {
                !matches!(clue.matter, Matter::Indicators | Matter::Setting) && clue.weight > WEAK
            })
        };
        let figures: Vec<usize> = self.figures().collect();
        if figures.iter().any(|at| is_foreign(&self.clues[*at])) { 0 } else { figures.len() }
    }

    fn figures(&self) -> impl Iterator<Item = usize> {
        (0..self.kinds.len()).filter(|at| self.kinds[*at] == Kind::Figures)
    }

    /// Whether more columns beside the names hold figures that may be indicators' than words or days. What explains the
    /// figures or judges them goes with them.
    fn are_mostly_figures(&self) -> bool {
        let first = self.names.unwrap_or(0);
        let is_telling = |at: &usize| {
            let goes_with_figures = matches!(
                self.roles[*at],
                Some(
                    Role::Note
                        | Role::Unit
                        | Role::Basis
                        | Role::Direction
                        | Role::DesiredDirection
                        | Role::Other
                )
            );
            match self.kinds[*at] {
                Kind::Blank | Kind::Judgements => false,
                Kind::Words => !goes_with_figures,
                _ => true,
            }
        };
        let beside = (first + 1..self.kinds.len()).filter(is_telling).count();
        2 * self.open_figures() > beside
    }

    /// Results may be broken down by the groups of people that a profile counts: `Ethnicity | 2021/22 | 2022/23`.
    fn weaken_groups(&mut self) {
        let Some(clue) = self.names.map(|names| &mut self.clues[names]) else { return };
        if clue.is_some_and(|clue| clue.matter == Matter::Setting) {
            *clue = clue.and_then(weakened);
        }
    }

    /// What is told in words, such as what is to be done or what letters stand for, has no mere figures beside it: then
    /// the heading over the names, or over their groups, is only a word for what is counted.
    fn weaken_names(&mut self) {
        let end = self.figures().next().unwrap_or(0);
        for (clue, kind) in self.clues[..end].iter_mut().zip(&self.kinds) {
            let is_told_in_words = |clue: Clue| {
                matches!(
                    clue.matter,
                    Matter::Actions
                        | Matter::Calendar
                        | Matter::Contacts
                        | Matter::Terms
                        | Matter::Particulars
                )
            };
            if *kind == Kind::Words && clue.is_some_and(is_told_in_words) {
                *clue = clue.and_then(weakened);
            }
        }
    }
}

/// Whether a heading says of when its figures are, or that they are targets.
fn is_of_results(heading: &str) -> bool {
    period::find(heading, ANY_YEARS).is_some()
        || heading::read(heading, ANY_YEARS).role == Some(Role::Value(boardlift_model::Kind::Target))
}

/// The weight of words that other tables have too.
const WEAK: u32 = 1;

/// The clue with one less of weight, where anything is left of it then.
fn weakened(clue: Clue) -> Option<Clue> {
    let weight = clue.weight.saturating_sub(1);
    (weight > 0).then_some(Clue { weight, ..clue })
}

/// Whether a heading may say this where such cells stand below it. Figures under `Milestone 2025` are what is to be reached
/// then, while those under `Milestone` are numbers of actions; those under `Telephone` count how people got in touch, and
/// those under `Session` are no times. A `Status` in colours judges indicators as well as actions.
fn may_be_over(kind: Kind, clue: Clue, heading: &str) -> bool {
    match (clue.matter, kind) {
        (Matter::Actions, Kind::Figures) => period::find(heading, ANY_YEARS).is_none(),
        (Matter::Actions, Kind::Judgements) => clue.weight > WEAK,
        (Matter::Contacts | Matter::Calendar, Kind::Figures) => false,
        _ => true,
    }
}
