//! What the tables of a document give, one after the other: figures, actions, and what is left out.

use std::ops::Range;

use boardlift_model::grounds::SectionGround;
use boardlift_model::{Action, Block, Document};

use crate::actions;
use crate::bodies::OwnNames;
use crate::colours::Colours;
use crate::headings::Headings;
use crate::indicators::Unfit;
use crate::parts::{self, Part};
use crate::profile;
use crate::seen::Seen;
use crate::spec::Spec;
use crate::stretch::Ready;
use crate::table::{self, Gathered, OfDocument};

/// What the tables have given.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    /// Their figures, and what was left out.
    pub(crate) gathered: Gathered,
    /// Their actions.
    pub(crate) actions: Vec<Action>,
    /// How each stretch was understood, and its figures.
    pub(crate) seen: Vec<Seen>,
    /// For each table its figures.
    of_parts: Vec<Range<usize>>,
}

impl Collected {
    /// Reads all tables. `title` is the block of the document's title, `own` what the document calls its publisher.
    pub(crate) fn of(
        document: &Document,
        parts: &[Part<'_>],
        headings: &Headings,
        title: Option<usize>,
        own: OwnNames,
        spec: Option<&Spec>,
    ) -> Self {
        let ready: Vec<Vec<Ready<'_>>> = parts.iter().map(Part::ready).collect();
        let colours = Colours::of(document, parts::painted(parts, &ready));
        let of_document = OfDocument { colours, own, footnotes: footnotes(document) };
        let mut collected = Collected::default();
        let mut section_before = None;
        for (part, ready) in parts.iter().zip(&ready) {
            let own = headings.over(part.table.block).filter(|at| Some(*at) != title);
            let (section, ground) = if part.continues {
                (section_before, SectionGround::OverEarlierTable)
            } else {
                (own, SectionGround::OverTable)
            };
            let words = section.map(|at| (profile::heading_text(&document.blocks[at]), ground));
            collected.take(part, ready, &of_document, words);
            collected.seen.extend(part.assumed(spec));
            if part.is_of_indicators() {
                section_before = section;
            }
        }
        collected
    }

    /// Tells the figures of each table as they are printed. On the way they had the places that they are read from.
    pub(crate) fn tell_as_printed(&mut self, parts: &[Part<'_>]) {
        for (part, figures) in parts.iter().zip(&self.of_parts) {
            for figure in &mut self.gathered.figures[figures.clone()] {
                part.table.printed.tell(figure, part.table.years);
            }
        }
    }

    fn take(
        &mut self,
        part: &Part<'_>,
        ready: &[Ready<'_>],
        of_document: &OfDocument,
        section: Option<(&str, SectionGround)>,
    ) {
        let before = self.gathered.figures.len();
        for ((stretch, ready), unfit) in part.stretches.iter().zip(ready).zip(&part.unfit) {
            let first = self.gathered.figures.len();
            match unfit {
                None => table::read(part.table, stretch, ready, of_document, section, &mut self.gathered),
                Some(Unfit::ActionTable) => {
                    let number = u32::try_from(self.actions.len() + 1).unwrap_or(u32::MAX);
                    self.actions.extend(actions::read(part.table.grid, stretch, number));
                }
                Some(_) => {}
            }
            let of_indicators = unfit.is_none();
            let seen = Seen::of(part.table, stretch, part.continues, of_indicators);
            self.seen.push(seen.with_figures(first, &self.gathered.figures[first..]));
        }
        self.of_parts.push(before..self.gathered.figures.len());
        self.gathered.findings.extend(part.set_aside());
    }
}

fn footnotes(document: &Document) -> Vec<(String, String)> {
    let notes = document.blocks.iter().filter_map(|block| match block {
        Block::Footnote { mark, text } => Some((mark.clone(), text.text.clone())),
        _ => None,
    });
    notes.collect()
}
