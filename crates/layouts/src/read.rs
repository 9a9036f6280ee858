//! The whole way from a document to its reading.

use boardlift_model::{Document, Figure, Finding, FindingKind, Flag, Flags, LayoutRef, Profile, Reading};

use crate::bodies::{self, OwnNames};
use crate::catalogue::{Catalogue, CatalogueError};
use crate::collected::Collected;
use crate::headings::Headings;
use crate::outline::Outline;
use crate::parts::{self, Part};
use crate::recognise::{Recognition, recognise_outline};
use crate::seen::Seen;
use crate::spec::Spec;
use crate::table::Gathered;
use crate::{commentary, dated, drift, duplicate_refs, framed, profile, refs, ruled, shapes, unparted};

/// The id of the general reading.
pub const GENERIC: &str = "generic";
/// Raised whenever the general reading gives other figures for the same document.
pub const GENERIC_VERSION: u32 = 4;

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
    let mut outline = Outline::of(&shaped);
    let document = &*shaped.document;
    let mut findings = document.findings.clone();
    findings.extend(shaped.findings.iter().cloned());
    let spec = match options.layout.as_deref() {
        Some(GENERIC) => None,
        Some(id) => Some(&catalogue.get(id)?.spec),
        None => {
            let recognition = recognise_outline(document, &outline, catalogue);
            findings.extend(unclear(&recognition));
            recognition.chosen.map(|id| catalogue.get(&id)).transpose()?.map(|entry| &entry.spec)
        }
    };
    if let Some(spec) = spec {
        outline.head_by(spec);
    }
    Ok(read_by(document, &outline, spec, findings))
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
    let headings = Headings::of(document);
    let mut parts = parts::of(document, outline, &headings, spec);
    let About { tables, title, profile, own } = settle(document, &mut parts, &headings, spec);
    let mut collected = Collected::of(document, &parts, &headings, title, own, spec);
    let mut findings = findings;
    findings.append(&mut collected.gathered.findings);
    findings.extend(unparted::finding(document));
    let figures = &mut collected.gathered.figures;
    refs::split_off(figures);
    duplicate_refs::flag(figures);
    if let Some(spec) = spec {
        ruled::settle_wishes(spec, figures);
        let drift = drift::mark(spec, &collected.seen, figures, &findings);
        findings.extend(drift);
    }
    let flags = document_flags(spec, &findings, figures);
    collected.tell_as_printed(&parts);
    let Collected { gathered: Gathered { figures, quotes, .. }, actions, seen, .. } = collected;
    let reading = Reading {
        layout: layout_ref(spec),
        profile,
        figures,
        quotes,
        commentary: commentary::read(&document.blocks),
        actions,
        indicator_tables: u32::try_from(tables).unwrap_or(u32::MAX),
        flags,
        findings,
    };
    (reading, seen)
}

/// What a document says of itself.
struct About {
    /// How many tables of indicators it has.
    tables: usize,
    /// The block of its title.
    title: Option<usize>,
    profile: Profile,
    /// What it calls its publisher.
    own: OwnNames,
}

/// Reads what a document says of itself, and settles by that what its columns leave open: days and bodies.
fn settle(document: &Document, parts: &mut [Part<'_>], headings: &Headings, spec: Option<&Spec>) -> About {
    let tables: Vec<usize> =
        parts.iter().filter(|part| part.is_of_indicators()).map(|part| part.table.block).collect();
    let title = profile::title_block(document, &tables, headings);
    let reporting = profile::reporting::read(document, &tables, title, headings);
    let mut profile = profile::read(document, &tables, title, &reporting, spec);
    dated::settle(parts.iter_mut().map(|part| part.undated(title)), &reporting);
    let own = bodies::settle(parts.iter_mut().flat_map(|part| &mut part.stretches), &mut profile);
    if let Some(spec) = spec {
        ruled::settle_periods(spec, parts.iter_mut().flat_map(|part| &mut part.stretches), &profile);
    }
    About { tables: tables.len(), title, profile, own }
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
