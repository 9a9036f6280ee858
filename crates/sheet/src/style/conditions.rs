//! What conditional formats paint.
//!
//! Only what is certain is painted. Where a rule can't be evaluated and would come first, the colour that it would
//! paint over is not known either, and the cell gets none.

pub(crate) mod formula;
mod graded;
mod icons;
mod rule;

use std::collections::BTreeMap;

use boardlift_model::{Address, Mark, Rgb};

use crate::worksheet::{Area, Look};

pub(crate) use formula::{Comparison, Formula, Function, Operation, Reference, parse, reference};
pub(crate) use graded::{IconRule, Scale, Threshold};
pub(crate) use icons::{Icon, icon, icons_of};
pub(crate) use rule::{Kind, Rule, Test, Words};

/// The conditional formats of a sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Conditions {
    /// The rules, the first in order first.
    rules: Vec<Rule>,
    /// Whether there were more than are read.
    is_cut: bool,
}

/// The most rules of a sheet: some thousand come about where people copy cells to and fro.
const MOST_RULES: usize = 20_000;

/// The most areas of all rules of a sheet together.
const MOST_AREAS: usize = 100_000;

/// The most steps that all rules of a sheet together may take: a rule of a comparison over ten million cells.
const MOST_STEPS: usize = 40_000_000;

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value<'a> {
    /// Nothing, in a cell that the file has none the less.
    Blank,
    /// A number; a date as its serial number.
    Number(f64),
    /// Words.
    Text(&'a str),
    /// A truth.
    Truth(bool),
    /// An error.
    Error,
}

/// What stands in the cells of a sheet: the rows from top to bottom, and the cells of each from left to right, by their
/// columns. Cells that the file has are there even if they are blank: a rule may paint them.
pub(crate) type Values<'a> = [(u32, Vec<(u32, Value<'a>)>)];

/// What a conditional format changes of a cell; what is `None` it leaves alone.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(clippy::option_option, reason = "a colour that is left alone isn't one that is taken away")]
pub(crate) struct Paint {
    /// The fill; nothing inside where it takes the fill away, or where the fill can't be known.
    pub(crate) fill: Option<Option<Rgb>>,
    /// The colour of the words, in the same way.
    pub(crate) ink: Option<Option<Rgb>>,
    /// Whether they are bold.
    pub(crate) bold: Option<bool>,
    /// The code of a number format: `;;;` hides the words.
    pub(crate) format: Option<Box<str>>,
}

/// What all conditional formats together make of a cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Painted {
    /// What they change.
    pub(crate) paint: Paint,
    /// The icon that they draw before the words. An arrow has to stand in the words too.
    pub(crate) mark: Option<Mark>,
    /// Whether the icon stands instead of the words.
    pub(crate) hides_words: bool,
}

impl Conditions {
    /// Takes the rules of a sheet in the order of the file.
    pub(crate) fn of(mut rules: Vec<Rule>) -> Self {
        rules.sort_by_key(|rule| rule.priority);
        let mut areas = 0_usize;
        let kept = rules.iter().take(MOST_RULES).take_while(|rule| {
            areas += rule.areas.len();
            areas <= MOST_AREAS
        });
        let kept = kept.count();
        let is_cut = kept < rules.len();
        rules.truncate(kept);
        Conditions { rules, is_cut }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty() && !self.is_cut
    }

    /// What they paint, by address. Where there are more rules than are followed, no cell's colours are known.
    pub(crate) fn painted(&self, values: &Values<'_>) -> BTreeMap<Address, Painted> {
        let mut canvas = Canvas { values, cells: BTreeMap::new(), steps: MOST_STEPS };
        let is_whole = !self.is_cut && self.rules.iter().all(|rule| rule.apply(&mut canvas).is_some());
        if is_whole {
            return canvas.cells.into_iter().map(|(address, state)| (address, state.painted)).collect();
        }
        let unknown = Painted { paint: Paint::UNKNOWN, ..Painted::default() };
        addresses(values).map(|address| (address, unknown.clone())).collect()
    }
}

impl Paint {
    /// Colours that can't be known.
    pub(crate) const UNKNOWN: Paint = Paint { fill: Some(None), ink: Some(None), bold: None, format: None };

    /// The look of a cell that has a look of its own.
    pub(crate) fn over(&self, look: Look) -> Look {
        Look {
            fill: self.fill.unwrap_or(look.fill),
            ink: self.ink.unwrap_or(look.ink),
            bold: self.bold.unwrap_or(look.bold),
            ..look
        }
    }

    /// What is known of a cell that this may or may not paint.
    fn in_doubt(&self) -> Paint {
        Paint { fill: self.fill.map(|_| None), ink: self.ink.map(|_| None), bold: None, format: None }
    }

    /// Adds what another paints that comes after this.
    fn add(&mut self, later: &Paint) {
        self.fill = self.fill.or(later.fill);
        self.ink = self.ink.or(later.ink);
        self.bold = self.bold.or(later.bold);
        if self.format.is_none() {
            self.format.clone_from(&later.format);
        }
    }
}

/// The cells of a sheet while the rules are followed, the first rule first.
struct Canvas<'a> {
    values: &'a Values<'a>,
    cells: BTreeMap<Address, State>,
    /// How many steps are left.
    steps: usize,
}

/// What the rules so far make of a cell.
#[derive(Default)]
struct State {
    painted: Painted,
    /// Whether an icon was settled, or that none can be known.
    has_icon: bool,
    /// Whether a rule said that those behind it don't count; nothing where it can't be known.
    goes_on: GoesOn,
}

/// Whether the rules behind count.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum GoesOn {
    #[default]
    Yes,
    Perhaps,
    No,
}

impl Canvas<'_> {
    /// The cells of some areas with their values, each counted as so many steps; nothing once there were too many.
    fn cells(&mut self, areas: &[Area], steps: usize) -> Option<Vec<(Address, Value<'_>)>> {
        let mut found = Vec::new();
        for area in areas {
            let first = self.values.partition_point(|(row, _)| *row < area.first.row);
            for (row, cells) in self.values[first..].iter().take_while(|(row, _)| *row <= area.last.row) {
                let first = cells.partition_point(|(column, _)| *column < area.first.column);
                let cells = cells[first..].iter().take_while(|(column, _)| *column <= area.last.column);
                let before = found.len();
                found.extend(cells.map(|(column, value)| (Address { row: *row, column: *column }, *value)));
                self.steps = self.steps.checked_sub(1 + (found.len() - before) * steps)?;
            }
        }
        Some(found)
    }

    /// Lets a rule paint a cell, if none before it forbids that.
    fn paint(&mut self, address: Address, paint: &Paint) {
        let state = self.cells.entry(address).or_default();
        match state.goes_on {
            GoesOn::Yes => state.painted.paint.add(paint),
            GoesOn::Perhaps => state.painted.paint.add(&paint.in_doubt()),
            GoesOn::No => {}
        }
    }

    /// Lets a rule draw an icon, in the same way; the first one stays.
    fn draw(&mut self, address: Address, mark: Option<Mark>, hides_words: bool) {
        let state = self.cells.entry(address).or_default();
        if state.has_icon || state.goes_on == GoesOn::No {
            return;
        }
        state.has_icon = true;
        if state.goes_on == GoesOn::Yes {
            (state.painted.mark, state.painted.hides_words) = (mark, hides_words);
        }
    }

    /// Ends the rules of a cell, or makes them doubtful.
    fn stop(&mut self, address: Address, is_certain: bool) {
        let state = self.cells.entry(address).or_default();
        if state.goes_on == GoesOn::Yes || is_certain {
            state.goes_on = if is_certain { GoesOn::No } else { GoesOn::Perhaps };
        }
    }
}

/// What stands at an address.
fn at<'a>(values: &Values<'a>, address: Address) -> Value<'a> {
    let found = values.binary_search_by_key(&address.row, |(row, _)| *row).ok().and_then(|row| {
        let cells = &values[row].1;
        let place = cells.binary_search_by_key(&address.column, |(column, _)| *column).ok()?;
        Some(cells[place].1)
    });
    found.unwrap_or(Value::Blank)
}

fn addresses(values: &Values<'_>) -> impl Iterator<Item = Address> {
    values
        .iter()
        .flat_map(|(row, cells)| cells.iter().map(|(column, _)| Address { row: *row, column: *column }))
}
