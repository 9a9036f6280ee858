//! What looks wrong in published figures: one [`Suspicion`] a finding, with the place, what was expected and what was
//! found, and whether the publisher or the reading is the likelier cause.
//!
//! ```text
//! rows of one authority ──papers──▶ documents, printed rows ──one file a kind──▶ Suspicions, in printed order
//! ```
//!
//! Pure: the same rows give the same findings in the same order. No value is changed, no document is opened, and what
//! a figure means is taken as the rows have it. A check speaks only where figures or words of the same paper contradict
//! each other; a figure that is merely surprising is none of its business.
//!
//! In reading order:
//!
//! - `suspicion`: what a finding says.
//! - `papers`: the figures by document and printed row, which every check starts from.
//! - `printed`, `labels`, `wanted`: how exact a figure is printed, what a label counts, which way is better.
//! - `thresholds`: every number that decides, with its reason.
//! - arithmetic: `fractions`, `bases`, `growth`, `sums`, `shares`.
//! - judgement: `judgements`, `arrows`, `wishes`, `milestones`.
//! - size and form: `flagged`, `periods`, `counts`, `comparators`, `series`, `repeats`.

mod arrows;
mod bases;
mod comparators;
mod counts;
mod flagged;
mod fractions;
mod growth;
mod judgements;
mod labels;
mod milestones;
mod papers;
mod periods;
mod printed;
mod repeats;
mod series;
mod shares;
mod sums;
mod suspicion;
mod thresholds;
mod wanted;
mod wishes;

#[cfg(test)]
mod testing;

use std::collections::BTreeMap;

use boardlift_model::Observation;
use boardlift_reference::Vocabulary;

use crate::tables::DocumentRow;
use papers::{Paper, papers};
use wanted::Wanted;

pub use suspicion::{Cause, Check, Place, Suspicion};

/// What looks wrong in the figures of one authority's documents, in the order of the documents as given, and within a
/// document as printed. One document is enough, no document gives nothing.
///
/// A figure whose document is not among `documents` is not looked at.
pub fn check(
    observations: &[Observation],
    documents: &[DocumentRow],
    vocabulary: &Vocabulary,
) -> Vec<Suspicion> {
    let wanted = Wanted::of(vocabulary);
    let papers = papers(observations, documents);
    let mut found: Vec<Suspicion> = papers.iter().flat_map(|paper| of_paper(paper, &wanted)).collect();
    found.extend(series::check(&papers, observations));
    let places: BTreeMap<_, _> = documents.iter().map(|row| &row.source.id).zip(0..).collect();
    let order = |suspicion: &Suspicion| -> Option<usize> { places.get(&suspicion.document_id).copied() };
    found.sort_by_cached_key(|suspicion| (order(suspicion), suspicion.position, suspicion.check));
    found.dedup_by(|later, first| {
        later.check == first.check && later.observation_ids == first.observation_ids
    });
    found
}

fn of_paper(paper: &Paper<'_>, wanted: &Wanted<'_>) -> Vec<Suspicion> {
    let mut found = flagged::check(paper);
    found.extend(periods::check(paper));
    found.extend(fractions::check(paper));
    found.extend(bases::check(paper));
    found.extend(growth::check(paper));
    found.extend(sums::check(paper));
    found.extend(shares::check(paper));
    found.extend(judgements::check(paper, wanted));
    found.extend(arrows::check(paper, wanted));
    found.extend(wishes::check(paper, wanted));
    found.extend(milestones::check(paper));
    found.extend(counts::check(paper));
    found.extend(comparators::check(paper));
    found.extend(repeats::check(paper));
    found
}
