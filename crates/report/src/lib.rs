//! What a night of the watch found, for people and for programs: text, JSON and a feed.
//!
//! ```text
//! Night (fetch) ──┐
//! editions ───────┼──report──▶ NightReport ──text──▶ terminal
//! dataset ────────┘                        ──serde─▶ JSON ──▶ the archive's ledger ──feed──▶ Atom
//! ```
//!
//! It tells what the archive and the dataset hold and judges nothing: the same archive and the same dataset give the same
//! report, whatever killed the run before. It asks no host and prints nothing. What other people's sites and papers say is
//! data wherever it goes.
//!
//! In reading order:
//!
//! - [`account`]: the report, as plain data with names that stay.
//! - [`editions`]: from the archive's editions to the dataset's documents, and back.
//! - `papers`: what was read of the papers that came, and how.
//! - `figures`: which figures came, and which changed.
//! - `hints`: what a person can do about a paper that could not be had.
//! - [`text`], [`feed`]: a report for the terminal, and many as a feed.
//! - [`words`]: what others wrote, made fit to be shown.

pub mod account;
pub mod editions;
mod error;
pub mod feed;
mod figures;
mod hints;
mod papers;
pub mod text;
pub mod words;

use boardlift_batch::import::Summary;
use boardlift_batch::paper::PaperReader;
use boardlift_dataset::store::Dataset;
use boardlift_fetch::night::{Edition, Night, PaperTrouble, SourceNight, SourceState};

use account::{DatasetReport, Loss, NightReport, SHAPE, SourceReport, TroubleReport};
use editions::Editions;

pub use error::ReportError;

/// A dataset into which a night's papers were imported.
#[derive(Clone, Copy)]
pub struct Imported<'i> {
    /// The dataset, as it is after that.
    pub dataset: &'i Dataset,
    /// What read the papers.
    pub reader: &'i PaperReader,
    /// What the import did.
    pub summary: &'i Summary,
    /// The editions of earlier nights whose figures nobody was told of, since papers were only archived then.
    pub behind: &'i [Edition],
}

/// The report of a night: of its papers, and where they were imported, of their figures.
///
/// # Errors
///
/// Where the dataset can't be read.
pub fn report(
    night: &Night,
    editions: &Editions<'_>,
    imported: Option<Imported<'_>>,
) -> Result<NightReport, ReportError> {
    let mut papers = papers::papers(night);
    let dataset = imported.map(|imported| dataset(&mut papers, editions, imported)).transpose()?;
    let of_sources = |list: fn(&SourceNight) -> &[boardlift_fetch::night::PaperNote]| {
        night.sources.iter().flat_map(list).cloned().collect()
    };
    Ok(NightReport {
        report: SHAPE,
        boardlift: boardlift_dataset::VERSION.to_owned(),
        run: night.run,
        began: night.began.clone(),
        ended: night.ended.clone(),
        sources: night.sources.iter().map(source).collect(),
        papers,
        vanished: of_sources(|source| &source.vanished),
        returned: of_sources(|source| &source.returned),
        superseded: night.sources.iter().flat_map(|source| source.superseded.clone()).collect(),
        troubles: night.sources.iter().flat_map(|source| source.troubles.iter().map(trouble)).collect(),
        dataset,
    })
}

/// What the dataset says of a night; the papers get their documents.
fn dataset(
    papers: &mut [account::PaperReport],
    editions: &Editions<'_>,
    imported: Imported<'_>,
) -> Result<DatasetReport, ReportError> {
    let Imported { dataset, reader, summary, behind } = imported;
    let documents = dataset.documents()?;
    let read = papers::read(papers, behind, editions, &documents, reader);
    let told = figures::told(dataset, &documents, &read.tonight)?;
    let lost = summary.failures.iter().take(summary.lost);
    Ok(DatasetReport {
        documents: summary.documents,
        figures: summary.figures,
        withdrawn: summary.withdrawn,
        lost: lost.map(|loss| Loss { input: loss.input.clone(), reason: loss.reason.clone() }).collect(),
        authorities: told.authorities,
        new_figures: told.new,
        undated_figures: told.undated,
        changed_figures: told.changed,
        drifted: read.drifted,
        no_layout: read.no_layout,
    })
}

fn source(night: &SourceNight) -> SourceReport {
    let (state, reason, hint) = match &night.state {
        SourceState::Complete => ("complete", None, None),
        SourceState::Incomplete => ("incomplete", None, None),
        SourceState::Failed { trouble, reason } => {
            ("failed", Some(reason.clone()), Some(hints::of_source(*trouble).to_owned()))
        }
    };
    SourceReport {
        source: night.source.clone(),
        authority_code: night.authority.as_ref().map(|authority| authority.code.clone()),
        authority: night.authority.as_ref().map(|authority| authority.name.clone()),
        state: state.to_owned(),
        reason,
        hint,
        doubts: night.doubts.clone(),
        listed: night.listed,
        unchanged: night.unchanged,
        spared: night.spared,
        new_papers: night.new_papers.len(),
        new_editions: night.new_editions.len(),
    }
}

fn trouble(trouble: &PaperTrouble) -> TroubleReport {
    TroubleReport {
        paper: trouble.paper.clone(),
        state: trouble.state,
        reason: trouble.reason.clone(),
        hint: hints::hint(trouble.state).to_owned(),
        is_standing: false,
    }
}
