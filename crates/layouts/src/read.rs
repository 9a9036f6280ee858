//! The whole way from a document to its reading.

use boardlift_model::grounds::SectionGround;
use boardlift_model::{
    Action, Block, Document, Figure, Finding, FindingKind, Flag, Flags, LayoutRef, Reading,
};

use crate::catalogue::{Catalogue, CatalogueError};
use crate::colours::{Colours, Painted};
use crate::dated::Undated;
use crate::headings::Headings;
use crate::indicators::{self, Unfit};
use crate::outline::{Outline, Table};
use crate::recognise::{Recognition, recognise_outline};
use crate::seen::Seen;
use crate::spec::Spec;
use crate::stretch::{self, Ready, Stretch, Surroundings};
use crate::table::{self, Gathered, OfDocument};
use crate::{
    actions, bodies, commentary, dated, drift, duplicate_refs, framed, places, profile, purpose, refs, ruled,
    seen, shapes, unparted,
};

/// The id of the general reading.
pub const GENERIC: &str = "generic";
/// Raised whenever the general reading gives other figures for the same document.
const GENERIC_VERSION: u32 = 2;

/// What a caller may say about how a document is to be read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The id of the layout to use, whatever the document looks like; [`GENERIC`] for none.
    pub layout: Option<String>,
}

/// Reads a document by the layout that fits it, or by the general reading where none does.
///
/// # Errors
///
/// Only where `options` names a layout that the catalogue doesn't have.
pub fn read(
    document: &Document,
    catalogue: &Catalogue,
    options: &Options,
) -> Result<Reading, CatalogueError> {
    Ok(read_and_see(document, catalogue, options)?.0)
}

/// The same reading, and what was seen on the way.
pub(crate) fn read_and_see(
    document: &Document,
    catalogue: &Catalogue,
    options: &Options,
) -> Result<(Reading, Vec<Seen>), CatalogueError> {
    let freed = framed::set_free(document);
    let shaped = shapes::settle(&freed);
    let outline = Outline::of(&shaped);
    let document = &*shaped.document;
    let mut findings = document.findings.clone();
    let spec = match options.layout.as_deref() {
        Some(GENERIC) => None,
        Some(id) => Some(&catalogue.get(id)?.spec),
        None => {
            let recognition = recognise_outline(document, &outline, catalogue);
            findings.extend(unclear(&recognition));
            recognition.chosen.map(|id| catalogue.get(&id)).transpose()?.map(|entry| &entry.spec)
        }
    };
    let (mut reading, seen) = read_by(document, &outline, spec, findings);
    shaped.tell_as_printed(&mut reading.figures, |number| outline.years_of(number));
    Ok((reading, seen))
}

fn unclear(recognition: &Recognition) -> Option<Finding> {
    let tied: Vec<String> =
        recognition.tied().iter().map(|candidate| format!("`{}`", candidate.id)).collect();
    let message = format!("the headings fit {} alike; the general reading was used", tied.join(" and "));
    (!tied.is_empty()).then(|| Finding::note(FindingKind::LayoutUnclear, message, None))
}

fn read_by(
    document: &Document,
    outline: &Outline<'_>,
    spec: Option<&Spec>,
    findings: Vec<Finding>,
) -> (Reading, Vec<Seen>) {
    let footnotes = footnotes(document);
    let headings = Headings::of(document);
    let mut parts = split(document, outline, &headings, spec, &footnotes);
    let tables: Vec<usize> =
        parts.iter().filter(|part| part.is_of_indicators()).map(|part| part.table.block).collect();
    let title = profile::title_block(document, &tables, &headings);
    let reporting = profile::reporting::read(document, &tables, title, &headings);
    let mut profile = profile::read(document, &tables, title, &reporting, spec);
    dated::settle(parts.iter_mut().map(|part| part.undated(title)), &reporting);
    let own = bodies::settle(parts.iter_mut().flat_map(|part| &mut part.stretches), &mut profile);
    if let Some(spec) = spec {
        ruled::settle_periods(spec, parts.iter_mut().flat_map(|part| &mut part.stretches), &profile);
    }
    let ready: Vec<Vec<Ready<'_>>> = parts.iter().map(Part::ready).collect();
    let of_document = OfDocument { colours: Colours::of(document, painted(&parts, &ready)), own };
    let gathered = Gathered { findings, ..Gathered::default() };
    let mut collected = Collected { gathered, actions: Vec::new() };
    let mut section_before = None;
    for (part, ready) in parts.iter().zip(&ready) {
        let own = headings.over(part.table.block).filter(|at| Some(*at) != title);
        let (section, ground) = if part.continues {
            (section_before, SectionGround::OverEarlierTable)
        } else {
            (own, SectionGround::OverTable)
        };
        let words = section.map(|at| (profile::heading_text(&document.blocks[at]), ground));
        let around = surroundings(part.table, spec, &footnotes, None);
        collected.take(part, ready, &of_document, &Surroundings { section: words, ..around });
        if part.is_of_indicators() {
            section_before = section;
        }
    }
    let Collected { gathered: Gathered { mut figures, quotes, mut findings }, actions } = collected;
    refs::split_off(&mut figures);
    findings.extend(unparted::finding(document));
    duplicate_refs::flag(&mut figures);
    let mut seen = seen_in(&parts);
    seen::give_figures(&mut seen, &figures);
    if let Some(spec) = spec {
        ruled::settle_wishes(spec, &mut figures);
        let drift = drift::mark(spec, &seen, &mut figures, &findings);
        findings.extend(drift);
    }
    let flags = document_flags(spec, &findings, &mut figures);
    let reading = Reading {
        layout: layout_ref(spec),
        profile,
        figures,
        quotes,
        commentary: commentary::read(&document.blocks),
        actions,
        indicator_tables: u32::try_from(tables.len()).unwrap_or(u32::MAX),
        flags,
        findings,
    };
    (reading, seen)
}

fn layout_ref(spec: Option<&Spec>) -> LayoutRef {
    match spec {
        Some(spec) => LayoutRef { id: spec.id.clone(), version: spec.version },
        None => LayoutRef { id: GENERIC.to_owned(), version: GENERIC_VERSION },
    }
}

/// What is true of the document as a whole; an unknown layout is said on every figure too.
fn document_flags(spec: Option<&Spec>, findings: &[Finding], figures: &mut [Figure]) -> Flags {
    let mut flags = Flags::new();
    if spec.is_none() {
        flags.insert(Flag::UnknownLayout);
        for figure in figures.iter_mut() {
            figure.flags.insert(Flag::UnknownLayout);
        }
    }
    if figures.iter().any(|figure| figure.flags.contains(&Flag::Salvaged)) {
        flags.insert(Flag::Salvaged);
    }
    if findings.iter().any(|finding| finding.kind == FindingKind::LayoutDrift) {
        flags.insert(Flag::LayoutDrift);
    }
    flags
}

fn surroundings<'a>(
    table: &Table<'_>,
    spec: Option<&'a Spec>,
    footnotes: &'a [(String, String)],
    before: Option<&'a Stretch>,
) -> Surroundings<'a> {
    let Table { years, years_of_names, .. } = *table;
    Surroundings { section: None, before, years, years_of_names, spec, footnotes }
}

/// One table, cut into the stretches under its headings.
struct Part<'a> {
    table: &'a Table<'a>,
    stretches: Vec<Stretch>,
    /// For each stretch what speaks against indicators. A table without stretches has one reason all the same.
    unfit: Vec<Option<Unfit>>,
    /// Whether it goes on from the table before it.
    continues: bool,
}

impl<'a> Part<'a> {
    fn ready(&self) -> Vec<Ready<'a>> {
        self.stretches.iter().map(|stretch| Ready::of(&self.table.grid, stretch)).collect()
    }

    /// The part as one to be dated. The title of the document is no caption, even where it stands right above.
    fn undated(&mut self, title: Option<usize>) -> Undated<'_> {
        let by_caption = self.table.caption.is_some() && self.table.caption != title;
        Undated { stated: &self.table.stated, by_caption, stretches: &mut self.stretches }
    }

    fn is_of_indicators(&self) -> bool {
        self.unfit.iter().any(Option::is_none)
    }

    /// What speaks against a table without a heading that is the rest of this one, where this one is for something else.
    fn goes_on_aside(&self, table: &Table<'_>, headings: &Headings) -> Option<Unfit> {
        let is_rest = table.header.is_none()
            && table.grid.width() == self.table.grid.width()
            && (table.grid.continues || !headings.stand_between(self.table.block, table.block));
        let last = self.unfit.last().and_then(Option::as_ref).filter(|_| is_rest)?;
        matches!(last, Unfit::Aside(_)).then(|| last.clone())
    }
}

/// All stretches, as they were understood.
fn seen_in(parts: &[Part<'_>]) -> Vec<Seen> {
    let of_part = |part: &Part<'_>| -> Vec<Seen> {
        let stretches = part.stretches.iter().zip(&part.unfit);
        let seen = stretches.map(|(stretch, unfit)| Seen {
            of_indicators: unfit.is_none(),
            ..Seen::of(part.table, stretch, part.continues)
        });
        seen.collect()
    };
    parts.iter().flat_map(of_part).collect()
}

/// The tables of indicators with their colours.
fn painted<'p>(parts: &'p [Part<'_>], ready: &'p [Vec<Ready<'_>>]) -> impl Iterator<Item = Painted<'p>> {
    let stretches =
        parts.iter().zip(ready).flat_map(|(part, ready)| part.stretches.iter().zip(ready).zip(&part.unfit));
    let of_indicators = stretches.filter(|(_, unfit)| unfit.is_none());
    of_indicators.map(|((stretch, ready), _)| Painted {
        rows: &ready.spread.rows,
        columns: &stretch.columns,
        tints: &ready.tints,
    })
}

fn split<'a>(
    document: &Document,
    outline: &'a Outline<'a>,
    headings: &Headings,
    spec: Option<&Spec>,
    footnotes: &[(String, String)],
) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::with_capacity(outline.tables.len());
    let mut last_of_indicators: Option<usize> = None;
    for table in &outline.tables {
        if let Some(unfit) = parts.last().and_then(|part| part.goes_on_aside(table, headings)) {
            parts.push(Part { table, stretches: Vec::new(), unfit: vec![Some(unfit)], continues: true });
            continue;
        }
        let before = last_of_indicators.map(|at| &parts[at]);
        // A table without a heading of its own that has a title above it is another table, not the rest of the last.
        let follows = before
            .filter(|part| part.table.piece.is_none())
            .filter(|part| table.grid.continues || !headings.stand_between(part.table.block, table.block));
        let stretch = follows.and_then(|part| part.stretches.last());
        let mut stretches = stretch::stretches(table, &surroundings(table, spec, footnotes, stretch));
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

/// What the tables have given so far.
struct Collected {
    gathered: Gathered,
    actions: Vec<Action>,
}

impl Collected {
    fn take(
        &mut self,
        part: &Part<'_>,
        ready: &[Ready<'_>],
        of_document: &OfDocument,
        around: &Surroundings<'_>,
    ) {
        for ((stretch, ready), unfit) in part.stretches.iter().zip(ready).zip(&part.unfit) {
            match unfit {
                None => table::read(part.table, stretch, ready, of_document, around, &mut self.gathered),
                Some(Unfit::ActionTable) => {
                    let first = u32::try_from(self.actions.len() + 1).unwrap_or(u32::MAX);
                    self.actions.extend(actions::read(&part.table.grid, stretch, first));
                }
                Some(_) => {}
            }
        }
        self.gathered.findings.extend(set_aside(part));
    }
}

/// What is to be told of a table none of whose stretches is of use. Where it may be one of indicators after all, figures may
/// be missing.
fn set_aside(part: &Part<'_>) -> Option<Finding> {
    let reasons: Option<Vec<&Unfit>> =
        part.unfit.iter().map(|unfit| unfit.as_ref().filter(|unfit| **unfit != Unfit::ActionTable)).collect();
    let reasons = reasons?;
    let reason = reasons.iter().find(|unfit| !unfit.is_plain()).or(reasons.first())?;
    let message = format!("table {} was set aside: {reason}", part.table.number);
    let place = part.table.grid.place().cloned();
    let figures = purpose::figures_in(part.table.grid.rows());
    Some(if reason.is_plain() || figures == 0 {
        Finding::note(FindingKind::TableSetAside, message, place)
    } else {
        Finding::warning(FindingKind::TableSetAside, message, place).times(figures)
    })
}

fn footnotes(document: &Document) -> Vec<(String, String)> {
    let notes = document.blocks.iter().filter_map(|block| match block {
        Block::Footnote { mark, text } => Some((mark.clone(), text.text.clone())),
        _ => None,
    });
    notes.collect()
}
