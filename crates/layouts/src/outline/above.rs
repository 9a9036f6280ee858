//! What the lines above a table say of it: its years, its period, and that figures follow.

use boardlift_lexicon::fold;
use boardlift_lexicon::period::{self, Years};
use boardlift_model::{Block, Grid, PeriodType, Place, StatedPeriod};

use crate::indicators;
use crate::profile::reporting;

use super::Table;
use super::years::first_named;

/// A longer line is prose, in bytes.
pub(crate) const LONGEST_LINE: usize = 120;

/// How many periods the lines right above a table, or the name of its sheet, state as reported on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stated {
    /// None.
    Nothing,
    /// One.
    Once(StatedPeriod),
    /// Several: which of them a column is about can't be told.
    Several,
}

impl Stated {
    /// By the headings above a table before the other lines there, and by these before the name of its sheet.
    fn over(grid: &Grid, above: &[&Block]) -> Self {
        let headings: Vec<&str> = above.iter().filter_map(|block| reporting::heading(block)).collect();
        let lines: Vec<&str> = above.iter().filter_map(|block| reporting::line(block)).collect();
        let sheet: Vec<&str> = grid.place().and_then(Place::sheet).into_iter().collect();
        let mut found = reporting::most_trusted(&[headings, lines.clone(), sheet], &lines).into_iter();
        match (found.next(), found.next()) {
            (None, _) => Stated::Nothing,
            (Some(stated), None) => Stated::Once(stated),
            (Some(_), Some(_)) => Stated::Several,
        }
    }
}

/// Where a grid stands, and what the lines above it say.
#[derive(Clone)]
pub(super) struct Around {
    pub(super) block: usize,
    pub(super) years: Years,
    pub(super) years_of_names: Years,
    pub(super) stated: Stated,
    pub(super) caption: Option<usize>,
    /// Whether the line right above it announces figures of indicators.
    pub(super) is_announced: bool,
}

/// The lines since the last table.
#[derive(Default)]
pub(super) struct Lines<'a> {
    blocks: Vec<&'a Block>,
    /// The years that they name.
    years: Years,
    /// The years that the lines before the first table name.
    front: Option<Years>,
}

impl<'a> Lines<'a> {
    /// Takes a block that is no table.
    pub(super) fn take(&mut self, block: &'a Block) {
        self.blocks.push(block);
        let text = match block {
            Block::Heading(text) => text,
            Block::Paragraph(text) if states_its_period(&text.text) => text,
            _ => return,
        };
        self.years = first_named(self.years, period::years_named(&text.text));
    }

    /// What they say of the table below them, with which the next begin. `block` is its block, from 0.
    pub(super) fn end_at(&mut self, grid: &Grid, block: usize, years_of_file: Years) -> Around {
        let lines = std::mem::take(&mut self.blocks);
        let own = std::mem::take(&mut self.years);
        let front = *self.front.get_or_insert(own);
        let last = lines.last();
        let announces = |block: &&Block| reporting::line(block).is_some_and(indicators::announces_figures);
        Around {
            block,
            years: first_named(own, front),
            years_of_names: first_named(years_of_sheet(grid), years_of_file),
            stated: Stated::over(grid, &lines),
            caption: last.filter(|line| is_caption(line)).and_then(|_| block.checked_sub(1)),
            is_announced: last.is_some_and(announces),
        }
    }
}

fn years_of_sheet(grid: &Grid) -> Years {
    grid.place().and_then(Place::sheet).map(period::years_named).unwrap_or_default()
}

/// Whether a block is a line that states the period of the table below it, among other words.
fn is_caption(block: &Block) -> bool {
    reporting::line(block).is_some_and(|words| {
        let is_period = period::is_whole(words, Years::default());
        !is_period && period::reported(words, Years::default()).len() == 1
    })
}

/// Takes the line right above a table for its caption that is a period and nothing else, where another table stands below
/// another period: `Quarter 1 2023/24` and `Quarter 2 2023/24`. Alone, such a line may be the paper's.
pub(super) fn caption_by_periods(tables: &mut [Table<'_>], blocks: &[Block]) {
    let above = |table: &Table<'_>| {
        let line = reporting::line(blocks.get(table.block.checked_sub(1)?)?)?;
        let found = period::find(line, table.years).filter(|found| found.span == (0..line.len()))?;
        // A single day is as often that of a meeting, or of the print.
        let found = Some(found).filter(|found| found.stated.period.kind != PeriodType::Day)?;
        Some(found.stated)
    };
    let periods: Vec<Option<StatedPeriod>> = tables.iter().map(above).collect();
    let mut known = periods.iter().flatten().map(|stated| stated.period);
    let Some(first) = known.next() else { return };
    if known.all(|period| period == first) {
        return;
    }
    for (table, stated) in tables.iter_mut().zip(periods) {
        let Some(stated) = stated else { continue };
        table.caption = table.block.checked_sub(1);
        table.stated = Stated::Once(stated);
    }
}

/// Whether a line states the period that the paper is about, `Reporting period: January - March 2023`. Any other
/// sentence may look back or ahead.
fn states_its_period(line: &str) -> bool {
    let is_period = || period::is_whole(line, Years::default());
    let says_so =
        || fold::key(line).split(' ').any(|word| matches!(word, "period" | "quarter" | "reporting"));
    line.len() <= LONGEST_LINE && !line.ends_with('.') && (is_period() || says_so())
}
