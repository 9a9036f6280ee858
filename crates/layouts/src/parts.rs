//! The tables of a document, each cut into the stretches under its headings, and which of them are of indicators.
//!
//! A table without a heading may be the rest of the one before it: of its indicators, or of whatever that was set aside for.

use boardlift_model::{Document, Finding, FindingKind};

use crate::colours::Painted;
use crate::dated::Undated;
use crate::headings::Headings;
use crate::indicators::{self, Unfit};
use crate::outline::{Outline, Table};
use crate::seen::Seen;
use crate::spec::Spec;
use crate::stretch::{self, Ready, Stretch};
use crate::{places, purpose};

/// One table, cut into the stretches under its headings.
pub(crate) struct Part<'a> {
    /// The table.
    pub(crate) table: &'a Table<'a>,
    /// Its stretches.
    pub(crate) stretches: Vec<Stretch>,
    /// For each stretch what speaks against indicators. A table without stretches has one reason all the same.
    pub(crate) unfit: Vec<Option<Unfit>>,
    /// Whether it goes on from the table before it.
    pub(crate) continues: bool,
}

/// All tables of a document.
pub(crate) fn of<'a>(
    document: &Document,
    outline: &'a Outline<'a>,
    headings: &Headings,
    spec: Option<&Spec>,
) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::with_capacity(outline.tables.len());
    let mut last_of_indicators: Option<usize> = None;
    for table in &outline.tables {
        if let Some(unfit) = parts.last().and_then(|part| part.goes_on_aside(table, headings)) {
            parts.push(Part { table, stretches: Vec::new(), unfit: vec![Some(unfit)], continues: true });
            continue;
        }
        // A table without a heading of its own that has a title above it is another table, not the rest of the last.
        let follows = last_of_indicators
            .map(|at| &parts[at])
            .filter(|part| !part.table.printed.is_part())
            .filter(|part| part.is_followed_by(table, headings));
        let before = follows.and_then(|part| part.stretches.last());
        let mut stretches = stretch::stretches(table, before, spec);
        let continues = table.header.is_none() && !stretches.is_empty();
        let captions = purpose::captions(document, table.block);
        places::name(&mut stretches, &captions);
        let unfit = indicators::fitness(table, &stretches, &captions);
        parts.push(Part { table, stretches, unfit, continues });
        if parts.last().is_some_and(Part::is_of_indicators) {
            last_of_indicators = Some(parts.len() - 1);
        }
    }
    parts
}

impl<'a> Part<'a> {
    /// Its stretches, ready to be read.
    pub(crate) fn ready(&self) -> Vec<Ready<'a>> {
        self.stretches.iter().map(|stretch| Ready::of(self.table.grid, stretch)).collect()
    }

    /// The part as one to be dated. The title of the document is no caption, even where it stands right above.
    pub(crate) fn undated(&mut self, title: Option<usize>) -> Undated<'_> {
        let by_caption = self.table.caption.is_some() && self.table.caption != title;
        Undated { stated: &self.table.stated, by_caption, stretches: &mut self.stretches }
    }

    /// Whether any stretch of it is one of indicators.
    pub(crate) fn is_of_indicators(&self) -> bool {
        self.unfit.iter().any(Option::is_none)
    }

    /// What it might be, where no heading of it is known.
    pub(crate) fn assumed(&self, spec: Option<&Spec>) -> Option<Seen> {
        if self.unfit == [Some(Unfit::NoHeading)] { Seen::assumed(self.table, spec) } else { None }
    }

    /// What is to be told of a table none of whose stretches is of use. Where it may be one of indicators after all,
    /// figures may be missing.
    pub(crate) fn set_aside(&self) -> Option<Finding> {
        let useless =
            |unfit: &Option<Unfit>| unfit.as_ref().is_some_and(|unfit| *unfit != Unfit::ActionTable);
        if !self.unfit.iter().all(useless) {
            return None;
        }
        let mut reasons = self.unfit.iter().flatten();
        let reason = reasons.clone().find(|unfit| !unfit.is_plain()).or(reasons.next())?;
        let message = format!("table {} was set aside: {reason}", self.table.number);
        let place = self.table.grid.place().cloned();
        let figures = purpose::figures_in(self.table.grid.rows());
        Some(if reason.is_plain() || figures == 0 {
            Finding::note(FindingKind::TableSetAside, message, place)
        } else {
            Finding::warning(FindingKind::TableSetAside, message, place).times(figures)
        })
    }

    /// What speaks against a table without a heading that is the rest of this one, where this one is for something else.
    fn goes_on_aside(&self, table: &Table<'_>, headings: &Headings) -> Option<Unfit> {
        let is_rest = table.header.is_none()
            && table.grid.width() == self.table.grid.width()
            && self.is_followed_by(table, headings);
        let last = self.unfit.last().and_then(Option::as_ref).filter(|_| is_rest)?;
        matches!(last, Unfit::Aside(_)).then(|| last.clone())
    }

    fn is_followed_by(&self, table: &Table<'_>, headings: &Headings) -> bool {
        table.grid.continues || !headings.stand_between(self.table.block, table.block)
    }
}

/// The tables of indicators with their colours.
pub(crate) fn painted<'p>(
    parts: &'p [Part<'_>],
    ready: &'p [Vec<Ready<'_>>],
) -> impl Iterator<Item = Painted<'p>> {
    let stretches =
        parts.iter().zip(ready).flat_map(|(part, ready)| part.stretches.iter().zip(ready).zip(&part.unfit));
    let of_indicators = stretches.filter(|(_, unfit)| unfit.is_none());
    of_indicators.map(|((stretch, ready), _)| Painted {
        rows: &ready.spread.rows,
        columns: &stretch.columns,
        tints: &ready.tints,
    })
}
